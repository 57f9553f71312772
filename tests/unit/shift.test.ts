import { expect, test } from 'vitest';
import { shiftAt } from '../../client/views/wall/shift';

const STEP_PX = 2;
const STEPS_A_MINUTE = 0.5;

test('the drift against burn-in moves one step at a time, stays within 8 px and comes round', () => {
  let [x, y] = shiftAt(0);
  const places = new Set<string>();
  for (let step = 1; step <= 64; step++) {
    const [nextX, nextY] = shiftAt(step);
    const moved = (Math.abs(nextX - x) + Math.abs(nextY - y)) * STEP_PX;
    expect(moved * STEPS_A_MINUTE).toBeLessThanOrEqual(24);
    expect(Math.max(Math.abs(nextX), Math.abs(nextY)) * STEP_PX).toBeLessThanOrEqual(8);
    places.add(`${nextX},${nextY}`);
    [x, y] = [nextX, nextY];
  }
  expect(places.size).toBe(32);
  expect(shiftAt(32)).toEqual(shiftAt(0));
});
