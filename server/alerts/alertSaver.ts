import type { DeskNote } from '../db/alertBook';

type Kept = Pick<DeskNote, 'alerts' | 'forgotten' | 'events'>;

/** What may wait while nothing can be written (I10); the oldest goes first, and that is told. */
export const MAX_UNSAVED_ALERTS = 2000;
export const MAX_UNSAVED_EVENTS = 10_000;
const TRY_AGAIN_MS = 5000;

/** Keeps what the alerts came to until it is durable: alerts ring and are answered while nothing can be written. */
export interface AlertSaver {
  readonly save: (note: Kept) => void;
  /** Whether all that was saved until now is durable: false, it cannot be made so now. */
  readonly flush: () => Promise<boolean>;
  readonly stop: () => void;
}

interface SaverParts {
  readonly keep: (note: DeskNote) => Promise<void>;
  readonly lost: (what: string, count: number) => void;
}

export function createAlertSaver({ keep, lost }: SaverParts): AlertSaver {
  let unsaved: Kept = NOTHING;
  let saving: Promise<boolean> | null = null;
  let again: NodeJS.Timeout | null = null;
  const save = async (): Promise<boolean> => {
    while (!isEmpty(unsaved)) {
      const note = unsaved;
      unsaved = NOTHING;
      try {
        await keep({ ...note, thresholds: [] });
      } catch {
        // Why is the writer's to tell. It waits for the disk's recovery, or a moment.
        unsaved = bounded(joined(note, unsaved), lost);
        again ??= setTimeout(() => void flush(), TRY_AGAIN_MS).unref();
        return false;
      }
    }
    return true;
  };
  const flush = (): Promise<boolean> => {
    if (again) clearTimeout(again);
    again = null;
    saving ??= save().finally(() => {
      saving = null;
    });
    return saving;
  };
  return {
    save: (note) => {
      unsaved = bounded(joined(unsaved, note), lost);
      // While it cannot be written, one attempt in a while is enough.
      if (!again) void flush();
    },
    flush,
    stop: () => {
      if (again) clearTimeout(again);
    },
  };
}

const NOTHING: Kept = { alerts: [], forgotten: [], events: [] };

function isEmpty({ alerts, forgotten, events }: Kept): boolean {
  return alerts.length + forgotten.length + events.length === 0;
}

/** Of each alert its last state; what never rang and is over was never anything. */
function joined(earlier: Kept, later: Kept): Kept {
  const gone = new Set(later.forgotten);
  const alerts = new Map([...earlier.alerts, ...later.alerts].map((alert) => [alert.id, alert]));
  for (const id of gone) alerts.delete(id);
  return {
    alerts: [...alerts.values()],
    forgotten: [...new Set([...earlier.forgotten, ...gone])],
    events: [...earlier.events, ...later.events],
  };
}

function bounded(note: Kept, lost: SaverParts['lost']): Kept {
  const newest = <T>(list: readonly T[], limit: number, what: string): readonly T[] => {
    if (list.length <= limit) return list;
    lost(what, list.length - limit);
    return list.slice(-limit);
  };
  return {
    alerts: newest(note.alerts, MAX_UNSAVED_ALERTS, 'alerts'),
    // What was never written need not be taken back: forgetting it twice is nothing.
    forgotten: newest(note.forgotten, MAX_UNSAVED_ALERTS, 'forgotten alerts'),
    events: newest(note.events, MAX_UNSAVED_EVENTS, 'events of alerts'),
  };
}
