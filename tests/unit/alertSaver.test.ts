import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createAlertSaver, MAX_UNSAVED_EVENTS } from '../../server/alerts/alertSaver';
import type { AlertEvent, DeskNote } from '../../server/db/alertBook';
import type { Alert } from '../../shared/alerts/lifecycle';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const alert = (id: string, state: string) => ({ id, state }) as unknown as Alert;
const event = (at: number) => ({ alertId: 'a', at }) as unknown as AlertEvent;
const note = (part: Partial<DeskNote>) => ({ alerts: [], forgotten: [], events: [], ...part });

/** A log that takes notes, or for a while does not. */
function createWorld() {
  const kept: DeskNote[] = [];
  const lost: [string, number][] = [];
  const disk = { isFull: false, tries: 0 };
  const saver = createAlertSaver({
    keep: async (one) => {
      disk.tries++;
      if (disk.isFull) throw new Error('full');
      kept.push(one);
    },
    lost: (what, count) => lost.push([what, count]),
  });
  return { kept, lost, disk, saver };
}

test('what the alerts came to while nothing could be written is kept first and whole, each alert as it stands', async () => {
  const { kept, disk, saver } = createWorld();
  disk.isFull = true;
  saver.save(note({ alerts: [alert('a', 'firing'), alert('b', 'pending')], events: [event(1)] }));
  expect(await saver.flush()).toBe(false);
  saver.save(note({ alerts: [alert('a', 'acknowledged')], forgotten: ['b'], events: [event(2)] }));
  expect(await saver.flush()).toBe(false);
  expect(kept).toEqual([]);
  disk.isFull = false;
  expect(await saver.flush()).toBe(true);
  expect(kept).toEqual([
    { alerts: [alert('a', 'acknowledged')], forgotten: ['b'], events: [event(1), event(2)], thresholds: [] },
  ]);
  expect(await saver.flush()).toBe(true);
  expect(kept).toHaveLength(1);
});

test('what failed is tried again after a while without anybody asking, and not with every change', async () => {
  const { kept, disk, saver } = createWorld();
  disk.isFull = true;
  saver.save(note({ events: [event(1)] }));
  await vi.advanceTimersByTimeAsync(0);
  for (let at = 2; at <= 50; at++) saver.save(note({ events: [event(at)] }));
  await vi.advanceTimersByTimeAsync(0);
  expect(disk.tries).toBe(1);
  disk.isFull = false;
  await vi.advanceTimersByTimeAsync(5000);
  expect(kept.flatMap(({ events }) => events)).toHaveLength(50);
});

test('what waits is bounded: the oldest goes, and that is told', async () => {
  const { kept, lost, disk, saver } = createWorld();
  disk.isFull = true;
  const events = Array.from({ length: MAX_UNSAVED_EVENTS + 3 }, (_, at) => event(at));
  saver.save(note({ events }));
  expect(lost).toEqual([['events of alerts', 3]]);
  disk.isFull = false;
  await saver.flush();
  await saver.flush();
  expect(kept.flatMap((one) => one.events)[0]).toEqual(event(3));
});
