import type { Connector, TextConnector } from './connector';
import { csv } from './csv';
import { dvcqg } from './dvcqg';
import { json } from './json';
import { ndjson } from './ndjson';
import { xlsx } from './xlsx';

/** Connectors of what calls bring, by the name under which a call hands its body on. */
const OF_CALLS = { json, ndjson, dvcqg } as const satisfies Readonly<Record<string, TextConnector>>;

/** Every foreign shape that becomes reports: one file and one line each. */
export const CONNECTORS: readonly Connector[] = [...Object.values(OF_CALLS), csv, xlsx];

export type BodyKind = keyof typeof OF_CALLS;

export function connectorOf(kind: BodyKind): TextConnector {
  return OF_CALLS[kind];
}
