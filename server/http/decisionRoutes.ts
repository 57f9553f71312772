import type { Context, Hono } from 'hono';
import { z } from 'zod';
import {
  DECISION_FIGURES,
  type Decision,
  type DecisionEntry,
  type FigureReading,
  figureNamed,
  MAX_DECISION_LENGTH,
  MAX_OWNER_LENGTH,
  spanNow,
} from '../../shared/decisions';
import { dayOf, formatDay, formatInstant, parseDay, parseInstant } from '../../shared/localTime';
import { PERIOD_NAMES } from '../../shared/period/spans';
import { ON_TIME_VARIANTS } from '../../shared/ranking';
import type { Ward } from '../../shared/wards';
import type { DecisionSaved } from '../db/decisionBook';
import type { PeriodAnswer } from '../db/periods';
import type { Engine } from '../engine';
import type { Auditor } from './accessGuard';
import { limitBody, readBody } from './bodies';
import { readPeriod } from './periodQuery';
import { busyProblem, problem } from './problem';

export interface DecisionParts {
  readonly engine: () => Engine | null;
  readonly wards: readonly Ward[];
  readonly audit: Auditor;
}

const MAX_BYTES = 16 * 1024;
/** The newest are what a meeting looks at; older ones stay in the log. */
const LISTED = 100;

const sentence = z.string().trim().min(1).max(MAX_DECISION_LENGTH);
const person = z.string().trim().min(1).max(MAX_OWNER_LENGTH);
const day = z.string().refine((text) => parseDay(text) !== null);
const instant = z.string().refine((text) => parseInstant(text) !== null);
const figures = DECISION_FIGURES.map((one) => one.name);

const decisionSchema = z.object({
  text: sentence,
  owner: person,
  due: day,
  person: person.optional(),
  pin: z.object({
    from: day,
    to: day,
    period: z.enum(PERIOD_NAMES).nullable().default(null),
    at: instant.nullable().default(null),
    until: instant.nullable().default(null),
    ward: z.string().nullable().default(null),
    figure: z.enum(figures),
    variant: z.enum(ON_TIME_VARIANTS).default('C'),
  }),
});
const followUpSchema = z.object({ text: sentence, person: person.optional() });

/** What meetings decided, and what became of the figures that it was about. */
export function addDecisionRoutes(app: Hono, { engine, wards, audit }: DecisionParts): void {
  const loading = (c: Context) => busyProblem(c, 'loading');
  app.get('/api/v1/decisions', async (c) => {
    const current = engine();
    if (!current) return loading(c);
    const present = await current.fixNow();
    const asked = c.req.query('at');
    const at = asked === undefined ? present : parseInstant(asked.replace(/ (?=\d{2}:\d{2}$)/, '+'));
    if (at === null || at > present) return problem(c, 400, 'Give at as an RFC 3339 instant that is not ahead.');
    const found = current.decisions.list(at).slice(0, LISTED);
    return c.json({ asOf: formatInstant(at), decisions: await withFigures(current, found, at) });
  });
  app.post('/api/v1/decisions', limitBody(MAX_BYTES), async (c) => {
    const current = engine();
    if (!current) return loading(c);
    const said = await readBody(c, decisionSchema);
    if (!said.ok) return said.answer;
    const who = speakerOf(c, said.body.person);
    if (who === null) return problem(c, 400, 'The field person is missing: say who writes this down.');
    const { text, owner, due, pin } = said.body;
    if (pin.ward !== null && !wards.some((ward) => ward.code === pin.ward)) {
      return problem(c, 400, 'Give pin.ward as one of the codes that /api/v1/wards lists, or null for the city.');
    }
    const recordedAt = await current.fixNow();
    // Always as known at an instant: what was seen then can be looked up again for ever.
    const pinned = { ...pin, at: pin.at ?? formatInstant(recordedAt) };
    const period = readPeriod({ ...pinned, until: pinned.until ?? undefined }, recordedAt);
    if (!period.ok) return problem(c, 400, period.detail);
    if ((parseDay(due) ?? 0) < dayOf(recordedAt)) return problem(c, 400, 'The field due lies before today.');
    const content = { text, owner, due, pin: pinned };
    const saved = await current.decisions.add({ recordedAt, person: who, decisionId: null, content });
    if (saved.ok) audit(c, { action: 'decision-made', ward: pin.ward, detail: String(saved.id) });
    return answer(c, saved, 201);
  });
  const followUp = (closes: boolean) => async (c: Context) => {
    const current = engine();
    if (!current) return loading(c);
    const said = await readBody(c, followUpSchema);
    if (!said.ok) return said.answer;
    const who = speakerOf(c, said.body.person);
    if (who === null) return problem(c, 400, 'The field person is missing: say who writes this down.');
    const id = Number(c.req.param('id'));
    if (!Number.isSafeInteger(id)) return problem(c, 404, 'There is no such decision.');
    const content = { text: said.body.text, closes };
    const recordedAt = await current.fixNow();
    return answer(c, await current.decisions.add({ recordedAt, person: who, decisionId: id, content }), 204);
  };
  app.post('/api/v1/decisions/:id/follow', limitBody(MAX_BYTES), followUp(false));
  app.post('/api/v1/decisions/:id/close', limitBody(MAX_BYTES), followUp(true));
}

function answer(c: Context, saved: DecisionSaved, status: 201 | 204): Response {
  if (saved.ok) return status === 201 ? c.json({ id: saved.id }, 201) : c.body(null, 204);
  return saved.why === 'unknown'
    ? problem(c, 404, 'There is no such decision.')
    : problem(c, 409, 'This decision is closed: take a new one.');
}

/** Who speaks: the one who signed in; a guest of the demo writes a name down. */
function speakerOf(c: Context, written: string | undefined): string | null {
  const who = c.get('identity');
  if (who.kind !== 'user') return null;
  return who.guest ? (written ?? who.name) : who.name;
}

/** The figure of each as it was seen then, and the same figure at `at`. Equal questions are asked once. */
async function withFigures(engine: Engine, found: readonly DecisionEntry[], at: number): Promise<readonly Decision[]> {
  const asked = new Map<string, Promise<PeriodAnswer>>();
  const read = async ({ pin }: DecisionEntry, raw: RawQuestion): Promise<FigureReading | null> => {
    const period = readPeriod({ ...raw, until: raw.until ?? undefined }, at);
    if (!period.ok) return null;
    const { start, end, recordedUpTo, from, to } = period.query;
    const key = `${start} ${end} ${recordedUpTo}`;
    const answered = asked.get(key) ?? engine.summary({ start, end, recordedUpTo });
    asked.set(key, answered);
    const { city, wards, unknownUnits } = await answered;
    // What was decided of a unit that was dissolved since stays decided, and keeps its figure.
    const unit = pin.ward === null ? city : [...wards, ...unknownUnits].find((ward) => ward.code === pin.ward);
    return unit
      ? { from, to, asOf: formatInstant(Math.min(end, recordedUpTo)), ...figureNamed(pin.figure).of(unit, pin.variant) }
      : null;
  };
  const both = await Promise.all(
    found.map(async (entry): Promise<Decision | null> => {
      const { pin } = entry;
      const now = spanNow(pin, { from: parseDay(pin.from) ?? 0, to: parseDay(pin.to) ?? 0 }, dayOf(at));
      const known = formatInstant(at);
      const [seen, became] = await Promise.all([
        read(entry, pin),
        read(entry, { from: formatDay(now.from), to: formatDay(now.to), at: known, until: null }),
      ]);
      return seen && { ...entry, seen, became };
    }),
  );
  return both.filter((one) => one !== null);
}

interface RawQuestion {
  readonly from: string;
  readonly to: string;
  readonly at: string;
  readonly until: string | null;
}
