import { formatInstant, HOUR_MS, MINUTE_MS } from '../../shared/localTime';
import { STATUS } from '../../shared/report';
import type { Life } from './cityLives';
import type { Random } from './cityRandom';
import { DEMO } from './demoTime';
import type { DemoSource } from './sources';

/** A report as any source sends it (api.md "Ingest"). */
export type SentDemoReport = Readonly<Record<string, unknown>> & {
  readonly occurredAt: string;
  readonly status: number;
};

export interface DemoReport {
  /** When it reaches the server, on the simulated clock. */
  readonly arrivesAt: number;
  readonly source: DemoSource;
  readonly report: SentDemoReport;
}

export interface DossierFacts {
  readonly dossierNo: string;
  readonly wardCode: string;
  readonly channel: 'online' | 'direct' | 'postal' | 'unknown';
}

type Say = (at: number, status: number, content?: Readonly<Record<string, unknown>>, source?: DemoSource) => void;

/** The reports of one dossier's life, with the habits of real feeds: late, repeated, corrected, out of order. */
export function reportsOfLife(random: Random, facts: DossierFacts, life: Life): DemoReport[] {
  const out: DemoReport[] = [];
  const own: DemoSource = life.field.source === 'ministry' ? 'ministry' : 'city';
  const say: Say = (at, status, content = {}, source = own) => {
    out.push(reportAt(random, facts, { at, status, content, source, count: out.length }));
  };
  const kind = { procedureCode: life.procedureCode, fieldCode: life.field.code };
  const { receivedAt, dueAt } = life;
  const submittedAt = facts.channel === 'online' ? submission(random, receivedAt) : null;
  if (submittedAt !== null) {
    say(
      submittedAt,
      STATUS.submitted,
      { ...kind, channel: 'online', submittedAt: formatInstant(submittedAt) },
      'portal',
    );
  }
  // A feed that learns the channel late says "unknown" first and corrects itself.
  const corrected = submittedAt === null && random.chance(0.02);
  say(receivedAt, STATUS.received, {
    ...kind,
    channel: corrected ? 'unknown' : facts.channel,
    receivedAt: formatInstant(receivedAt),
    dueAt: formatInstant(dueAt),
    serviceLevel: facts.channel === 'online' ? 'full' : 'partial',
    applicantKind: random.chance(0.94) ? 'citizen' : 'business',
    returnBy: random.chance(0.12) ? 'post' : 'counter',
  });
  work(random, life, corrected ? { channel: facts.channel } : {}, say);
  end(random, life, say);
  if (random.chance(0.012)) out.push(...repeated(random, out));
  return out;
}

/** A dossier that was submitted and not (yet) received. */
export function reportsOfSubmission(
  random: Random,
  facts: DossierFacts,
  kind: { readonly procedureCode: string; readonly fieldCode: string },
  times: { readonly submittedAt: number; readonly rejectedAt: number | null },
): DemoReport[] {
  const { submittedAt, rejectedAt } = times;
  const content = { ...kind, channel: 'online', submittedAt: formatInstant(submittedAt) };
  const first = reportAt(random, facts, {
    at: submittedAt,
    status: STATUS.submitted,
    content,
    source: 'portal',
    count: 0,
  });
  if (rejectedAt === null) return [first];
  return [
    first,
    reportAt(random, facts, { at: rejectedAt, status: STATUS.rejected, content: {}, source: 'city', count: 1 }),
  ];
}

/** A test dossier that somebody forgot in the feed, taken back an hour later. */
export function reportsOfMistake(random: Random, facts: DossierFacts, at: number): DemoReport[] {
  const content = { channel: facts.channel, receivedAt: formatInstant(at) };
  return [
    reportAt(random, facts, { at, status: STATUS.received, content, source: 'city', count: 0 }),
    reportAt(random, facts, {
      at: at + HOUR_MS,
      status: STATUS.processing,
      content: { retracted: true },
      source: 'city',
      count: 1,
    }),
  ];
}

function work(random: Random, life: Life, correction: Readonly<Record<string, unknown>>, say: Say): void {
  const { receivedAt, dueAt, endedAt, fate } = life;
  const until = Math.min(endedAt ?? DEMO.lastWorkAt, DEMO.lastWorkAt);
  const room = until - receivedAt;
  if (room < 6 * MINUTE_MS) return;
  const begin = receivedAt + Math.min(room / 4, random.whole(2, 40) * MINUTE_MS);
  say(Math.floor(begin), STATUS.processing, correction);
  if (fate === 'good' && room > 20 * HOUR_MS && random.chance(0.12)) {
    say(Math.floor(receivedAt + room * 0.4), STATUS.supplementRequested);
    say(Math.floor(receivedAt + room * 0.7), STATUS.processing);
  } else if (fate === 'good' && random.chance(0.02)) {
    say(Math.floor(receivedAt + room * 0.5), STATUS.processing, { dueAt: formatInstant(dueAt + 24 * HOUR_MS) });
  }
}

const END_STATUS: Partial<Record<Life['fate'], number>> = {
  withdrawn: STATUS.withdrawn,
  stopped: STATUS.stopped,
  paused: STATUS.supplementRequested,
};

function end(random: Random, { fate, endedAt }: Life, say: Say): void {
  if (endedAt === null) return;
  const status = END_STATUS[fate];
  if (status !== undefined) {
    say(endedAt, fate === 'paused' && random.chance(0.3) ? STATUS.paymentRequested : status);
    return;
  }
  const flags = { digitised: random.chance(0.8), electronicResult: random.chance(0.6) };
  say(endedAt, STATUS.completed, { finishedAt: formatInstant(endedAt), flags });
  const returnedAt = endedAt + random.whole(4, 150) * MINUTE_MS;
  if (returnedAt < DEMO.lastWorkAt && random.chance(0.75)) {
    say(returnedAt, STATUS.returned, { returnedAt: formatInstant(returnedAt) });
  }
}

/** People file in the evening too; the counter takes it in when it opens. */
function submission(random: Random, receivedAt: number): number {
  const minutes = random.chance(0.3) ? random.whole(600, 900) : random.whole(3, 150);
  return receivedAt - minutes * MINUTE_MS - random.whole(0, 59) * 1000;
}

interface Saying {
  readonly at: number;
  readonly status: number;
  readonly content: Readonly<Record<string, unknown>>;
  readonly source: DemoSource;
  readonly count: number;
}

function reportAt(random: Random, facts: DossierFacts, { at, status, content, source, count }: Saying): DemoReport {
  const { dossierNo, wardCode } = facts;
  const occurredAt = formatInstant(at - (at % 1000));
  return {
    arrivesAt: arrival(random, at),
    source,
    report: { id: `${dossierNo}/${count}`, occurredAt, dossierNo, wardCode, status, ...content },
  };
}

/** Mostly within a minute; now and then hours late, but all of a working day is there by its evening. */
function arrival(random: Random, at: number): number {
  if (!random.chance(0.025)) return at + random.whole(2, 55) * 1000;
  const late = at + random.whole(10, 600) * MINUTE_MS;
  return at <= DEMO.lastWorkAt ? Math.min(late, Math.max(at + MINUTE_MS, DEMO.settlesAt - 3 * MINUTE_MS)) : at + 30_000;
}

/** The portal tells again what the city told. */
function repeated(random: Random, reports: readonly DemoReport[]): DemoReport[] {
  const one = random.pick(reports);
  const { id, ...rest } = one.report;
  const arrivesAt = Math.min(one.arrivesAt + random.whole(1, 20) * MINUTE_MS, DEMO.settlesAt - MINUTE_MS);
  if (arrivesAt <= one.arrivesAt) return [];
  return [{ arrivesAt, source: 'portal', report: { ...rest, id: `lặp/${String(id)}` } as SentDemoReport }];
}
