/** Reference data that the client is built with: no figure waits for a request. */
import calendarJson from '../../data/calendar.json';
import fieldsJson from '../../data/fields.json';
import thresholdsJson from '../../data/thresholds.json';
import wardsJson from '../../data/wards.json';
import { type CalendarFile, createCalendar } from '../../shared/calendar';
import type { Lang } from '../../shared/formats';
import type { Thresholds } from '../../shared/tones';
import type { Ward } from '../../shared/wards';

export const wards = wardsJson as unknown as readonly Ward[];
/** In force until the server says otherwise. */
export const builtInLimits: Thresholds = thresholdsJson;
export const calendar = createCalendar(calendarJson as CalendarFile);

const names = new Map(wards.map((ward) => [ward.code, ward.name]));

/** The name of a ward by its code; the code itself when it is none of the 40. */
export function wardName(code: string): string {
  return names.get(code) ?? code;
}

/** The name of a field by its code; null when the catalogue does not know it. */
export function fieldName(code: string, lang: Lang): string | null {
  const field = (fieldsJson as Readonly<Record<string, Readonly<Record<Lang, string>>>>)[code];
  return field ? field[lang] : null;
}
