import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatInstant } from '../../shared/localTime';
import { RECEIPTS_FOLDER } from '../dataFiles';
import type { AcceptAnswer } from '../db/accept';
import type { Slice } from './importFiles';

const FIRST_LINES = 10;

interface ReasonLines {
  readonly reason: string;
  readonly count: number;
  /** Of the file, counted from 1. */
  readonly firstLines: readonly number[];
}

export interface FileReceipt {
  readonly file: string;
  readonly connector: string | null;
  /** Reports found in it. */
  readonly rows: number;
  readonly ignoredColumns: number;
  readonly accepted: number;
  readonly duplicates: number;
  readonly quarantined: readonly ReasonLines[];
  /** What was left out of reports that were sent all the same: `dropped-field:NAME`. */
  readonly findings: readonly ReasonLines[];
  /** Why it could not be read, or not to its end; null: it was. */
  readonly fault: string | null;
}

export interface Receipt {
  readonly at: string;
  readonly source: string;
  readonly how: string;
  readonly files: readonly FileReceipt[];
}

/** Adds up what the door answered about one file. */
export function createTally(file: string) {
  let [rows, accepted, duplicates] = [0, 0, 0];
  const reasons = createReasons();
  const findings = createReasons();
  return {
    add: (answer: Pick<AcceptAnswer, 'accepted' | 'duplicates' | 'quarantined'>, { lines, dropped }: Slice): void => {
      rows += lines.length;
      accepted += answer.accepted;
      duplicates += answer.duplicates;
      for (const { index, reason } of answer.quarantined) reasons.add(reason, lines[index] ?? 0);
      for (const { line, field } of dropped) findings.add(`dropped-field:${field}`, line);
    },
    receipt: (about: Pick<FileReceipt, 'connector' | 'ignoredColumns' | 'fault'>): FileReceipt => ({
      file,
      rows,
      accepted,
      duplicates,
      quarantined: reasons.list(),
      findings: findings.list(),
      ...about,
    }),
  };
}

function createReasons() {
  const reasons = new Map<string, { count: number; readonly firstLines: number[] }>();
  return {
    add: (reason: string, line: number): void => {
      const one = reasons.get(reason) ?? { count: 0, firstLines: [] };
      reasons.set(reason, one);
      one.count++;
      if (one.firstLines.length < FIRST_LINES) one.firstLines.push(line);
    },
    list: (): ReasonLines[] =>
      [...reasons]
        .map(([reason, one]) => ({ reason, ...one }))
        .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
  };
}

/** Writes it whole beside the log; returns where. */
export function keepReceipt(dataDir: string, at: number, receipt: Receipt): string {
  const stamp = formatInstant(at).slice(0, 23).replace(/[-:+]/g, '').replace(/[T.]/g, '-');
  const target = join(dataDir, RECEIPTS_FOLDER, `import-${stamp}.json`);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(`${target}.part`, `${JSON.stringify(receipt, null, 2)}\n`);
  renameSync(`${target}.part`, target);
  return target;
}

export function receiptText({ source, how, files }: Receipt): string {
  return [`Source ${source}, ${how}.`, ...files.flatMap(fileLines)].join('\n');
}

function fileLines(one: FileReceipt): string[] {
  const waiting = one.quarantined.reduce((sum, { count }) => sum + count, 0);
  return [
    `${one.file}${one.connector === null ? '' : ` (${one.connector})`}`,
    ...(one.fault === null ? [] : [`  NOT READ TO ITS END: it ${one.fault}.`]),
    `  ${one.rows} reports read, ${one.accepted} accepted, ${one.duplicates} known before, ${waiting} quarantined`,
    ...one.quarantined.map(reasonLine),
    ...(one.findings.length > 0 ? ['  sent without fields that cannot be read'] : []),
    ...one.findings.map(reasonLine),
    ...(one.ignoredColumns > 0 ? [`  ${one.ignoredColumns} columns were not looked at`] : []),
  ];
}

function reasonLine({ reason, count, firstLines }: ReasonLines): string {
  return `    ${reason}: ${count}, lines ${firstLines.join(', ')}${count > firstLines.length ? ' …' : ''}`;
}
