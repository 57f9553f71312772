import { expect, test } from 'vitest';
import { ATTEMPTS, createAttempts } from '../../client/link/attempts';

/** Chromium's WebSocketThrottler: 1–5 s for each new one once sixteen have failed. */
const HELD_BACK_MS = 5000;

test('few attempts while nobody answers, one at once when the server does', () => {
  const pauses: number[] = [];
  const heard = createAttempts((ms) => pauses.push(ms));
  expect([heard('answered'), pauses], 'while it answers all stays').toEqual([false, []]);
  expect([heard('refused'), heard('unanswered'), heard('refused')]).toEqual([false, false, false]);
  expect(pauses, 'said once').toEqual([30_000]);
  expect(heard('answered'), 'at once').toBe(true);
  expect(heard('answered'), 'and once').toBe(false);
  expect(pauses).toEqual([30_000, ATTEMPTS.reconnectionDelayMax]);
});

test('an attempt outlasts what a browser holds it back for', () => {
  expect(ATTEMPTS.timeout).toBeGreaterThan(HELD_BACK_MS);
});
