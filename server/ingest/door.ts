import { createSecretKey, type KeyObject } from 'node:crypto';
import type { MessagePort } from 'node:worker_threads';
import type { BusyReason } from '../busy';
import type { Accepted, Writer } from '../db/writer';
import { startThread, THREADS } from '../thread';
import { bodyText } from './body';
import type { BodyKind } from './connectors';
import type { DoorStart, FromDoor, ToDoor } from './doorThread';
import type { BodyFault } from './fault';
import { parseReports } from './parseReports';

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
  readonly take: (body: SentBody) => Promise<DoorAnswer>;
  readonly close: () => Promise<void>;
}

interface DoorParts {
  readonly writer: Writer;
  readonly hashKey: Uint8Array;
  readonly knownCodes: readonly string[];
  readonly onDeath: (cause: Error) => void;
}

export function startDoor({ writer, hashKey, knownCodes, onDeath }: DoorParts): Door {
  const far = startFarDoor(writer.doorPort(), hashKey, knownCodes, onDeath);
  const context = { key: createSecretKey(hashKey), knownCodes: new Set(knownCodes) };
  return {
    close: far.close,
    take: (body) => {
      if (writer.backlog() > MAX_BACKLOG) return Promise.resolve({ ok: false, busy: 'backlog' });
      return body.gzipped || body.bytes.byteLength > INLINE_BYTES
        ? far.take(body, writer)
        : takeHere(body, writer, context);
    },
  };
}

async function takeHere(
  { bytes, gzipped, kind, sourceId, now, overQuota }: SentBody,
  writer: Writer,
  context: { readonly key: KeyObject; readonly knownCodes: ReadonlySet<string> },
): Promise<DoorAnswer> {
  const text = bodyText(bytes, gzipped);
  const parsed = text.ok ? parseReports(text.text, kind, { ...context, now }) : text;
  if (!parsed.ok) return { ok: false, fault: parsed.fault };
  const retryAfter = await overQuota(parsed.batch.count + parsed.batch.refused.length);
  if (retryAfter !== null) return { ok: false, retryAfter };
  return { ok: true, answer: await writer.accept(sourceId, now, parsed.batch) };
}

function startFarDoor(
  toWriter: MessagePort,
  hashKey: Uint8Array,
  knownCodes: readonly string[],
  onDeath: (cause: Error) => void,
) {
  const worker = startThread(THREADS.door, { hashKey, knownCodes, toWriter } satisfies DoorStart, [toWriter]);
  const parsing = new Map<number, (message: FromDoor) => void>();
  let closing = false;
  worker.on('message', (message: FromDoor) => {
    parsing.get(message.id)?.(message);
    parsing.delete(message.id);
  });
  worker.on('error', onDeath);
  worker.on('exit', (code) => {
    if (!closing) onDeath(new Error(`the door thread stopped with code ${code}`));
  });
  const post = (message: ToDoor): void => worker.postMessage(message);
  const take = async (body: SentBody, writer: Writer): Promise<DoorAnswer> => {
    const { bytes, gzipped, kind, sourceId, now, overQuota } = body;
    const id = writer.nextId();
    const parsed = await new Promise<FromDoor>((resolve) => {
      parsing.set(id, resolve);
      post({ kind: 'parse', id, bytes, gzipped, body: kind, now, sourceId });
    });
    if ('fault' in parsed) return { ok: false, fault: parsed.fault };
    const retryAfter = await overQuota(parsed.count + parsed.refused);
    if (retryAfter !== null) {
      post({ kind: 'drop', id });
      return { ok: false, retryAfter };
    }
    const answer = writer.expect(id, parsed.count);
    post({ kind: 'forward', id });
    return { ok: true, answer: await answer };
  };
  return {
    take,
    close: async () => {
      closing = true;
      await worker.terminate();
    },
  };
}
