import { DAY_MS, HOUR_MS, MINUTE_MS, OFFSET_MS, parseDay, parseInstant } from '../../../shared/localTime';
import type { Cell } from '../connectors/connector';

/** Excel counts days from 30/12/1899. */
const SERIAL_OF_1970 = 25_569;
/** Serial numbers of 1954 … 2119: what else stands in a column of dates is none. */
const SERIALS = { from: 20_000, to: 80_000 } as const;

/** A cell as text, without space around it; empty: nothing. */
export function textOf(cell: Cell): string {
  if (cell === null || cell === undefined || cell instanceof Date) return '';
  return String(cell).normalize('NFC').trim();
}

export function isEmpty(cell: Cell): boolean {
  return !(cell instanceof Date) && textOf(cell) === '';
}

/**
 * A date as Vietnamese offices and Excel write it, in local time: 14/07/2025 08:31[:05], 2025-07-14 08:31[:05],
 * 20250714083105, an Excel date, or RFC 3339 with its offset. A day without a time is its beginning, a last day its end.
 */
export function instantOf(cell: Cell, isLastDay: boolean): number | null {
  if (cell instanceof Date) return fromLocal(cell.getTime(), isLastDay);
  if (typeof cell === 'number' && cell >= SERIALS.from && cell < SERIALS.to) {
    return fromLocal(Math.round((cell - SERIAL_OF_1970) * 86_400) * 1000, isLastDay);
  }
  const text = textOf(cell);
  const exact = parseInstant(text);
  if (exact !== null) return exact;
  const parts =
    /^(?<d>\d{1,2})[/.-](?<m>\d{1,2})[/.-](?<y>\d{4})(?:[ T,]+(?<time>\d{1,2}:\d\d(?::\d\d)?))?$/.exec(text) ??
    /^(?<time>\d{1,2}:\d\d(?::\d\d)?)[ ,]+(?<d>\d{1,2})[/.-](?<m>\d{1,2})[/.-](?<y>\d{4})$/.exec(text) ??
    /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)(?:[ T](?<time>\d{1,2}:\d\d(?::\d\d)?))?(?:\.0+)?$/.exec(text);
  if (parts?.groups) {
    const { y = '', m = '', d = '', time } = parts.groups;
    return onDay(`${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`, time?.split(':'), isLastDay);
  }
  const digits = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!digits) return null;
  const [, y, m, d, ...time] = digits;
  return onDay(`${y}-${m}-${d}`, time, isLastDay);
}

function onDay(date: string, time: readonly string[] | undefined, isLastDay: boolean): number | null {
  const day = parseDay(date);
  if (day === null) return null;
  if (!time) return fromLocal(day * DAY_MS, isLastDay);
  const [hour = 0, minute = 0, second = 0] = time.map(Number);
  if (hour > 23 || minute > 59 || second > 59) return null;
  return day * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * 1000 - OFFSET_MS;
}

/** Local milliseconds, as if the clock were UTC's, to an instant. */
function fromLocal(localMs: number, isLastDay: boolean): number | null {
  if (!Number.isFinite(localMs)) return null;
  const isDay = localMs % DAY_MS === 0;
  return localMs - OFFSET_MS + (isDay && isLastDay ? DAY_MS - 1000 : 0);
}
