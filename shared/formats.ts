import { civilOf, dayOf, HOUR_MS, MINUTE_MS, msIntoDay, weekdayOf } from './localTime';

/** Texts of numbers and times. They depend on the language of the page, never on the device. */
export type Lang = 'vi' | 'en';

export const UNKNOWN = '—';

const SIGNS = { vi: { group: '.', decimal: ',' }, en: { group: ',', decimal: '.' } } as const;

/** 17710 → 17.710 (vi), 17,710 (en) */
export function wholeText(n: number, lang: Lang): string {
  const digits = String(Math.abs(n)).replace(/\B(?=(\d{3})+$)/g, SIGNS[lang].group);
  return n < 0 ? `−${digits}` : digits;
}

/**
 * A fraction in percent, half up on the exact fraction (D8): never 100 while num < den, never 0 while num > 0.
 * Exactly all is "100". Nothing to divide is "—".
 */
export function percentText(num: number, den: number, decimals: 0 | 1 | 2, lang: Lang): string {
  if (den === 0) return UNKNOWN;
  if (num === den) return '100';
  const scale = 10 ** decimals;
  const all = BigInt(100 * scale);
  const [n, d] = [BigInt(num), BigInt(den)];
  let scaled = (2n * n * all + d) / (2n * d);
  if (num < den && scaled >= all) scaled = all - 1n;
  if (num > 0 && scaled === 0n) scaled = 1n;
  const value = Number(scaled);
  const whole = wholeText(Math.floor(value / scale), lang);
  return decimals === 0 ? whole : `${whole}${SIGNS[lang].decimal}${String(value % scale).padStart(decimals, '0')}`;
}

/** 10:42:16 */
export function clockText(instantMs: number): string {
  const into = msIntoDay(instantMs);
  return [into / HOUR_MS, (into / MINUTE_MS) % 60, (into / 1000) % 60].map((n) => two(Math.floor(n))).join(':');
}

/** 10:42 */
export function minuteText(instantMs: number): string {
  return clockText(instantMs).slice(0, 5);
}

const WEEKDAYS = {
  vi: ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ Nhật'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
} as const;

const MONTHS_EN = 'January February March April May June July August September October November December'.split(' ');

/** Thứ Hai, 14/7/2025 */
export function dateText(instantMs: number, lang: Lang): string {
  const day = dayOf(instantMs);
  const { year, month, day: dayOfMonth } = civilOf(day);
  const weekday = WEEKDAYS[lang][weekdayOf(day) - 1] ?? '';
  return `${weekday}, ${dayOfMonth}/${month}/${year}`;
}

/** 1/7: a day in prose, from YYYY-MM-DD. */
export function dayText(isoDay: string): string {
  const [, month = '', day = ''] = isoDay.split('-');
  return `${Number(day)}/${Number(month)}`;
}

/** "tháng 7", from YYYY-MM-DD. */
export function monthText(isoDay: string, lang: Lang): string {
  const month = Number(isoDay.slice(5, 7));
  return lang === 'vi' ? `tháng ${month}` : (MONTHS_EN[month - 1] ?? '');
}

const AGE_WORDS = {
  vi: { second: 'giây', minute: 'phút', hour: 'giờ', day: 'ngày' },
  en: { second: 's', minute: 'min', hour: 'h', day: 'd' },
} as const;

/** An age in its one fitting unit: 2 giây, 6 phút, 3 giờ. */
export function ageText(ms: number, lang: Lang): string {
  const words = AGE_WORDS[lang];
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} ${words.second}`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} ${words.minute}`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} ${words.hour}`;
  return `${Math.floor(seconds / 86_400)} ${words.day}`;
}

/** An age to the second, for what must not be played down: 4 phút 12 giây. */
export function exactAgeText(ms: number, lang: Lang): string {
  const words = AGE_WORDS[lang];
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} ${words.second}`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} ${words.minute} ${seconds % 60} ${words.second}`;
  return `${Math.floor(seconds / 3600)} ${words.hour} ${Math.floor(seconds / 60) % 60} ${words.minute}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
