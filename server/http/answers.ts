/** Shapes of what the reading calls answer; a contract test holds every answer to its own. */
import { z } from '@hono/zod-openapi';
import { DECISION_FIGURES } from '../../shared/decisions';
import { PERIOD_NAMES } from '../../shared/period/spans';
import { ON_TIME_VARIANTS } from '../../shared/ranking';
import { day, instant } from './answerTypes';
import { calendarSchema, conditionSchema } from './conditionSchema';
import { noteSchema, wardAnswers } from './wardAnswers';

const count = z.int();

export { day, instant };

const rate = z.object({ num: count, den: count, value: z.number().nullable() });

const period = {
  carriedOver: count,
  received: count,
  receivedOnline: count,
  receivedDirect: count,
  receivedPostal: count,
  receivedUnknown: count,
  awaitingIntake: count,
  intakeOverdue: count,
  rejected: count,
  resolvedEarly: count,
  resolvedOnTime: count,
  resolvedLate: count,
  resolvedNoDue: count,
  pendingInTime: count,
  pendingOverdue: count,
  overdueLong: count,
  paused: count,
  stopped: count,
  withdrawn: count,
  extended: count,
  unbalanced: count,
  onlineRate: rate,
  onTimeRate: z.object({ A: rate, B: rate, C: rate }),
};
const periodSchema = z.object(period).openapi('PeriodFigures');
const windowCounts = {
  received: count,
  receivedOnline: count,
  resolvedEarly: count,
  resolvedOnTime: count,
  resolvedLate: count,
};
const windowSchema = z.object(windowCounts);
const unit = {
  today: windowSchema,
  month: windowSchema,
  stands: z.object({
    pendingInTime: count,
    pendingOverdue: count,
    paused: count,
    awaitingIntake: count,
    intakeOverdue: count,
    overdueLong: count,
    dueSoon: count,
  }),
};
/** Limits of tones and alerts; what an operator sends is held to it too. */
export const limitsSchema = z.object({
  validFrom: day,
  onTimePercent: z.object({ act: z.number().min(0).max(100), ok: z.number().min(0).max(100) }),
  onlinePercent: z.object({ low: z.number().min(0).max(100), ok: z.number().min(0).max(100) }),
  overdueAct: count.min(0),
  fewBelow: count.min(1),
  alerts: z.object({
    intakeOverdue: z.object({ ring: count.min(1), clear: count.min(1) }),
    dueSoon: z.object({ ring: count.min(1), clear: count.min(1) }),
    deadBandPoints: z.number().min(0).max(10),
    wardSilentHours: z.number().min(1).max(80),
    sourceSilentMinutes: z.record(z.string().max(40), z.number().min(1).max(1440)).default({}),
  }),
});

const daySpan = z.object({ from: day, to: day });

const reading = z.object({ from: day, to: day, asOf: instant, num: count, den: count.nullable() });
const decisionsSchema = z.object({
  asOf: instant,
  decisions: z.array(
    z.object({
      id: count,
      text: z.string(),
      owner: z.string(),
      due: day,
      person: z.string(),
      recordedAt: instant,
      pin: z.object({
        from: day,
        to: day,
        period: z.enum(PERIOD_NAMES).nullable(),
        at: instant,
        until: instant.nullable(),
        ward: z.string().nullable(),
        figure: z.enum(DECISION_FIGURES.map((one) => one.name)),
        variant: z.enum(ON_TIME_VARIANTS),
      }),
      followUps: z.array(z.object({ text: z.string(), closes: z.boolean(), person: z.string(), recordedAt: instant })),
      seen: reading,
      became: reading.nullable(),
    }),
  ),
});

export const answers = {
  accepted: z.object({
    accepted: count,
    duplicates: count,
    quarantined: z.array(z.object({ index: count, reason: z.string() })),
    rev: count,
  }),
  wards: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      kind: z.enum(['phường', 'xã']),
      areaKm2: z.number(),
      population: count,
      label: z.array(z.number()).length(2),
      neighbours: z.array(z.string()),
    }),
  ),
  snapshot: z.object({
    epoch: z.string(),
    rev: count,
    asOf: instant,
    now: instant,
    speed: z.number(),
    simulated: z.boolean(),
    windows: z.object({ today: daySpan, month: daySpan }),
    city: z.object(unit),
    cityLevel: z.object(unit),
    wards: z.array(z.object({ code: z.string(), ...unit })),
    sources: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        state: z.enum(['live', 'delayed', 'silent', 'off-hours']),
        lastReportAt: instant.nullable(),
        wards: z.array(z.string()),
      }),
    ),
    alerts: z.array(
      z.object({
        id: z.string(),
        rule: z.string(),
        state: z.enum(['pending', 'firing', 'acknowledged', 'shelved', 'resolved']),
        wards: z.array(z.string()),
        since: instant,
        owner: z.string().nullable(),
        subject: z.string(),
        severity: z.enum(['act', 'watch']),
        rangAt: instant.nullable(),
        reason: z.string().nullable(),
        returnAt: instant.nullable(),
        shelvedUntil: instant.nullable(),
      }),
    ),
    notes: z.array(noteSchema),
    thresholds: limitsSchema,
    alertsJudged: z.boolean(),
    conditions: z.array(conditionSchema),
    calendar: calendarSchema,
    ticker: z.array(z.object({ at: instant, ward: z.string(), field: z.string(), what: z.string() })),
  }),
  summary: z.object({
    from: day,
    to: day,
    asOf: instant,
    city: periodSchema,
    cityLevel: periodSchema,
    wards: z.array(z.object({ code: z.string(), ...period })),
    unknownUnits: z.array(z.object({ code: z.string(), ...period })),
  }),
  history: z.object({
    asOf: instant,
    workingDays: z.array(day),
    received: z.record(z.string(), z.array(count)),
    days: z.array(z.object({ day, working: z.boolean(), ...windowCounts })),
    hours: z.object({
      today: z.array(windowSchema),
      before: z.array(windowSchema),
      beforeDay: day,
      beforeSoFar: windowSchema,
    }),
    morning: z.array(z.object({ code: z.string(), ...unit })),
    earlier: z.object({ at: instant, city: z.object(unit), wards: z.array(z.object({ code: z.string(), ...unit })) }),
  }),
  series: z.object({
    from: day,
    to: day,
    by: z.enum(['hour', 'day']),
    ward: z.string().nullable(),
    asOf: instant,
    buckets: z.array(z.object({ start: instant, end: instant, ...period })),
  }),
  fields: z.object({
    from: day,
    to: day,
    ward: z.string().nullable(),
    asOf: instant,
    fields: z.array(z.object({ field: z.string(), ...period })),
  }),
  brief: z.object({
    from: day,
    to: day,
    variant: z.enum(['A', 'B', 'C']),
    asOf: instant,
    text: z.string(),
    parts: z.array(z.object({ text: z.string(), fact: count.nullable() })),
    facts: z.array(
      z.object({
        key: z.string(),
        value: z.number().nullable(),
        num: count.nullable(),
        den: count.nullable(),
        wards: z.array(z.string()),
        shown: z.string(),
      }),
    ),
  }),
  ...wardAnswers,
  decisions: decisionsSchema,
  health: z.object({ status: z.literal('ok') }),
  ready: z.object({
    ready: z.boolean(),
    rev: count.nullable(),
    sources: z.array(z.object({ name: z.string(), state: z.string(), ageSeconds: z.number().nullable() })),
    conditions: z.array(conditionSchema),
  }),
};
