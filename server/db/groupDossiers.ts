import { compareReports } from '../../shared/timeline';
import type { LoggedReport } from './batchLines';
import { saidBy } from './fullDossiers';
import type { LedgerLimits } from './ledgerLimits';
import type { LedgerStatements } from './ledgerStatements';

/** A dossier as one transaction sees it: what is stored of it, and what the transaction adds. */
export interface GroupDossier {
  readonly id: number;
  readonly isNew: boolean;
  readonly key: Uint8Array;
  /** Last digits of its number, of the latest report. */
  hint: string;
  readonly added: readonly LoggedReport[];
  /** All that was stored before, in D1's order; read when it is first asked for, which comes before anything is added. */
  readonly before: () => readonly LoggedReport[];
  /** Whether this very report, which has no id, is stored or added already. */
  readonly holds: (report: LoggedReport) => boolean;
  /** Whether another report is one too many. */
  readonly isFull: (report: LoggedReport) => boolean;
  readonly add: (report: LoggedReport, hint: string) => void;
}

/** The dossiers of one transaction, each read once; of a full one no more is read than a refusal needs. */
export function createGroupDossiers(statements: LedgerStatements, limits: LedgerLimits) {
  const dossiers = new Map<string, GroupDossier>();
  return {
    of: (key: Uint8Array): GroupDossier => {
      const name = Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
      const known = dossiers.get(name) ?? open(statements, limits, key);
      dossiers.set(name, known);
      return known;
    },
    changed: (): readonly GroupDossier[] => [...dossiers.values()].filter((dossier) => dossier.added.length > 0),
  };
}

function open(statements: LedgerStatements, limits: LedgerLimits, key: Uint8Array): GroupDossier {
  const stored = statements.findDossier(key, limits.reportsADossier);
  const isNew = stored === undefined;
  const id = stored?.id ?? statements.nextDossierId();
  const isFullStored = (stored?.reports ?? 0) >= limits.reportsADossier;
  const added: LoggedReport[] = [];
  let read: readonly LoggedReport[] | null = isNew ? [] : null;
  let said: Set<string> | null = null;
  const before = (): readonly LoggedReport[] => {
    read ??= statements.longDossiers.timelineOf(id) ?? statements.reportsOf(id).sort(compareReports);
    return read;
  };
  const spoken = (): Set<string> => {
    said ??= isFullStored
      ? statements.fullDossiers.of(id).said
      : new Set([...before(), ...added].filter(({ hasId }) => !hasId).map(saidBy));
    return said;
  };
  return {
    id,
    isNew,
    key,
    hint: '',
    added,
    before,
    holds: (report) => spoken().has(saidBy(report)),
    isFull: ({ content }) => {
      if ((stored?.reports ?? 0) + added.length < limits.reportsADossier) return false;
      const isRetraction = content.retracted === true;
      return !isRetraction || statements.fullDossiers.of(id).retractions >= limits.retractionsBeyond;
    },
    add(report, hint) {
      added.push(report);
      this.hint = hint;
      if (!report.hasId) said?.add(saidBy(report));
      statements.fullDossiers.note(id, report);
    },
  };
}

/** The event line shows at most one item in four seconds: of a large batch only the latest few can matter. */
const TICKER_LIMIT = 20;

export function newestOf(told: readonly GroupDossier[]): ReadonlySet<GroupDossier> {
  if (told.length <= TICKER_LIMIT) return new Set(told);
  const lastAt = (dossier: GroupDossier) => dossier.added.reduce((at, report) => Math.max(at, report.occurredAt), 0);
  const newest = told.map((dossier) => ({ dossier, at: lastAt(dossier) })).sort((a, b) => b.at - a.at);
  return new Set(newest.slice(0, TICKER_LIMIT).map((one) => one.dossier));
}
