/** Large bodies are inflated, checked and hashed here, and go on to the writer without crossing the main thread. */
import { createSecretKey } from 'node:crypto';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { ToWriter } from '../db/writerMessages';
import { nameFaults } from '../threadFaults';
import { type ReportBatch, transferables } from './batch';
import type { BodyKind } from './connectors';
import type { BodyFault } from './fault';
import { parseBody } from './parseBody';

export interface DoorStart {
  readonly hashKey: Uint8Array;
  readonly knownCodes: readonly string[];
  readonly toWriter: MessagePort;
}

export type ToDoor =
  | {
      readonly kind: 'parse';
      readonly id: number;
      readonly bytes: Uint8Array;
      readonly gzipped: boolean;
      readonly body: BodyKind;
      readonly now: number;
      readonly sourceId: number;
    }
  /** The main thread has let it pass its quota, or not. */
  | { readonly kind: 'forward' | 'drop'; readonly id: number };

export type FromDoor =
  | { readonly id: number; readonly fault: BodyFault }
  | { readonly id: number; readonly bug: string }
  | { readonly id: number; readonly count: number; readonly refused: number };

interface Parked {
  readonly batch: ReportBatch;
  readonly sourceId: number;
  readonly now: number;
}

function main(home: MessagePort, { hashKey, knownCodes, toWriter }: DoorStart): void {
  nameFaults();
  const key = createSecretKey(hashKey);
  const codes = new Set(knownCodes);
  const parked = new Map<number, Parked>();
  const send = (message: FromDoor): void => home.postMessage(message);
  home.on('message', (message: ToDoor) => {
    if (message.kind === 'parse') {
      const { id, bytes, gzipped, body, now, sourceId } = message;
      const parsed = parseBody({ bytes, gzipped, kind: body }, { key, knownCodes: codes, now });
      if (!parsed.ok) return send('bug' in parsed ? { id, bug: parsed.bug } : { id, fault: parsed.fault });
      parked.set(id, { batch: parsed.batch, sourceId, now });
      return send({ id, count: parsed.batch.count, refused: parsed.batch.refused.length });
    }
    const one = parked.get(message.id);
    parked.delete(message.id);
    if (one && message.kind === 'forward') {
      toWriter.postMessage({ kind: 'accept', id: message.id, ...one } satisfies ToWriter, transferables(one.batch));
    }
  });
}

if (parentPort) main(parentPort, workerData as DoorStart);
