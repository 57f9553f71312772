import type { Context, Hono, MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { DAY_MS, formatInstant, MINUTE_MS, parseInstant } from '../../shared/localTime';
import { MAX_LIST_ROWS, WARD_LISTS } from '../../shared/wardLists';
import { MAX_NOTE_LENGTH, MAX_NOTES_A_DAY, NOTE_DAYS, type NoteFault, readNote } from '../../shared/wardNotes';
import type { Ward } from '../../shared/wards';
import type { NoteRefusal } from '../db/noteBook';
import type { Engine } from '../engine';
import type { Auditor } from './accessGuard';
import { limitBody, readBody } from './bodies';
import { readPeriod } from './periodQuery';
import { busyProblem, problem } from './problem';

export interface WardParts {
  readonly audit: Auditor;
  readonly engine: () => Engine | null;
  readonly wards: readonly Ward[];
}

const MAX_BODY_BYTES = 4096;
/** A clock that runs ahead by so much is forgiven, as it is with reports. */
const AHEAD_MS = 5 * MINUTE_MS;
const said = z.object({ text: z.string().max(1000) });
const noteSchema = said.extend({ from: z.string().max(40).nullable().default(null) });

const FAULTS: Readonly<Record<NoteFault, string>> = {
  empty: 'Write what happened.',
  long: `A note has at most ${MAX_NOTE_LENGTH} characters.`,
  control: 'A note is one line of ordinary characters, without line breaks or invisible ones.',
  number:
    'That looks like a telephone, identity or dossier number: nobody’s number belongs into a note. Write dates as 24/11/2026.',
};
const REFUSALS: Readonly<Record<NoteRefusal, readonly [status: 404 | 409 | 429, detail: string]>> = {
  many: [429, `A ward tells the centre at most ${MAX_NOTES_A_DAY} notes a day.`],
  unknown: [404, 'This ward has no such note.'],
  over: [409, 'This note has ended already.'],
  answered: [409, 'This note was answered often enough; talk to each other.'],
};

/** A ward's own lists, where its lateness arises, and what it tells the centre (api.md "Reading"). */
export function addWardRoutes(app: Hono, { engine, wards, audit }: WardParts): void {
  const loading = (c: Context) => busyProblem(c, 'loading');
  const knownWard: MiddlewareHandler = async (c, next) =>
    wards.some((ward) => ward.code === c.req.param('code'))
      ? next()
      : problem(c, 404, 'There is no such ward; /api/v1/wards lists them.');
  const small = limitBody(MAX_BODY_BYTES);
  const path = '/api/v1/wards/:code';
  app.get(`${path}/dossiers`, knownWard, async (c) => {
    const current = engine();
    if (!current) return loading(c);
    const ward = c.req.param('code');
    const list = WARD_LISTS.find((one) => one === c.req.query('list'));
    if (!list) return problem(c, 400, `Give list as one of ${WARD_LISTS.join(', ')}.`);
    const limit = Number(c.req.query('limit') ?? MAX_LIST_ROWS);
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIST_ROWS) {
      return problem(c, 400, `Give limit as a whole number from 1 to ${MAX_LIST_ROWS}.`);
    }
    audit(c, { action: 'list-opened', ward, detail: list });
    c.header('Cache-Control', 'no-store');
    return c.json(await current.wardList({ ward, list, limit }));
  });
  app.get(`${path}/lateness`, knownWard, async (c) => {
    const current = engine();
    if (!current) return loading(c);
    const { from: first, to: last } = c.req.query();
    const period = readPeriod({ from: first, to: last }, await current.fixNow(), current.clock.now());
    if (!period.ok) return problem(c, 400, period.detail);
    const { from, to, start, end, recordedUpTo } = period.query;
    const ward = c.req.param('code');
    const figures = await current.lateness({ ward, start, end });
    c.header('Cache-Control', 'no-store');
    return c.json({ from, to, ward, asOf: formatInstant(recordedUpTo), ...figures });
  });
  app.get(`${path}/notes`, knownWard, async (c) => {
    const current = engine();
    if (!current) return loading(c);
    const { from: first, to: last } = c.req.query();
    const period = readPeriod({ from: first, to: last }, await current.fixNow(), current.clock.now());
    if (!period.ok) return problem(c, 400, period.detail);
    const { start, end } = period.query;
    return c.json({ notes: await current.notes({ ward: c.req.param('code'), start, end }) });
  });
  addNoteRoutes(app, { engine, audit, knownWard, small, loading });
}

interface NoteParts {
  readonly audit: Auditor;
  readonly engine: () => Engine | null;
  readonly knownWard: MiddlewareHandler;
  readonly small: MiddlewareHandler;
  readonly loading: (c: Context) => Response;
}

function addNoteRoutes(app: Hono, { engine, audit, knownWard, small, loading }: NoteParts): void {
  const path = '/api/v1/wards/:code/notes';
  app.post(path, knownWard, small, async (c) => {
    const current = engine();
    if (!current) return loading(c);
    const wish = await readBody(c, noteSchema, 'Send {"text": "…", "from": null or an instant with its offset}.');
    if (!wish.ok) return wish.answer;
    const { body } = wish;
    const read = readNote(body.text);
    if (!read.ok) return problem(c, 400, FAULTS[read.fault]);
    const now = await current.fixNow();
    const from = body.from === null ? null : parseInstant(body.from);
    const isNear = from === null || (from <= now + AHEAD_MS && from >= now - NOTE_DAYS * DAY_MS);
    if (!isNear || (from === null && body.from !== null)) {
      return problem(c, 400, `Give from as an instant of the last ${NOTE_DAYS} days, or null.`);
    }
    const ward = c.req.param('code') ?? '';
    const note = { ward, noteId: null, person: personOf(c), said: { kind: 'note', text: read.text, from } } as const;
    const outcome = await current.noteDesk.say(note);
    if (!('id' in outcome)) return problem(c, ...REFUSALS[outcome.refused]);
    audit(c, { action: 'note-said', ward, detail: String(outcome.id) });
    return c.json({ id: outcome.id }, 201);
  });
  app.post(`${path}/:id/end`, knownWard, async (c) => {
    const current = engine();
    if (!current) return loading(c);
    const ward = c.req.param('code') ?? '';
    const end = { ward, noteId: idOf(c), person: personOf(c), said: { kind: 'end' } } as const;
    const outcome = await current.noteDesk.say(end);
    return 'id' in outcome ? c.body(null, 204) : problem(c, ...REFUSALS[outcome.refused]);
  });
  app.post('/api/v1/ops/notes/:id/answer', small, async (c) => {
    const current = engine();
    if (!current) return loading(c);
    const wish = await readBody(c, said, 'Send {"text": "…"}.');
    if (!wish.ok) return wish.answer;
    const read = readNote(wish.body.text);
    if (!read.ok) return problem(c, 400, FAULTS[read.fault]);
    const noteId = idOf(c);
    const ward = current.noteDesk.wardOf(noteId);
    if (ward === null) return problem(c, 404, 'There is no such note.');
    const answer = { ward, noteId, person: personOf(c), said: { kind: 'answer', text: read.text } } as const;
    const outcome = await current.noteDesk.say(answer);
    if ('refused' in outcome) return problem(c, ...REFUSALS[outcome.refused]);
    audit(c, { action: 'note-answered', ward, detail: String(noteId) });
    return c.body(null, 204);
  });
}

function idOf(c: Context): number {
  const text = c.req.param('id') ?? '';
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : -1;
}

/** As the log knows them: the name of the account or of the screen, never more of a person. */
function personOf(c: Context): string {
  const who = c.get('identity');
  return who === undefined || who.kind === 'anonymous' ? '' : who.name;
}
