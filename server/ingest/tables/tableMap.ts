import { z } from 'zod';
import { CHANNELS } from '../../../shared/report';
import { MAX_DEPTH, parseJson } from '../../jsonDepth';
import { AGENCY_CODE } from '../agencyCode';
import { COLUMNS, type Column } from './headings';

const names = Object.keys(COLUMNS) as [Column, ...Column[]];

/** What `--map FILE` says of a table that is not written as the usual ones are. */
const mapSchema = z.strictObject({
  columns: z.record(z.string(), z.enum(names)).default({}),
  status: z.record(z.string(), z.int().min(1).max(10)).default({}),
  channel: z.record(z.string(), z.enum(CHANNELS)).default({}),
  units: z.record(z.string(), z.union([z.string().regex(/^\d{5}$/), z.string().regex(AGENCY_CODE)])).default({}),
});
export type TableMap = z.infer<typeof mapSchema>;

export const NO_MAP: TableMap = { columns: {}, status: {}, channel: {}, units: {} };

/** The map, or what is wrong with it. */
export function parseTableMap(text: string): TableMap | string {
  const sent = parseJson(text);
  if (!sent.ok) return sent.deep ? `is nested more than ${MAX_DEPTH} deep` : 'is not valid JSON';
  const parsed = mapSchema.safeParse(sent.value);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.') ?? '';
  return `is not usable at "${field}": it holds columns {heading: ${names.join(' | ')}}, status {word: 1…10}, channel {word: ${CHANNELS.join(' | ')}} and units {name: code}`;
}
