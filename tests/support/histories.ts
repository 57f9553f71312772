/** Builders for tests: every test makes its own small world. */
import { readFileSync } from 'node:fs';
import { type CalendarFile, createCalendar } from '../../shared/calendar';
import { COUNTER_SLOTS } from '../../shared/counters';
import { flows } from '../../shared/flows';
import { parseInstant } from '../../shared/localTime';
import type { ReportContent, TimelineReport } from '../../shared/report';
import { addPrefix, type PeriodFigures, periodFigures } from '../../shared/summary';
import { orderTimeline } from '../../shared/timeline';

export const calendarFile = JSON.parse(
  readFileSync(new URL('../../data/calendar.json', import.meta.url), 'utf8'),
) as CalendarFile;
export const calendar = createCalendar(calendarFile);

/** `14/7 08:30` in 2025, local time; a year and seconds may be given: `23/11/2026 08:30:05`. */
export function at(text: string): number {
  const match = /^(\d+)\/(\d+)(?:\/(\d{4}))? (\d\d:\d\d)(:\d\d(?:\.\d+)?)?$/.exec(text);
  if (!match) throw new Error(`not an instant of a test: ${text}`);
  const [, day = '', month = '', year = '2025', clock = '', seconds = ':00'] = match;
  const ms = parseInstant(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T${clock}${seconds}+07:00`);
  if (ms === null) throw new Error(`no such instant: ${text}`);
  return ms;
}

export function report(
  occurredAt: string,
  status: number,
  content: ReportContent = {},
  wardCode = '19753',
): TimelineReport {
  return { occurredAt: at(occurredAt), status, wardCode, content, contentText: JSON.stringify(content) };
}

/** Figures of P = [from, to) for the given reports of one dossier. */
export function figures(reports: readonly TimelineReport[], from: string, to: string): PeriodFigures {
  const bag = flows(orderTimeline(reports), calendar);
  const prefix = (instant: number): number[] => {
    const sums = new Array<number>(COUNTER_SLOTS).fill(0);
    for (const flow of bag) {
      if (flow.instant < instant) {
        const one = new Array<number>(COUNTER_SLOTS).fill(0);
        one[flow.counter] = flow.n;
        addPrefix(sums, one);
      }
    }
    return sums;
  };
  return periodFigures(prefix(at(from)), prefix(at(to)));
}
