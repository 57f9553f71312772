import { formatInstant } from '../../../shared/localTime';
import type { Ward } from '../../../shared/wards';
import { AGENCY_CODE, agencyOf } from '../agencyCode';
import type { Candidates, Cell, Given, Table, TableRow } from '../connectors/connector';
import { statedAt, statedField, UNREADABLE } from '../statedAt';
import { instantOf, isEmpty, textOf } from './cells';
import { type Column, findHeadings, plain } from './headings';
import type { TableMap } from './tableMap';
import { APPLICANT_WORDS, CHANNEL_WORDS, RETURN_WORDS, STATUS_WORDS, wordsOf } from './words';

export interface TableGiven extends Given {
  readonly wards: readonly Ward[];
  readonly map: TableMap;
}

export type TableReading =
  | (Candidates & { readonly ignoredColumns: number })
  | { readonly ok: false; readonly detail: string };

/** A code that no ward has: what a unit is called in vain ends as "unknown-ward". */
const NO_WARD = 'unknown';

/** Rows of a table → candidates in the canonical shape. Columns that nobody knows are never looked at. */
export function tableReports(table: Table, given: TableGiven): TableReading {
  if (!table.ok) return table;
  const headings = findHeadings(table.rows, given.map.columns);
  if (!headings.ok) return headings;
  const read = createRowReader(headings.places, given);
  const rows = table.rows.slice(headings.skip).filter(({ cells }) => cells.some((cell) => !isEmpty(cell)));
  return {
    ok: true,
    ignoredColumns: headings.ignored,
    count: rows.length,
    lineOf: (index) => rows[index]?.line ?? 0,
    items: candidates(rows, read),
  };
}

function* candidates(rows: readonly TableRow[], read: (row: TableRow) => unknown) {
  for (const [i, row] of rows.entries()) yield [i, read(row)] as const;
}

function createRowReader(places: ReadonlyMap<Column, number>, { wards, map, now }: TableGiven) {
  const unitOf = createUnitReader(wards, map.units);
  const words = {
    status: wordsOf(STATUS_WORDS, map.status),
    channel: wordsOf(CHANNEL_WORDS, map.channel),
    applicantKind: wordsOf(APPLICANT_WORDS, {}),
    returnBy: wordsOf(RETURN_WORDS, {}),
  };
  return ({ cells }: TableRow): Record<string, unknown> => {
    const cell = (column: Column): Cell => cells[places.get(column) ?? -1];
    const at = (column: Column) => instantOf(cell(column), column === 'dueAt') ?? undefined;
    const dated = (column: Column): Record<string, string> => {
      if (isEmpty(cell(column))) return {};
      const ms = at(column);
      return { [column]: ms === undefined ? UNREADABLE : formatInstant(ms) };
    };
    const coded = (column: 'channel' | 'applicantKind' | 'returnBy') =>
      isEmpty(cell(column)) ? {} : { [column]: words[column].get(plain(textOf(cell(column)))) ?? UNREADABLE };
    const plainText = (column: 'id' | 'procedureCode' | 'fieldCode' | 'dossierNo') =>
      isEmpty(cell(column)) ? {} : { [column]: textOf(cell(column)) };
    const status = words.status.get(plain(textOf(cell('status')))) ?? 0;
    const instants = {
      submittedAt: at('submittedAt'),
      receivedAt: at('receivedAt'),
      finishedAt: at('finishedAt'),
      returnedAt: at('returnedAt'),
    };
    const dates = {
      ...dated('submittedAt'),
      ...dated('receivedAt'),
      ...dated('dueAt'),
      ...dated('finishedAt'),
      ...dated('returnedAt'),
    };
    const hasInstant = places.has('occurredAt');
    return {
      ...plainText('id'),
      ...(hasInstant ? dated('occurredAt') : statedField(statedAt(status, instants, now), dates)),
      ...plainText('dossierNo'),
      ...unitOf(cell('unit'), textOf(cell('dossierNo'))),
      status,
      ...plainText('procedureCode'),
      ...plainText('fieldCode'),
      ...coded('channel'),
      ...dates,
      ...coded('applicantKind'),
      ...coded('returnBy'),
    };
  };
}

/** Which unit a row is of: a code of a ward or an agency, an official name to the letter, or the dossier's own number. */
function createUnitReader(wards: readonly Ward[], own: Readonly<Record<string, string>>) {
  const codeOf = new Map<string, string | null>();
  for (const { code, name, kind } of wards) {
    const official = `${kind} ${name}`;
    const names = [official, `${official[0]?.toUpperCase()}${official.slice(1)}`, `UBND ${official}`];
    for (const one of [name, ...names, `Ủy ban nhân dân ${official}`].map((text) => text.normalize('NFC'))) {
      // Two units of one name are nobody's.
      codeOf.set(one, codeOf.has(one) && codeOf.get(one) !== code ? null : code);
    }
  }
  for (const [name, code] of Object.entries(own)) codeOf.set(name.normalize('NFC').trim(), code);
  return (cell: Cell, dossierNo: string): Record<string, string> => {
    const text = textOf(cell);
    if (text === '') {
      const agency = agencyOf(dossierNo);
      return agency === null ? {} : { agencyCode: agency };
    }
    const named = codeOf.get(text);
    if (named) return AGENCY_CODE.test(named) ? { agencyCode: named } : { wardCode: named };
    if (/^\d{1,5}$/.test(text)) return { wardCode: text.padStart(5, '0') };
    const agency = text.toUpperCase();
    return AGENCY_CODE.test(agency) ? { agencyCode: agency } : { wardCode: NO_WARD };
  };
}
