import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ACCESS_FILE, LOG_FILE } from '../dataFiles';
import { createAuditRows } from '../db/access/auditRows';
import { openAccess } from '../db/access/openAccess';
import { type AgencyChange, countAgencies, MAX_AGENCIES, saveAgencies } from '../db/agencyBook';
import { openWriter } from '../db/open';
import { AGENCY_CODE } from '../ingest/agencyCode';
import { csv } from '../ingest/connectors/csv';
import { textOf } from '../ingest/tables/cells';
import { plain } from '../ingest/tables/headings';
import { knownCodes } from '../reference';
import { Usage } from './command';

const AGENCY_HEADINGS = ['agency', 'agencyCode', 'mã định danh', 'mã định danh đơn vị', 'MaDonVi', 'mã cơ quan'].map(
  plain,
);
const WARD_HEADINGS = ['ward', 'wardCode', 'mã xã', 'mã phường xã', 'mã phường, xã'].map(plain);
const SHOWN_PROBLEMS = 12;

/** Puts a CSV of agency and ward codes into the table, whole or not at all. Returns the exit code. */
export async function importAgencies(path: string, dataDir: string, at: number): Promise<number> {
  const changes = await readChanges(path);
  if (typeof changes === 'number') return changes;
  const db = openWriter(join(dataDir, LOG_FILE));
  try {
    if (countAgencies(db) + changes.length > MAX_AGENCIES) {
      console.error(`Not imported: the table holds at most ${MAX_AGENCIES} agencies.`);
      return 1;
    }
    saveAgencies(db, changes, at);
  } finally {
    db.close();
  }
  const store = openAccess(join(dataDir, ACCESS_FILE));
  try {
    const line = { at, who: 'npm run import', role: 'command', address: '', action: 'agency-mapped' } as const;
    const audit = createAuditRows(store);
    for (const { agency, ward } of changes) audit.add({ ...line, ward, detail: agency });
  } finally {
    store.close();
  }
  console.log(`${changes.length} agencies mapped. What waited for them is counted by the server within seconds,`);
  console.log('or, if none runs, by the next that starts.');
  return 0;
}

async function readChanges(path: string): Promise<readonly AgencyChange[] | number> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new Usage(`${path} cannot be read.`);
  }
  const table = await csv.table(bytes);
  if (!table.ok) throw new Usage(`${path} ${table.detail}.`);
  const [head, ...rows] = table.rows;
  const place = (headings: readonly string[]) =>
    head?.cells.findIndex((cell) => headings.includes(plain(textOf(cell)))) ?? -1;
  const [agencyAt, wardAt] = [place(AGENCY_HEADINGS), place(WARD_HEADINGS)];
  if (agencyAt < 0 || wardAt < 0) throw new Usage(`${path} needs the headings "agency" and "ward" in its first row.`);
  const known = new Set(knownCodes);
  const problems: string[] = [];
  const changes = new Map<string, AgencyChange>();
  for (const { line, cells } of rows) {
    const agency = textOf(cells[agencyAt]).toUpperCase();
    const ward = textOf(cells[wardAt]);
    if (!AGENCY_CODE.test(agency)) problems.push(`line ${line}: no agency code as H57.21.03`);
    else if (!known.has(ward)) problems.push(`line ${line}: no ward of the 40, nor 00046`);
    else if (changes.has(agency)) problems.push(`line ${line}: the agency of an earlier line again`);
    else changes.set(agency, { agency, ward });
  }
  if (problems.length === 0) return [...changes.values()];
  console.error(`Not imported, ${problems.length} problem(s):`);
  for (const problem of problems.slice(0, SHOWN_PROBLEMS)) console.error(`- ${problem}`);
  return 1;
}
