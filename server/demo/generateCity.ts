import catalogue from '../../data/demo/catalogue.json';
import { type CalendarFile, createCalendar } from '../../shared/calendar';
import { civilOf, dayOf, HOUR_MS, MINUTE_MS, startOfDay } from '../../shared/localTime';
import type { Ward } from '../../shared/wards';
import { createLife, type Fate, type LifeParts, officeTime } from './cityLives';
import { planWards, type WardPlan } from './cityPlan';
import { createRandom, type Random } from './cityRandom';
import {
  type DemoReport,
  type DossierFacts,
  reportsOfLife,
  reportsOfMistake,
  reportsOfSubmission,
} from './cityReports';
import { DEMO_DAYS } from './demoTime';

export type { DemoReport } from './cityReports';
export { DEMO } from './demoTime';

export interface CityParts {
  readonly seed: number;
  readonly wards: readonly Ward[];
  readonly calendar: CalendarFile;
}

/** Everything that the three simulated systems report of 1–14/7/2025, in order of arrival. Pure: one seed, one city. */
export function generateDemoCity({ seed, wards, calendar: file }: CityParts): readonly DemoReport[] {
  const random = createRandom(seed);
  const parts = { random, calendar: createCalendar(file) };
  const out: DemoReport[] = [];
  for (const [i, plan] of planWards(wards, random).entries()) {
    const number = createNumbers(i + 1);
    for (const report of livesOf(parts, plan, number)) out.push(report);
    for (const report of sideLines(parts, plan, number)) out.push(report);
  }
  return out.sort((a, b) => a.arrivesAt - b.arrivesAt);
}

interface Slot {
  readonly day: number;
  readonly online: boolean;
  fate: Fate | null;
}

type Numbers = (day: number) => string;

/** Dossier numbers as the city's system writes them: agency, day, running number. */
function createNumbers(agency: number): Numbers {
  const last = new Map<number, number>();
  return (day) => {
    const n = (last.get(day) ?? 0) + 1;
    last.set(day, n);
    const { year, month, day: dayOfMonth } = civilOf(day);
    const two = (value: number) => String(value).padStart(2, '0');
    return `H57.21.${two(agency)}-${two(year % 100)}${two(month)}${two(dayOfMonth)}-${String(n).padStart(4, '0')}`;
  };
}

function* livesOf(parts: LifeParts, plan: WardPlan, number: Numbers): Generator<DemoReport> {
  const { random } = parts;
  for (const { day, online, fate } of assignFates(random, receivedSlots(parts, plan), plan)) {
    const facts: DossierFacts = {
      dossierNo: number(day),
      wardCode: plan.code,
      channel: online ? 'online' : offlineChannel(random),
    };
    yield* reportsOfLife(random, facts, createLife(parts, fate ?? 'inTime', day));
  }
}

/** The dossiers of the ward by day of receiving: June's that are still open, July's, and those of the 14th. */
function receivedSlots({ random, calendar }: LifeParts, plan: WardPlan): Slot[] {
  const working = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => from + i).filter(calendar.isWorkingDay);
  const june = working(DEMO_DAYS.carriedFrom, DEMO_DAYS.carriedTo);
  const july = working(DEMO_DAYS.first, DEMO_DAYS.last - 1);
  const slot = (day: number, online: boolean): Slot => ({ day, online, fate: null });
  const before = plan.received - plan.received14;
  const onlineBefore = plan.online - plan.online14;
  return [
    ...Array.from({ length: plan.carriedOver }, () => slot(random.pick(june), random.chance(0.6))),
    ...Array.from({ length: before }, (_, i) => slot(random.pick(july), i < onlineBefore)),
    ...Array.from({ length: plan.received14 }, (_, i) => slot(DEMO_DAYS.last, i < plan.online14)),
  ];
}

/** Gives out the ward's quotas: what is late was received early enough to be, what waits came lately. */
function assignFates(random: Random, slots: readonly Slot[], plan: WardPlan): readonly Slot[] {
  const take = (fate: Fate, count: number, fits: (slot: Slot) => boolean): void => {
    let left = count;
    for (const slot of random.shuffle(slots)) {
      if (left === 0) return;
      if (slot.fate !== null || !fits(slot)) continue;
      slot.fate = fate;
      left--;
    }
    if (left > 0) throw new Error(`ward ${plan.code}: ${left} dossiers are missing to be ${fate}`);
  };
  const share = (part: number) => Math.round(plan.received * part);
  const isJuly = (slot: Slot) => slot.day >= DEMO_DAYS.first;
  take('overdueLong', plan.overdueLong, (slot) => slot.day <= DEMO_DAYS.carriedFrom + 8);
  take('overdue', plan.overdue, (slot) => isJuly(slot) && slot.day <= DEMO_DAYS.last - 4);
  take('late', plan.late, (slot) => isJuly(slot) && slot.day <= DEMO_DAYS.last - 5);
  take('paused', share(0.012), (slot) => isJuly(slot) && slot.day < DEMO_DAYS.last);
  take('withdrawn', share(0.005), isJuly);
  take('stopped', share(0.002), isJuly);
  // The oldest are finished first, with some disorder.
  const age = new Map(slots.map((slot) => [slot, DEMO_DAYS.last - slot.day + random.between(0, 9)]));
  const open = slots.filter((slot) => slot.fate === null);
  open.sort((a, b) => (age.get(b) ?? 0) - (age.get(a) ?? 0));
  if (open.length < plan.good) throw new Error(`ward ${plan.code}: too few dossiers to be resolved in time`);
  for (const slot of open.slice(0, plan.good)) slot.fate = 'good';
  return slots;
}

/** What never becomes a received dossier: rejected, awaiting intake, filed in the evening, entered by mistake. */
function* sideLines({ random, calendar }: LifeParts, plan: WardPlan, number: Numbers): Generator<DemoReport> {
  const submitted = (submittedAt: number, rejectedAt: number | null) => {
    const field = random.pick(catalogue.fields);
    const kind = { fieldCode: field.code, procedureCode: random.pick(field.procedures).code };
    const facts: DossierFacts = { dossierNo: number(dayOf(submittedAt)), wardCode: plan.code, channel: 'online' };
    return reportsOfSubmission(random, facts, kind, { submittedAt, rejectedAt });
  };
  const count = (part: number) => Math.floor(plan.received * part + random.next());
  for (let i = count(0.009); i > 0; i--) {
    const day = random.whole(DEMO_DAYS.first, DEMO_DAYS.last);
    if (!calendar.isWorkingDay(day)) continue;
    const at = startOfDay(day) + officeTime(random, 16);
    yield* submitted(at, at + random.whole(10, 50) * MINUTE_MS);
  }
  for (let i = count(0.0035); i > 0; i--) {
    yield* submitted(startOfDay(DEMO_DAYS.last) + Math.floor(random.between(13.2, 17.3) * HOUR_MS), null);
  }
  for (let i = count(0.0003); i > 0; i--) {
    yield* submitted(startOfDay(DEMO_DAYS.last - 3) + officeTime(random, 16), null);
  }
  for (let i = count(0.004); i > 0; i--) {
    yield* submitted(startOfDay(DEMO_DAYS.last) + Math.floor(random.between(17.6, 20.9) * HOUR_MS), null);
  }
  if (random.chance(0.4)) {
    const at = startOfDay(random.pick([DEMO_DAYS.last, DEMO_DAYS.first + 1])) + 9 * HOUR_MS;
    const facts: DossierFacts = { dossierNo: number(dayOf(at)), wardCode: plan.code, channel: 'direct' };
    yield* reportsOfMistake(random, facts, at);
  }
}

function offlineChannel(random: Random): DossierFacts['channel'] {
  const x = random.next();
  return x < 0.94 ? 'direct' : x < 0.99 ? 'postal' : 'unknown';
}
