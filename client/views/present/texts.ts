import { clockText, type Lang } from '../../../shared/formats';
import { civilOf, dayOf, formatDay, parseInstant } from '../../../shared/localTime';
import type { Span } from '../../../shared/period/spans';

/** 1–14/7/2025, 15/6–14/7/2025, 14/7/2025. */
export function spanText(span: Span | null, _lang: Lang): string {
  if (!span) return '…';
  const [from, to] = [civilOf(span.from), civilOf(span.to)];
  const end = `${to.day}/${to.month}/${to.year}`;
  if (span.from === span.to) return end;
  if (from.year !== to.year) return `${from.day}/${from.month}/${from.year}–${end}`;
  return from.month === to.month ? `${from.day}–${end}` : `${from.day}/${from.month}–${end}`;
}

/** An instant as the last moment it closes: midnight is 24:00 of the day before. "24:00 14/7/2025", "08:15 14/7/2025". */
export function momentText(instant: number, withYear = true): string {
  const clock = clockText(instant).slice(0, 5);
  const midnight = clock === '00:00';
  const [year, month, day] = formatDay(dayOf(instant - (midnight ? 1 : 0))).split('-');
  return `${midnight ? '24:00' : clock} ${Number(day)}/${Number(month)}${withYear ? `/${year}` : ''}`;
}

export function readInstant(text: string): number {
  return parseInstant(text) ?? 0;
}
