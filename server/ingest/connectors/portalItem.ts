import { DAY_MS, HOUR_MS, MINUTE_MS, OFFSET_MS, parseDay } from '../../../shared/localTime';
import { CODE } from '../reportSchema';

/** One element of an envelope's `data`: all its scalars are strings, an empty one is missing. */
export type PortalItem = Readonly<Record<string, unknown>>;

/** Years that an instant of the exchange can lie in: systems write "no date" as 1/1/0001, 1/1/1900 or 31/12/9999. */
const YEARS = { from: 1990, to: 2100 } as const;

/**
 * Reads the fields that a dossier may go without. Undefined is missing; what stands there and cannot be read counts as
 * missing too, and its name in `dropped`, never its value.
 */
export interface PortalFields {
  readonly at: (name: string) => number | undefined;
  readonly code: (name: string) => string | undefined;
  readonly oneOf: <T>(name: string, meanings: Readonly<Record<string, T>>) => T | undefined;
  readonly list: (name: string) => readonly PortalItem[];
  /** Whether a list has anything in it; undefined when it is empty, which says nothing. */
  readonly isFilled: (name: string) => true | undefined;
  /** The instants under one name in all items of a list. */
  readonly everyAt: (items: readonly PortalItem[], name: string) => readonly number[];
  readonly dropped: ReadonlySet<string>;
}

export function readFields(item: PortalItem): PortalFields {
  const dropped = new Set<string>();
  const of = <T>(from: PortalItem, name: string, read: (text: string) => T | undefined): T | undefined => {
    const text = textOf(from[name]);
    if (text === '') return undefined;
    const value = text === null ? undefined : read(text);
    if (value === undefined) dropped.add(name);
    return value;
  };
  const listOf = (name: string): readonly unknown[] => {
    const value = item[name];
    if (Array.isArray(value)) return value;
    if (textOf(value) !== '') dropped.add(name);
    return [];
  };
  return {
    at: (name) => of(item, name, instantOf),
    code: (name) => of(item, name, (text) => (CODE.test(text) ? text : undefined)),
    oneOf: (name, meanings) => of(item, name, (text) => (Object.hasOwn(meanings, text) ? meanings[text] : undefined)),
    list: (name) => listOf(name).filter(isItem),
    isFilled: (name) => listOf(name).length > 0 || undefined,
    everyAt: (items, name) => items.flatMap((one) => of(one, name, instantOf) ?? []),
    dropped,
  };
}

/** A scalar as text without space around it; missing is empty, another type null. */
export function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value.trim() : null;
}

/** `yyyyMMddHHmmss` in local time, without a zone. */
export function instantOf(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (!match) return undefined;
  const [, year, month, date, hours, minutes, seconds] = match;
  const day = parseDay(`${year}-${month}-${date}`);
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
  const isYear = Number(year) >= YEARS.from && Number(year) < YEARS.to;
  if (day === null || !isYear || hour > 23 || minute > 59 || second > 59) return undefined;
  return day * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * 1000 - OFFSET_MS;
}

export function isItem(value: unknown): value is PortalItem {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
