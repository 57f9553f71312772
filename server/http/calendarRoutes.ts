import type { Hono } from 'hono';
import { z } from 'zod';
import { createCalendar } from '../../shared/calendar';
import { formatDay } from '../../shared/localTime';
import { problemSentence, readCalendar } from '../calendar/calendarFile';
import type { Engine } from '../engine';
import type { Auditor } from './accessGuard';
import { readBody } from './bodies';
import { personOf } from './opsRoutes';
import { busyProblem, problem } from './problem';

export interface CalendarParts {
  readonly audit: Auditor;
  readonly engine: () => Engine | null;
}

const previewSchema = z.object({ calendar: z.unknown() });
const recordSchema = previewSchema.extend({ person: z.string().trim().min(1).max(60) });

/** The working calendar in force, what another one would change, and putting it in force. */
export function addCalendarRoutes(app: Hono, { audit, engine }: CalendarParts): void {
  app.get('/api/v1/ops/calendar', (c) => {
    const current = engine();
    return current ? c.json(current.calendar.view()) : busyProblem(c, 'loading');
  });
  app.post('/api/v1/ops/calendar/preview', async (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    const wish = await readBody(c, previewSchema);
    if (!wish.ok) return wish.answer;
    const read = readCalendar(wish.body.calendar);
    // What is wrong with it is what was asked: people put it right and ask again.
    if (!read.ok) return c.json({ problems: read.problems, change: null });
    const change = await current.calendar.preview(read.file);
    // A log of millions takes its time: whoever asks again hears more.
    if (!change) return c.json({ problems: [], change: null }, 202);
    const lastDay = formatDay(createCalendar(read.file).lastCoveredDay);
    return c.json({ problems: [], change: { ...change, lastDay } });
  });
  app.post('/api/v1/ops/calendar', async (c) => {
    const current = engine();
    if (!current) return busyProblem(c, 'loading');
    const wish = await readBody(c, recordSchema);
    if (!wish.ok) return wish.answer;
    const read = readCalendar(wish.body.calendar);
    if (!read.ok) return problem(c, 400, read.problems.map(problemSentence).join(' '));
    if (!(await current.calendar.record(personOf(c, wish.body.person), read.file))) {
      return problem(c, 409, 'The calendar before is still being put in force; send it again later.');
    }
    audit(c, { action: 'calendar-recorded', detail: formatDay(createCalendar(read.file).lastCoveredDay) });
    return c.body(null, 204);
  });
}
