import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createBodyPlaces } from '../../server/http/bodyPlaces';

const LIMITS = { bodies: 3, bytes: 1000, graceMs: 2000, leastBytesASecond: 100 };
let now = 0;
beforeEach(() => {
  now = 0;
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => vi.useRealTimers());

function pass(ms: number): void {
  now += ms;
  vi.advanceTimersByTime(ms);
}

test('so many bodies and so many bytes are on their way at once, and a place that is left is free', () => {
  const places = createBodyPlaces(LIMITS, () => now);
  const enter = () => places.enter(() => undefined);
  const [a, b, c] = [enter(), enter(), enter()];
  expect(enter(), 'a fourth').toBeNull();
  expect([a?.grow(600), b?.grow(400), c?.grow(1)]).toEqual([true, true, false]);
  a?.leave();
  a?.leave();
  expect(places.taken()).toBe(2);
  expect(c?.grow(600)).toBe(true);
  expect(enter(), 'bytes are full').toBeNull();
  b?.leave();
  expect(enter()).not.toBeNull();
});

test('a body that comes too slowly is told so once; one that is here may take its time', () => {
  const places = createBodyPlaces(LIMITS, () => now);
  const slow = { nothing: 0, trickle: 0, steady: 0, here: 0 };
  places.enter(() => slow.nothing++);
  pass(1000);
  const here = places.enter(() => slow.here++);
  here?.complete();
  const trickle = places.enter(() => slow.trickle++);
  trickle?.grow(250);
  pass(1500);
  expect(slow).toEqual({ nothing: 1, trickle: 0, steady: 0, here: 0 });
  pass(10_000);
  expect(slow).toEqual({ nothing: 1, trickle: 1, steady: 0, here: 0 });
});
