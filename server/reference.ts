/** Reference data that the server is built with; data/ says where each file comes from. */
import calendarJson from '../data/calendar.json';
import wardsJson from '../data/wards.json';
import type { CalendarFile } from '../shared/calendar';
import { CITY_LEVEL_CODE, type Ward } from '../shared/wards';

export const calendarFile: CalendarFile = calendarJson;
export const wards = wardsJson as unknown as readonly Ward[];
export const wardCodes: readonly string[] = wards.map((ward) => ward.code);
/** Codes that a report may name. */
export const knownCodes: readonly string[] = [...wardCodes, CITY_LEVEL_CODE];
