import { type AgencyChange, type AgencyRow, countAgencies, listAgencies, MAX_AGENCIES } from '../db/agencyBook';
import type { Connection } from '../db/open';
import type { Writer } from '../db/writer';

/** Another process may have written the table (`npm run import -- --agencies`), or this one stopped in the middle. */
const LOOK_EVERY_MS = 5000;

/** The operators' table of agencies, and the replay of what waits for a line in it. */
export interface AgencyDesk {
  readonly list: () => readonly AgencyRow[];
  /** False: the table is full. Resolves when the changes are durable and what waited for them is counted. */
  readonly map: (changes: readonly AgencyChange[]) => Promise<boolean>;
  readonly stop: () => void;
}

interface DeskParts {
  readonly db: Connection;
  readonly writer: Pick<Writer, 'mapAgencies'>;
  readonly now: () => number;
}

export function openAgencyDesk({ db, writer, now }: DeskParts): AgencyDesk {
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    // What cannot be stored now still waits at the next look.
    await writer.mapAgencies(now(), []).catch(() => undefined);
    looking = false;
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  void look();
  return {
    list: () => listAgencies(db),
    map: async (changes) => {
      if (countAgencies(db) + changes.length > MAX_AGENCIES) return false;
      await writer.mapAgencies(now(), changes);
      return true;
    },
    stop: () => clearInterval(timer),
  };
}
