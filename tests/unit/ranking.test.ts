import { describe, expect, test } from 'vitest';
import { rankByRate } from '../../shared/ranking';
import { rate } from '../../shared/rates';

const unit = (code: string, num: number, den: number) => ({ code, rate: rate(num, den) });
const line = (units: readonly ReturnType<typeof unit>[], leastN = 30) =>
  rankByRate(units, leastN).map(({ code, rank }) => `${code}:${rank}`);

describe('rankByRate', () => {
  test('orders by the exact fraction, not by its rounded text', () => {
    expect(line([unit('a', 99_999, 100_000), unit('b', 999_999, 1_000_000), unit('c', 9_999, 10_000)])).toEqual([
      'b:1',
      'a:2',
      'c:3',
    ]);
  });
  test('equals share a rank, the next one counts them', () => {
    expect(line([unit('a', 30, 40), unit('b', 60, 80), unit('c', 1, 40)])).toEqual(['b:1', 'a:1', 'c:3']);
  });
  test('a unit with 1 of 1 does not lead: below the least n there is no rank', () => {
    expect(line([unit('a', 1, 1), unit('b', 20, 40), unit('c', 0, 0)])).toEqual(['b:1', 'a:null', 'c:null']);
  });
});
