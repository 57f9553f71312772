import { describe, expect, test } from 'vitest';
import { createRandom } from '../../server/demo/cityRandom';
import { ageText, clockText, dateText, exactAgeText, percentText, wholeText } from '../../shared/formats';
import { at } from '../support/histories';

describe('D8 display', () => {
  test.each([
    [491, 493, '99,59'],
    [309, 338, '91,42'],
    [203, 203, '100'],
    [1150, 1450, '79,31'],
    [572, 2006, '28,51'],
    [13_421, 17_710, '75,78'],
    [13_420, 17_710, '75,78'],
    [1, 800, '0,13'],
    [3, 800, '0,38'],
    [99_999, 100_000, '99,99'],
    [1, 1_000_000, '0,01'],
    [0, 5, '0,00'],
    [0, 0, '—'],
    [3, 2, '150,00'],
  ])('%i/%i prints %s', (num, den, text) => {
    expect(percentText(num, den, 2, 'vi')).toBe(text);
  });

  test('half up on the exact fraction, whatever binary fractions say (seed 5)', () => {
    const random = createRandom(5);
    for (let i = 0; i < 2000; i++) {
      const den = random.whole(2, 100_000);
      const num = random.whole(1, den - 1);
      const [whole = '', hundredths = ''] = percentText(num, den, 2, 'vi').split(',');
      const shown = BigInt(whole) * 100n + BigInt(hundredths);
      const [low, high] = [(2n * shown - 1n) * BigInt(den), (2n * shown + 1n) * BigInt(den)];
      const exact = 20_000n * BigInt(num);
      const clamped = shown === 9999n || shown === 1n;
      expect(clamped || (exact >= low && exact < high), `${num}/${den} → ${whole},${hundredths}`).toBe(true);
    }
  });

  test('numbers, clocks, days and ages in both languages', () => {
    expect([
      wholeText(17_710, 'vi'),
      wholeText(17_710, 'en'),
      wholeText(999, 'vi'),
      wholeText(-1_234_567, 'vi'),
    ]).toEqual(['17.710', '17,710', '999', '−1.234.567']);
    expect(clockText(at('23/11/2026 10:42:16'))).toBe('10:42:16');
    expect(dateText(at('23/11/2026 10:42:16'), 'vi')).toBe('Thứ Hai, 23/11/2026');
    expect(dateText(at('23/11/2026 10:42:16'), 'en')).toBe('Monday, 23/11/2026');
    expect([ageText(2_000, 'vi'), ageText(390_000, 'vi'), ageText(50_400_000, 'vi')]).toEqual([
      '2 giây',
      '6 phút',
      '14 giờ',
    ]);
    expect(exactAgeText(252_000, 'vi')).toBe('4 phút 12 giây');
  });
});
