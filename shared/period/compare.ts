import { type Lang, percentText, UNKNOWN, wholeText } from '../formats';
import type { Rate } from '../rates';

/** Rates differ in points, to two decimals of the exact difference, half away from zero: "−2,15 điểm %". */
export function pointsText(now: Rate, before: Rate, lang: Lang): string {
  if (now.den === 0 || before.den === 0) return UNKNOWN;
  const den = BigInt(now.den) * BigInt(before.den);
  const num = BigInt(now.num) * BigInt(before.den) - BigInt(before.num) * BigInt(now.den);
  return `${signed(hundredths(num * 100n, den), lang)} ${lang === 'vi' ? 'điểm %' : 'points'}`;
}

/** Counts differ in per cent of the earlier one: "+12,4%". */
export function changeText(now: number, before: number, lang: Lang): string {
  if (before === 0) return UNKNOWN;
  return `${signed(hundredths(BigInt(now - before) * 100n, BigInt(before)), lang)}%`;
}

/** num ÷ den in hundredths, rounded half away from zero. */
function hundredths(num: bigint, den: bigint): number {
  const size = ((num < 0n ? -num : num) * 200n + den) / (2n * den);
  return Number(num < 0n ? -size : size);
}

function signed(hundred: number, lang: Lang): string {
  const size = Math.abs(hundred);
  const text = `${wholeText(Math.floor(size / 100), lang)}${lang === 'vi' ? ',' : '.'}${String(size % 100).padStart(2, '0')}`;
  return `${hundred < 0 ? '−' : hundred > 0 ? '+' : '±'}${text}`;
}

/** A percentage as prose has it: 95%, 75,78%, 100%. */
export function prosePercent({ num, den }: Rate, decimals: 0 | 2, lang: Lang): string {
  if (den === 0) return UNKNOWN;
  return `${percentText(num, den, decimals, lang)
    .replace(/([.,]\d)0$/, '$1')
    .replace(/[.,]0$/, '')}%`;
}
