import type { ReportContent, TimelineReport } from '../../shared/report';
import { LINE_BYTES, type ReportBatch } from '../ingest/batch';
import { HASH_BYTES } from '../ingest/identity';

/** One report of a batch, on its way into the log. */
export interface BatchLine {
  readonly index: number;
  /** Empty when the source gave no id. */
  readonly idHash: Uint8Array;
  readonly key: Uint8Array;
  /** 0 until the agency's is known. */
  readonly ward: number;
  /** Empty: the report names its ward. */
  readonly agency: string;
  readonly hint: string;
  readonly report: LoggedReport;
}

/** A report with what tells a repetition of it. */
export interface LoggedReport extends TimelineReport {
  readonly sourceId: number;
  readonly hasId: boolean;
}

const NO_ID = new Uint8Array(0);

/** The columns as lines again, one at a time. */
export function* batchLines(batch: ReportBatch, sourceId: number): Generator<BatchLine> {
  const hints = batch.hints.split('\n');
  const contents = batch.contents.split('\n');
  const agencies = batch.agencies === '' ? [] : batch.agencies.split('\n');
  for (let i = 0; i < batch.count; i++) {
    const contentText = contents[i] ?? '{}';
    const ward = batch.ward[i] ?? 0;
    const hasId = batch.hasId[i] === 1;
    const from = i * LINE_BYTES;
    yield {
      index: batch.index[i] ?? 0,
      idHash: hasId ? batch.hashes.subarray(from, from + HASH_BYTES) : NO_ID,
      key: batch.hashes.subarray(from + HASH_BYTES, from + LINE_BYTES),
      ward,
      agency: agencies[i] ?? '',
      hint: hints[i] ?? '',
      report: {
        sourceId,
        hasId,
        occurredAt: batch.occurredAt[i] ?? 0,
        status: batch.status[i] ?? 0,
        wardCode: wardCodeOf(ward),
        contentText,
        content: JSON.parse(contentText) as ReportContent,
      },
    };
  }
}

export function wardCodeOf(ward: number): string {
  return String(ward).padStart(5, '0');
}
