import { formatInstant, MINUTE_MS } from '../../shared/localTime';
import { STATUS } from '../../shared/report';

/** Clocks of sources may run a little ahead. */
export const FUTURE_LIMIT_MS = 5 * MINUTE_MS;

/** Business instants that a whole dossier, told as one record, may bring. */
export interface RecordInstants {
  readonly submittedAt?: number | undefined;
  readonly receivedAt?: number | undefined;
  readonly rejectedAt?: number | undefined;
  readonly finishedAt?: number | undefined;
  readonly returnedAt?: number | undefined;
  /** When supplements were asked for, and when they came. */
  readonly askedAt?: readonly number[];
  readonly suppliedAt?: readonly number[];
}

/**
 * The business time of a record that tells the whole state of a dossier and not when it became so: the latest of the
 * instants in it that can have brought the state about, and that is not ahead of the server's clock.
 *
 * - It depends on the record alone, not on its arrival: repeated it is a repetition, late it does not overtake what
 *   happened after it. (Dated by its arrival, an old copy that is sent late would undo a newer state.)
 * - It never lies after the true instant of the state, so a dated step of the same dossier wins over it.
 * - An instant that belongs to another state does not count: an end date that is only planned does not date "processing".
 * - 9 and 10 without an end have no date at all, and are null. Dated by their reception they would count as finished at
 *   the second in which they came in (DQ2), and a 9 without an end is the mark of a state told wrongly (DQ1).
 */
export function statedAt(status: number, given: RecordInstants, now: number): number | null {
  const began = [given.submittedAt, given.receivedAt];
  const of = instantsOf(status, given, began).filter((at) => at !== undefined);
  const past = of.filter((at) => at <= now + FUTURE_LIMIT_MS);
  // All of it ahead: handed on as it is, to be refused as such.
  return (past.length > 0 ? past : of).reduce<number | null>((latest, at) => Math.max(latest ?? at, at), null);
}

/** Stands for what could not be read, never the value itself: the schema refuses it and names the field. */
export const UNREADABLE = '';

/** The field of the canonical shape. Beside a date that cannot be read there is one too, so that the date is told as the fault. */
export function statedField(
  stated: number | null,
  dates: Readonly<Record<string, string>>,
): { readonly occurredAt?: string } {
  if (stated !== null) return { occurredAt: formatInstant(stated) };
  return Object.values(dates).includes(UNREADABLE) ? { occurredAt: formatInstant(0) } : {};
}

function instantsOf(
  status: number,
  given: RecordInstants,
  began: readonly (number | undefined)[],
): readonly (number | undefined)[] {
  switch (status) {
    case STATUS.submitted:
      return [given.submittedAt ?? given.receivedAt];
    case STATUS.rejected:
      return [...began, given.rejectedAt];
    case STATUS.processing:
      return [...began, ...(given.suppliedAt ?? [])];
    case STATUS.supplementRequested:
      return [...began, ...(given.askedAt ?? [])];
    case STATUS.withdrawn:
    case STATUS.stopped:
      return [...began, given.finishedAt];
    case STATUS.completed:
      return given.finishedAt === undefined ? [] : [...began, given.finishedAt];
    case STATUS.returned: {
      const ends = [given.finishedAt, given.returnedAt];
      return ends.every((end) => end === undefined) ? [] : [...began, ...ends];
    }
    default:
      return began;
  }
}
