/** Reference data that the server is built with; data/ says where each file comes from. */
import calendarJson from '../data/calendar.json';
import thresholdsJson from '../data/thresholds.json';
import wardsJson from '../data/wards.json';
import type { CalendarFile } from '../shared/calendar';
import type { Thresholds } from '../shared/tones';
import { CITY_LEVEL_CODE, type Ward } from '../shared/wards';

export const thresholds: Thresholds = thresholdsJson;
export const calendarFile: CalendarFile = calendarJson;
export const wards = wardsJson as unknown as readonly Ward[];
export const wardCodes: readonly string[] = wards.map((ward) => ward.code);
/** Codes that a report may name. */
export const knownCodes: readonly string[] = [...wardCodes, CITY_LEVEL_CODE];
