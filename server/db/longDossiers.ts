import type { WorkingCalendar } from '../../shared/calendar';
import { type Flow, flows } from '../../shared/flows';
import { createAtHand } from './atHand';
import type { LoggedReport } from './batchLines';

/** From so many reports on a dossier is kept at hand: reading it anew with each of its reports would hold up the others. */
const LONG_FROM = 50;
/** Reports that are kept at hand in all: some 50 MB. */
const REPORTS_AT_HAND = 50_000;

interface LongDossier {
  /** In D1's order. */
  readonly timeline: readonly LoggedReport[];
  readonly flows: readonly Flow[];
  readonly calendar: WorkingCalendar;
}

/** The long dossiers that were written last, as they stand in the log; given up whole when a transaction is rolled back. */
export function createLongDossiers() {
  const atHand = createAtHand<LongDossier>(REPORTS_AT_HAND);
  return {
    timelineOf: (dossierId: number) => atHand.get(dossierId)?.timeline,
    flowsOf: (dossierId: number, timeline: readonly LoggedReport[], calendar: WorkingCalendar): readonly Flow[] => {
      const kept = atHand.get(dossierId);
      return kept && kept.timeline === timeline && kept.calendar === calendar ? kept.flows : flows(timeline, calendar);
    },
    keep: (dossierId: number, long: LongDossier): void => {
      if (long.timeline.length >= LONG_FROM) atHand.keep(dossierId, long, long.timeline.length);
    },
  };
}
