/** Reference data that the client is built with: no figure waits for a request. */

import { createSignal } from 'solid-js';
import calendarJson from '../../data/calendar.json';
import fieldsJson from '../../data/fields.json';
import thresholdsJson from '../../data/thresholds.json';
import wardsJson from '../../data/wards.json';
import { type CalendarFile, createCalendar, followCalendar } from '../../shared/calendar';
import type { Lang } from '../../shared/formats';
import type { CalendarInForce } from '../../shared/protocol';
import type { Thresholds } from '../../shared/tones';
import { CITY_LEVEL_CODE, UNIT_CODE, type WardName } from '../../shared/wards';
import { WORDS } from '../ui/words';

export const wards = wardsJson as readonly WardName[];
/** In force until the server says otherwise. */
export const builtInLimits: Thresholds = thresholdsJson;

const builtIn = { version: 0, calendar: createCalendar(calendarJson as CalendarFile) };
const [inForce, setInForce] = createSignal(builtIn);

/** Always the server's calendar in force, once it has said which; until then the one of the build. What asks it follows. */
export const calendar = followCalendar(() => inForce().calendar);

/** The server's word on its calendar; a server that knows no versions says none. */
export function takeCalendar(said: CalendarInForce | undefined): void {
  if (!said) setInForce(builtIn);
  else if (said.version !== inForce().version) {
    setInForce({ version: said.version, calendar: createCalendar(said.file) });
  }
}

const names = new Map(wards.map((ward) => [ward.code, ward.name]));

let namesIn: Lang = 'vi';

/** In which language this page names what has no name of its own. */
export function nameIn(lang: Lang): void {
  namesIn = lang;
}

/**
 * The name of a ward by its code. A unit that is in no list any more is told as such, with its code; what is no unit's
 * code is told as it is.
 */
export function wardName(code: string): string {
  return names.get(code) ?? (UNIT_CODE.test(code) ? strangerName(code, namesIn) : code);
}

function strangerName(code: string, lang: Lang): string {
  return code === CITY_LEVEL_CODE ? WORDS[lang].cityLevel : `${WORDS[lang].unitUnknown} (${code})`;
}

/** The name of a field by its code; null when the catalogue does not know it. */
export function fieldName(code: string, lang: Lang): string | null {
  const field = (fieldsJson as Readonly<Record<string, Readonly<Record<Lang, string>>>>)[code];
  return field ? field[lang] : null;
}
