import { createSecretKey, type KeyObject } from 'node:crypto';
import type { BusyReason } from '../busy';
import type { Accepted, Writer } from '../db/writer';
import type { BodyKind } from './connectors';
import { startFarDoor } from './farDoor';
import type { BodyFault } from './fault';
import { ParseBug, parseBody } from './parseBody';

/** Bodies up to this size are parsed on the spot: handing them over would cost more than it frees. */
const INLINE_BYTES = 32 * 1024;
/** Reports that may wait for the writer before new ones are turned away (I10). */
export const MAX_BACKLOG = 60_000;

export interface SentBody {
  readonly bytes: Uint8Array;
  readonly gzipped: boolean;
  readonly kind: BodyKind;
  readonly sourceId: number;
  readonly now: number;
  /** Asked once the number of reports is known; seconds to wait when they are too many. */
  readonly overQuota: (reports: number) => Promise<number | null>;
}

export type DoorAnswer =
  | { readonly ok: true; readonly answer: Accepted }
  | { readonly ok: false; readonly fault: BodyFault }
  | { readonly ok: false; readonly retryAfter: number }
  | { readonly ok: false; readonly busy: BusyReason };

export interface Door {
  /** Rejects with Busy when the writer or the parsing thread fails under it, with ParseBug when the parsing does. */
  readonly take: (body: SentBody) => Promise<DoorAnswer>;
  /** How often the thread that parses large bodies was replaced. */
  readonly restarts: () => number;
  readonly close: () => Promise<void>;
}

interface DoorParts {
  readonly writer: Writer;
  readonly hashKey: Uint8Array;
  readonly knownCodes: readonly string[];
  readonly onRestart: (cause: Error) => void;
  readonly onDeath: (cause: Error) => void;
}

export function startDoor(parts: DoorParts): Door {
  const { writer, hashKey, knownCodes } = parts;
  const far = startFarDoor(parts);
  const context = { key: createSecretKey(hashKey), knownCodes: new Set(knownCodes) };
  return {
    close: far.close,
    restarts: far.restarts,
    take: (body) => {
      if (writer.backlog() > MAX_BACKLOG) return Promise.resolve({ ok: false, busy: 'backlog' });
      return body.gzipped || body.bytes.byteLength > INLINE_BYTES ? far.take(body) : takeHere(body, writer, context);
    },
  };
}

async function takeHere(
  { sourceId, now, overQuota, ...body }: SentBody,
  writer: Writer,
  context: { readonly key: KeyObject; readonly knownCodes: ReadonlySet<string> },
): Promise<DoorAnswer> {
  const parsed = parseBody(body, { ...context, now });
  if (!parsed.ok) {
    if ('bug' in parsed) throw new ParseBug(parsed.bug);
    return { ok: false, fault: parsed.fault };
  }
  const retryAfter = await overQuota(parsed.batch.count + parsed.batch.refused.length);
  if (retryAfter !== null) return { ok: false, retryAfter };
  return { ok: true, answer: await writer.accept(sourceId, now, parsed.batch) };
}
