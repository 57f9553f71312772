import { createRoot } from 'solid-js';
import { describe, expect, test, vi } from 'vitest';
import { createTickerStore } from '../../client/board/tickerStore';
import { createJoin } from '../../client/link/join';
import {
  type ConnectionMood,
  connectionMood,
  MARKED_AFTER_MS,
  type ProbeOutcome,
  SILENCE_CAUSES,
  type SilenceCause,
  silenceCause,
  silenceLook,
  VEILED_AFTER_MS,
} from '../../shared/freshness';
import type { JoinAnswer, TickerItem } from '../../shared/protocol';

const MOODS: readonly ConnectionMood[] = ['live', 'delayed', 'silent', 'cut-off'];
const PROBES: readonly (ProbeOutcome | null)[] = [null, 'answered', 'refused', 'unanswered'];
const BOTH = [true, false] as const;

/** Every combination of what a screen can find. */
const EVIDENCE = MOODS.flatMap((mood) =>
  PROBES.flatMap((probe) =>
    BOTH.flatMap((onLine) =>
      BOTH.flatMap((socketOpen) => BOTH.map((openedInVain) => ({ mood, probe, onLine, socketOpen, openedInVain }))),
    ),
  ),
);

describe('who is silent: only what is known is said', () => {
  test('of all 128 combinations each cause stands exactly where its proof does', () => {
    expect(EVIDENCE).toHaveLength(128);
    const proofs: Readonly<Record<SilenceCause, (one: (typeof EVIDENCE)[number]) => boolean>> = {
      offline: ({ onLine }) => !onLine,
      refused: ({ onLine, probe }) => onLine && probe === 'refused',
      unanswered: ({ onLine, probe }) => onLine && probe === 'unanswered',
      'line-blocked': ({ onLine, probe, socketOpen, openedInVain }) =>
        onLine && probe === 'answered' && !socketOpen && openedInVain,
      unknown: ({ onLine, probe, socketOpen, openedInVain }) =>
        onLine && (probe === null || (probe === 'answered' && (socketOpen || !openedInVain))),
    };
    for (const one of EVIDENCE) {
      const proven = SILENCE_CAUSES.filter((cause) => proofs[cause](one));
      expect(proven, JSON.stringify(one)).toHaveLength(1);
      expect(silenceCause(one), JSON.stringify(one)).toBe(one.mood === 'live' ? null : proven[0]);
    }
  });

  test('whatever the socket does, an unanswered call stays what is known', () => {
    for (const mood of MOODS.filter((one) => one !== 'live')) {
      for (const socketOpen of BOTH) {
        for (const openedInVain of BOTH) {
          const found = silenceCause({ mood, onLine: true, socketOpen, probe: 'unanswered', openedInVain });
          expect(found).toBe('unanswered');
        }
      }
    }
  });

  test('a silence is marked within three seconds and veiled from ten; a short cut passes unsaid', () => {
    const times = [0, 1000, 2499, 2500, 3000, 9999, 10_000, 60_000, 7_200_000];
    expect(times.map((ms) => silenceLook(true, ms).marked)).toEqual(times.map((ms) => ms >= MARKED_AFTER_MS));
    expect(times.map((ms) => silenceLook(true, ms).veiled)).toEqual(times.map((ms) => ms >= VEILED_AFTER_MS));
    expect(MARKED_AFTER_MS).toBeLessThanOrEqual(3000);
    expect(VEILED_AFTER_MS).toBe(10_000);
    for (const ms of times) expect(silenceLook(false, ms)).toEqual({ marked: false, veiled: false });
  });

  test('the four words of the connection stay what they were', () => {
    const link = { socketOpen: true, onLine: true };
    expect([0, 2499, 2500, 9999, 10_000].map((msSinceHeard) => connectionMood({ ...link, msSinceHeard }))).toEqual([
      'live',
      'live',
      'delayed',
      'delayed',
      'silent',
    ]);
    expect(connectionMood({ socketOpen: false, onLine: true, msSinceHeard: 0 })).toBe('cut-off');
    expect(connectionMood({ socketOpen: true, onLine: false, msSinceHeard: 0 })).toBe('cut-off');
  });
});

const item = (n: number): TickerItem => ({
  at: `2025-07-14T09:${String(n).padStart(2, '0')}:00+07:00`,
  ward: '19753',
  field: '',
  what: 'received',
});
const items = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => item(from + i));

describe('the event line keeps what it was told', () => {
  const listened = (run: (store: ReturnType<typeof createTickerStore>) => void) =>
    createRoot((dispose) => {
      const store = createTickerStore();
      run(store);
      const told: [readonly TickerItem[], boolean][] = [];
      store.listen((got, whole) => told.push([got, whole]));
      return { store, told, dispose };
    });

  test('who listens after the snapshot came hears it all the same', () => {
    const { told, dispose } = listened((store) => store.whole('a', items(1, 20)));
    expect(told).toEqual([[items(1, 20), true]]);
    dispose();
  });

  test('a second snapshot of the same epoch tells what is new of it, and news that it had already are none', () => {
    const { store, told, dispose } = listened((fresh) => fresh.whole('a', items(1, 10)));
    store.whole('a', items(5, 12));
    store.news(items(11, 13));
    store.news(items(13, 13));
    expect(told.slice(1)).toEqual([
      [items(11, 12), false],
      [items(13, 13), false],
    ]);
    dispose();
  });

  test('under another epoch the line is what the server says, and who may not see it keeps nothing', () => {
    const { store, told, dispose } = listened((fresh) => fresh.whole('a', items(1, 10)));
    store.whole('b', items(8, 9));
    store.forget();
    expect(told.slice(1)).toEqual([
      [items(8, 9), true],
      [[], true],
    ]);
    dispose();
  });

  test('it keeps the last twenty, however many come', () => {
    const { store, dispose } = listened((fresh) => fresh.whole('a', []));
    for (let n = 1; n <= 59; n++) store.news([item(n)]);
    let late: readonly TickerItem[] = [];
    createRoot((end) => {
      store.listen((got) => {
        late = got;
      });
      end();
    });
    expect(late).toEqual(items(40, 59));
    dispose();
  });
});

describe('joining', () => {
  const begin = () => {
    const asked: ((answer: JoinAnswer) => void)[] = [];
    const got: JoinAnswer[] = [];
    const line = { isOpen: () => true, ask: (_: unknown, answer: (given: JoinAnswer) => void) => asked.push(answer) };
    const join = createJoin(line, { view: 'wall', protocol: 1 }, (answer) => got.push(answer));
    return { asked, got, join };
  };

  test('held by the server it is not asked again, however long; unheard of for three seconds it is', () => {
    vi.useFakeTimers();
    try {
      const { asked, got, join } = begin();
      join.ask();
      for (let half = 0; half < 240; half++) {
        vi.advanceTimersByTime(500);
        join.isHeld();
      }
      expect(asked).toHaveLength(1);
      vi.advanceTimersByTime(3000);
      expect(asked).toHaveLength(2);
      // An answer to what is not asked any more is none.
      asked[0]?.({ ok: false, reason: 'full' });
      expect(got).toEqual([]);
      asked[1]?.({ ok: false, reason: 'full' });
      expect(got).toHaveLength(1);
      vi.advanceTimersByTime(500);
      expect(asked).toHaveLength(3);
      join.lost();
      vi.advanceTimersByTime(60_000);
      expect(asked).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });
});
