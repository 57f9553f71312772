import type { ReportContent, TimelineReport } from '../../shared/report';
import type { ReportBatch } from '../ingest/batch';

/** One report of a batch, on its way into the log. */
export interface BatchLine {
  readonly index: number;
  readonly idHash: Uint8Array;
  readonly key: Uint8Array;
  readonly ward: number;
  readonly hint: string;
  readonly report: TimelineReport;
}

/** The columns as lines again, one at a time. */
export function* batchLines(batch: ReportBatch): Generator<BatchLine> {
  const hints = batch.hints.split('\n');
  const contents = batch.contents.split('\n');
  for (let i = 0; i < batch.count; i++) {
    const contentText = contents[i] ?? '{}';
    const ward = batch.ward[i] ?? 0;
    yield {
      index: batch.index[i] ?? 0,
      idHash: batch.hashes.subarray(i * 32, i * 32 + 16),
      key: batch.hashes.subarray(i * 32 + 16, i * 32 + 32),
      ward,
      hint: hints[i] ?? '',
      report: {
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
