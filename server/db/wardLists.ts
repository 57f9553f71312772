import { addWorkingDays, type WorkingCalendar } from '../../shared/calendar';
import { createDueClock, type DueClock } from '../../shared/dueClock';
import { DAY_MS, dayOf, formatInstant, startOfDay } from '../../shared/localTime';
import { STATUS } from '../../shared/report';
import { type StandingAt, standingOf, standingThen } from '../../shared/standing';
import { orderTimeline } from '../../shared/timeline';
import {
  MAX_LIST_ROWS,
  UNTOUCHED_DAYS,
  type WardList,
  type WardListAnswer,
  type WardListRow,
} from '../../shared/wardLists';
import { createReportsOf } from './dossierReports';
import type { Connection } from './open';

export interface WardListQuestion {
  readonly ward: string;
  readonly list: WardList;
  readonly now: number;
  readonly limit: number;
}

interface Row {
  readonly id: number;
  readonly hint: string;
  readonly status: number;
  readonly occurredAt: number;
  readonly statusSince: number;
  readonly field: string | null;
  readonly channel: string | null;
  readonly submittedAt: number | null;
  readonly receivedAt: number | null;
  readonly dueAt: number | null;
  readonly finishedAt: number | null;
  readonly returnedAt: number | null;
  readonly endedAt: number | null;
  readonly total?: number;
}

/** One dossier that belongs into the list that is asked for. */
interface Listed {
  readonly row: Row;
  readonly at: StandingAt;
  /** What the list is ordered by, the gravest first. */
  readonly since: number;
  readonly suspicion: WardListRow['suspicion'];
}

interface View {
  readonly t: number;
  /** Due before this is due soon: 00:00 after the next working day. */
  readonly soonUntil: number;
  readonly calendar: WorkingCalendar;
}

interface ListRule {
  readonly where: string;
  readonly pick: Pick;
  /** Present where `where` says it all: then SQL counts, orders and cuts. */
  readonly orderBy?: string;
}

type Pick = (row: Row, at: StandingAt, view: View) => Omit<Listed, 'row' | 'at'> | null;

/** Still worked on as far as its last word says, or over only later than :t. */
const WORKED_ON = 'status IN (2, 4, 5, 6) OR occurred_at >= :t OR ended_at >= :t OR received_at >= :t';
/** Done, and nobody has said that it was handed over: whole in SQL, for a feed that never says so has thousands. */
const CLOSED = 'max(ended_at, received_at)';
const UNCOLLECTED = `status = 9 AND ${CLOSED} < :t AND (returned_at IS NULL OR returned_at >= :t)`;
const ODDLY_DONE = `${UNCOLLECTED} AND (finished_at IS NULL OR ${CLOSED} / 1000 = received_at / 1000)`;

/** Which rows can be in a list (SQL over :t), and which of them are (D1–D4). */
const LISTS: Readonly<Record<WardList, ListRule>> = {
  'due-soon': {
    where: WORKED_ON,
    pick: (_row, { open, dueAt }, { soonUntil }) =>
      open === 'in-time' && dueAt !== null && dueAt < soonUntil ? plain(dueAt) : null,
  },
  overdue: {
    where: WORKED_ON,
    pick: (_row, { open, dueAt }) => (open === 'overdue' && dueAt !== null ? plain(dueAt) : null),
  },
  'awaiting-intake': {
    where: 'status = 1 OR occurred_at >= :t',
    pick: (row, { awaiting }) => (awaiting ? plain(row.submittedAt ?? row.statusSince) : null),
  },
  paused: {
    where: WORKED_ON,
    pick: (row, { open }) => (open === 'paused' ? plain(row.statusSince) : null),
  },
  uncollected: {
    where: UNCOLLECTED,
    orderBy: `${CLOSED}, id`,
    pick: (row) => plain(closedAt(row)),
  },
  suspect: {
    where: `${WORKED_ON} OR (${ODDLY_DONE})`,
    pick: (row, at, view) => {
      const suspicion = suspicionOf(row, at, view);
      return suspicion && { since: row.occurredAt, suspicion };
    },
  },
};

/** The lists of one ward as of now, from the dossiers that are not over; only for those who may see them. */
export function createWardLists(db: Connection, calendar: WorkingCalendar) {
  const reportsOf = createReportsOf(db);
  const lastRecorded = db.prepare<[], number>('SELECT coalesce(max(recorded_at), 0) FROM recordings').pluck();
  const firstSubmission = db
    .prepare<[number], number | null>('SELECT min(occurred_at) FROM reports WHERE dossier_id = ? AND status = 1')
    .pluck();
  const readers = new Map(
    Object.entries(LISTS).map(([list, { where, orderBy }]) => [
      list,
      db.prepare<{ ward: string; t: number }, Row>(
        `SELECT id, hint, status, occurred_at AS occurredAt, status_since AS statusSince, field_code AS field, channel,
           submitted_at AS submittedAt, received_at AS receivedAt, due_at AS dueAt, finished_at AS finishedAt,
           returned_at AS returnedAt, ended_at AS endedAt
           ${orderBy ? ', count(*) OVER () AS total' : ''}
         FROM dossiers INDEXED BY dossiers_listed
         WHERE ward_code = :ward AND listed <> 0 AND retracted = 0 AND (${where})
         ${orderBy ? `ORDER BY ${orderBy} LIMIT ${MAX_LIST_ROWS}` : ''}`,
      ),
    ]),
  );
  const standing = (row: Row, t: number): StandingAt | null =>
    row.occurredAt < t
      ? standingOf({ ...row, retracted: false }, t)
      : standingThen(orderTimeline(reportsOf(row.id)), t);
  const read = ({ ward, list, now, limit }: WardListQuestion): WardListAnswer => {
    // What is recorded is known: no list speaks for an instant before the last recording.
    const t = Math.max(now, lastRecorded.get() ?? 0);
    const view = { t, soonUntil: endOfNextWorkingDay(calendar, t), calendar };
    const found: Listed[] = [];
    const rows = readers.get(list)?.all({ ward, t }) ?? [];
    for (let row of rows) {
      const at = standing(row, t);
      if (!at) continue;
      // D4 counts the eight hours from the first submission when none was supplied: so does the list.
      if (at.awaiting && row.submittedAt === null) row = { ...row, submittedAt: firstSubmission.get(row.id) ?? null };
      const picked = LISTS[list].pick(row, at, view);
      if (picked) found.push({ row, at, ...picked });
    }
    found.sort((a, b) => a.since - b.since || a.row.id - b.row.id);
    const clock = createDueClock(calendar, t);
    const shown = found.slice(0, Math.min(limit, MAX_LIST_ROWS));
    return {
      ward,
      list,
      asOf: formatInstant(t),
      total: rows[0]?.total ?? found.length,
      rows: shown.map((one) => rowOf(one, clock)),
    };
  };
  return db.transaction(read).deferred;
}

function plain(since: number): Omit<Listed, 'row' | 'at'> {
  return { since, suspicion: null };
}

function closedAt(row: Row): number {
  return Math.max(row.receivedAt ?? 0, row.endedAt ?? Number.POSITIVE_INFINITY);
}

function isUncollected(row: Row, t: number): boolean {
  if (row.status !== STATUS.completed || closedAt(row) >= t) return false;
  return row.returnedAt === null || row.returnedAt >= t;
}

/**
 * Defects of real feeds that look like work left undone or done (domain.md DQ1, DQ2, DQ7): finished at the very second
 * of receipt or before it, finished without saying when, overdue without a word for days.
 */
function suspicionOf(row: Row, { open }: StandingAt, { t, calendar }: View): WardListRow['suspicion'] {
  if (isUncollected(row, t)) {
    if (row.receivedAt !== null && second(closedAt(row)) === second(row.receivedAt)) return 'finished-at-receipt';
    return row.finishedAt === null ? 'finished-unsaid' : null;
  }
  if (open !== 'overdue' || row.occurredAt >= t) return null;
  // Cheap first: so many working days are at least as many days.
  if (t - row.occurredAt <= UNTOUCHED_DAYS * DAY_MS) return null;
  return addWorkingDays(calendar, row.occurredAt, UNTOUCHED_DAYS) < t ? 'long-untouched' : null;
}

function second(instantMs: number): number {
  return Math.floor(instantMs / 1000);
}

function endOfNextWorkingDay(calendar: WorkingCalendar, t: number): number {
  let day = dayOf(t) + 1;
  while (!calendar.isWorkingDay(day)) day++;
  return startOfDay(day + 1);
}

/** A list shows the last four digits, never more of the number, and nothing of a person: the log holds neither. */
function rowOf({ row, at, since, suspicion }: Listed, clock: DueClock): WardListRow {
  const instant = (ms: number | null) => (ms === null ? null : formatInstant(ms));
  const isDone = row.status === STATUS.completed || row.status === STATUS.returned;
  const due = at.open === null && isDone ? null : at.dueAt;
  return {
    hint: row.hint,
    field: row.field,
    channel: row.channel,
    status: at.status,
    submittedAt: instant(row.submittedAt),
    receivedAt: instant(row.receivedAt),
    dueAt: instant(at.dueAt),
    finishedAt: instant(isDone ? row.endedAt : row.finishedAt),
    since: instant(since),
    workingDaysLeft: due === null ? null : clock.daysLeft(due),
    workingMinutesLeft: due === null ? null : clock.minutesLeft(due),
    suspicion,
  };
}
