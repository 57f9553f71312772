import type { BodyFault } from '../fault';

/** What a connector may know beside the input itself. */
export interface Given {
  readonly now: number;
}

/**
 * Candidates in the canonical shape (reportSchema), each with its place in what was sent. A connector copies the fields
 * that it knows and no other (I9). What it cannot read it hands on as a value that the schema refuses, never the value
 * itself: so every refusal, its reason and its place in quarantine come from one mechanism.
 */
export interface Candidates {
  readonly ok: true;
  readonly items: Iterable<Candidate>;
  readonly count: number;
  /** Line (or item) of the file that an index stands for, counted from 1; default: the index and 1. */
  readonly lineOf?: (index: number) => number;
}

/** `dropped`: fields, by their name in this shape, that could not be read and that a report may go without. */
export type Candidate = readonly [index: number, sent: unknown, dropped?: readonly string[]];

export type Reading = Candidates | { readonly ok: false; readonly fault: BodyFault };

/** Reads text: what calls bring, and files of the same shape. */
export interface TextConnector {
  readonly kind: 'text';
  readonly name: string;
  /** Endings of files that `npm run import` gives it. */
  readonly endings: readonly string[];
  /** Canonical field → its name in this shape, for reasons that the sender understands. */
  readonly names?: Readonly<Record<string, string>>;
  readonly read: (text: string, given: Given) => Reading;
}

/** Reads a table out of a file; server/ingest/tables/ turns its columns into reports. */
export interface TableConnector {
  readonly kind: 'table';
  readonly name: string;
  readonly endings: readonly string[];
  readonly table: (bytes: Uint8Array) => Promise<Table>;
}

export type Connector = TextConnector | TableConnector;

export type Cell = string | number | boolean | Date | null | undefined;

export interface TableRow {
  /** Its line or row in the file, counted from 1. */
  readonly line: number;
  readonly cells: readonly Cell[];
}

export type Table =
  | { readonly ok: true; readonly rows: readonly TableRow[] }
  | { readonly ok: false; readonly detail: string };

/** A line of NDJSON that is no JSON. */
export class NotJson {
  constructor(readonly text: string) {}
}

/** A report that is nested deeper than MAX_DEPTH, as it was sent: nobody looks into it. */
export class TooDeep {
  constructor(readonly text: string) {}
}
