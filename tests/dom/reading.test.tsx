import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { BoardProvider, type BoardStore, createBoardStore } from '../../client/board/store';
import { pauseMs } from '../../client/reading/backoff';
import { createReading, type Question, type Reading } from '../../client/reading/reading';
import { unreadParts } from '../../client/reading/unread';
import { type HeldCall, holdCalls, lastOf } from '../support/heldCalls';

let calls: readonly HeldCall[] = [];
let board: BoardStore;
let dispose: () => void = () => undefined;

beforeEach(() => {
  vi.useFakeTimers();
  // Where nothing is left to chance the pauses are 1, 2, 4 … s.
  vi.spyOn(Math, 'random').mockReturnValue(0);
  calls = holdCalls();
  // The browser's own limit does not follow the test's clock.
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const limit = new AbortController();
    setTimeout(() => limit.abort(), ms);
    return limit.signal;
  });
});
afterEach(() => {
  dispose();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function begin<T>(question: Partial<Question<T>>): Promise<Reading<T>> {
  let reading: Reading<T> | undefined;
  dispose = createRoot((end) => {
    board = createBoardStore();
    board.writer.mood('live', null);
    const Inside = () => {
      reading = createReading<T>({ title: 'Số liệu', ask: () => '/api/v1/one', ...question });
      return null;
    };
    BoardProvider({
      value: board,
      get children() {
        return Inside();
      },
    });
    return end;
  });
  await vi.advanceTimersByTimeAsync(0);
  if (!reading) throw new Error('no reading');
  return reading;
}
const later = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const last = (): HeldCall => lastOf(calls);

describe('what fails is asked again', () => {
  test('after 1, 2, 4 … 30 s, until it is answered; then the count begins anew', async () => {
    const reading = await begin<{ n: number }>({ everyMs: 60_000 });
    for (const [i, pause] of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000].entries()) {
      await last().say(503);
      expect(reading.failed()).toMatchObject({ why: 'busy', status: 503, againS: pause / 1000 });
      await later(pause - 1);
      expect(calls.length, `try ${i + 2} is not early`).toBe(i + 1);
      await later(1);
      expect(calls.length, `try ${i + 2} comes`).toBe(i + 2);
    }
    await last().say(503);
    for (const mood of ['cut-off', 'live'] as const) board.writer.mood(mood, null);
    await later(400);
    expect(calls.length, 'at once when the line comes back').toBe(9);
    await last().say(503);
    expect(reading.failed(), 'its long pauses are over').toMatchObject({ againS: 2 });
    await later(2000);
    await last().say(200, { n: 7 });
    expect([reading.data(), reading.failed()]).toEqual([{ n: 7 }, null]);
    await later(60_000);
    await last().break();
    expect(reading.failed()).toMatchObject({ why: 'away', againS: 1 });
    expect(reading.data(), 'the last good answer stays').toEqual({ n: 7 });
  });

  test('for each news, and for nothing else that its news is made of: a slow answer is waited for', async () => {
    const [moment, move] = createSignal<number | null>(null);
    await begin({ ask: () => `/api/v1/one?until=${moment()}`, about: () => 'one', news: () => moment() === null && 7 });
    for (const [i, next] of [10, 20, 30].entries()) {
      await last().say(200, {});
      move(next);
      await later(5000);
      await last().say(200, {});
      await later(5000);
      expect(calls.length, 'asked once').toBe(2 + i);
    }
  });

  test('a pause is shortened by chance, by a quarter at most', () => {
    expect([pauseMs(1, 0), pauseMs(3, 0), pauseMs(50, 0)]).toEqual([1000, 4000, 30_000]);
    expect([pauseMs(1, 1), pauseMs(50, 1)]).toEqual([750, 22_500]);
  });

  test('no sooner than the server asks for, and never later than a minute for its word', async () => {
    const reading = await begin({});
    await last().say(503, {}, { 'retry-after': '15' });
    expect(reading.failed()?.againS).toBe(15);
    await later(14_999);
    expect(calls.length).toBe(1);
    await later(1);
    expect(calls.length).toBe(2);
    await last().say(503, {}, { 'retry-after': '86400' });
    expect(reading.failed()?.againS).toBe(60);
  });

  test('a call that hangs is given up after 10 s', async () => {
    const reading = await begin({});
    await later(9999);
    expect(reading.failed()).toBe(null);
    await later(1);
    expect(calls[0]?.isGivenUp()).toBe(true);
    expect(reading.failed()?.why).toBe('slow');
  });

  test('at once when the line or the network comes back', async () => {
    await begin({});
    for (let i = 0; i < 5; i++) {
      await last().break();
      await later(30_000);
    }
    await last().break();
    const before = calls.length;
    board.writer.mood('cut-off', 'unknown');
    board.writer.mood('live', null);
    await later(1);
    expect(calls.length, 'the line').toBe(before + 1);
    await last().break();
    window.dispatchEvent(new Event('online'));
    await later(1);
    expect(calls.length, 'the network').toBe(before + 2);
  });

  test.each([
    [400, 'wrong'],
    [404, 'missing'],
    [401, 'refused'],
    [403, 'refused'],
  ])('%i is told as what it is and not asked again by itself', async (status, why) => {
    const onRefused = vi.fn();
    const reading = await begin({ onRefused, everyMs: 1000 });
    await last().say(status);
    expect(reading.failed()).toMatchObject({ why, againS: null });
    expect(onRefused.mock.calls).toEqual(why === 'refused' ? [[status]] : []);
    window.dispatchEvent(new Event('online'));
    await later(600_000);
    expect(calls.length).toBe(1);
    void reading.retry();
    expect(calls.length, 'somebody asks').toBe(2);
  });

  test('an answer that cannot be understood passes too', async () => {
    const reading = await begin<number>({
      read: async (get) => (await get<{ readonly list: readonly number[] }>('/api/v1/one')).list.length,
    });
    await last().say(200, { other: 1 });
    expect(reading.failed()?.why).toBe('garbled');
    await later(1000);
    await last().say(200, { list: [1, 2] });
    expect(reading.data()).toBe(2);
  });
});

describe('an answer is shown only for its own question', () => {
  test('another question gives up the call, drops the answer from sight and asks at once', async () => {
    const [path, setPath] = createSignal('/api/v1/july');
    const reading = await begin<{ m: number }>({ ask: path });
    await last().say(200, { m: 7 });
    expect(reading.data()).toEqual({ m: 7 });
    setPath('/api/v1/august');
    expect(reading.data(), 'july is not august').toBe(null);
    await later(0);
    const august = last();
    setPath('/api/v1/september');
    await later(0);
    expect(august.isGivenUp()).toBe(true);
    await last().say(200, { m: 9 });
    expect(reading.data()).toEqual({ m: 9 });
    setPath('/api/v1/july');
    await later(0);
    await last().say(503);
    expect(reading.data(), 'july was not read again').toBe(null);
  });

  test('about the same, the old answer stands while the newer is read, and a quick hand never queues up', async () => {
    const [at, setAt] = createSignal(1);
    const reading = await begin<{ n: number }>({ ask: () => `/api/v1/one?at=${at()}`, about: () => 'one' });
    await last().say(200, { n: 1 });
    for (const n of [2, 3, 4, 5]) {
      setAt(n);
      await later(10);
    }
    expect(calls.length, 'one is under way').toBe(2);
    expect(reading.data()).toEqual({ n: 1 });
    await last().say(200, { n: 2 });
    expect([calls.length, last().path]).toEqual([3, '/api/v1/one?at=5']);
    await last().say(503);
    for (const n of [6, 7]) {
      setAt(n);
      await later(10);
    }
    expect(calls.length, 'while it fails its own pauses count').toBe(3);
    await later(1000);
    expect(last().path, 'and the newest is asked').toBe('/api/v1/one?at=7');
  });

  test('what was given up is nobody’s answer', async () => {
    const reading = await begin<{ n: number }>({});
    const first = last();
    void reading.retry();
    await first.say(200, { n: 1 });
    expect(reading.data()).toBe(null);
    await last().say(200, { n: 2 });
    expect(reading.data()).toEqual({ n: 2 });
  });
});

describe('the page’s mark', () => {
  test('comes at once where nothing is shown, after 3 s where figures are, and goes with the first answer', async () => {
    await begin<{ asOf: string }>({ everyMs: 5000 });
    await last().say(503);
    expect(unreadParts()).toMatchObject([{ title: 'Số liệu', path: '/api/v1/one', asOfMs: null }]);
    await later(1000);
    await last().say(200, { asOf: '2025-07-14T10:21:00+07:00' });
    expect(unreadParts()).toEqual([]);
    await later(5000);
    await last().say(503);
    await later(1000);
    await last().say(503);
    expect(unreadParts(), 'a hiccup is no news').toEqual([]);
    await later(2000);
    expect(unreadParts()).toMatchObject([{ asOfMs: Date.UTC(2025, 6, 14, 3, 21) }]);
    await last().say(200, { asOf: '2025-07-14T10:22:00+07:00' });
    expect(unreadParts()).toEqual([]);
  });

  test('goes with the part that it speaks of', async () => {
    await begin({});
    await last().say(404);
    expect(unreadParts().length).toBe(1);
    dispose();
    expect(unreadParts()).toEqual([]);
  });
});
