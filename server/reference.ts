/** Reference data that the server is built with; data/ says where each file comes from. */
import calendarJson from '../data/calendar.json';
import thresholdsJson from '../data/thresholds.json';
import wardFactsJson from '../data/wardFacts.json';
import wardsJson from '../data/wards.json';
import type { CalendarFile } from '../shared/calendar';
import type { Thresholds } from '../shared/tones';
import { CITY_LEVEL_CODE, type Ward, type WardFacts, type WardName } from '../shared/wards';

export const thresholds: Thresholds = thresholdsJson;
export const calendarFile: CalendarFile = calendarJson;
export const wards: readonly Ward[] = (wardsJson as readonly WardName[]).map((ward) => {
  const facts = (wardFactsJson as unknown as Readonly<Record<string, WardFacts>>)[ward.code];
  if (!facts) throw new Error(`data/wardFacts.json says nothing of ${ward.code}`);
  return { ...ward, ...facts };
});
export const wardCodes: readonly string[] = wards.map((ward) => ward.code);
/** Codes that a report may name. */
export const knownCodes: readonly string[] = [...wardCodes, CITY_LEVEL_CODE];
