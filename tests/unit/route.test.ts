import { describe, expect, test } from 'vitest';
import { arcPx, LAYOUT_L_FROM, readRoute } from '../../client/route';

const CAP_HEIGHT = 0.698;
const wall = (search: string) => readRoute({ pathname: '/wall', search });
/** Minutes of arc that type of so many px of a 3840-px wall has, from its size in the world. */
const minutesOf = (px: number, diagonalInch: number, distanceM: number) => {
  const pitchMm = (diagonalInch * 25.4 * (16 / Math.hypot(16, 9))) / 3840;
  return (Math.atan((px * CAP_HEIGHT * pitchMm) / (distanceM * 1000)) * 180 * 60) / Math.PI;
};

describe('type by minutes of arc', () => {
  test.each([
    [8, 165],
    [5, 98],
    [8, 110],
    [12, 165],
  ])('at %i m from %i″ the needed text has 16′ and the key figures 22′', (distance, diagonal) => {
    const { arcPx: px, arcMinutes } = wall(`?distance=${distance}&diagonal=${diagonal}`);
    expect(arcMinutes).toBeGreaterThanOrEqual(15.9);
    expect(minutesOf((16 * px) / CAP_HEIGHT, diagonal, distance)).toBeGreaterThanOrEqual(15.9);
    expect(minutesOf((22 * px) / CAP_HEIGHT, diagonal, distance)).toBeGreaterThanOrEqual(21.9);
  });

  test('a wall that is small for its distance takes layout L, one that is too small says how little it gives', () => {
    expect(wall('?distance=8&diagonal=110').arcPx).toBeGreaterThan(LAYOUT_L_FROM);
    expect(wall('?distance=20&diagonal=55').arcMinutes).toBeLessThan(16);
  });

  test('without both, or with nonsense, the reference holds', () => {
    const reference = wall('').arcPx;
    for (const search of ['?distance=8', '?diagonal=165', '?distance=-1&diagonal=x']) {
      expect(wall(search)).toMatchObject({ arcPx: reference, arcMinutes: 16 });
    }
    expect(arcPx(8, 165)).toBeCloseTo(reference, 1);
  });
});
