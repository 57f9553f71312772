import type { MessagePort, Worker } from 'node:worker_threads';
import { Busy } from '../busy';
import { monotonicMs } from '../clock';
import type { DoorPort, Writer } from '../db/writer';
import { startThread, THREADS } from '../thread';
import type { DoorAnswer, SentBody } from './door';
import type { DoorStart, FromDoor, ToDoor } from './doorThread';
import { ParseBug } from './parseBody';

/** A thread that dies is replaced; one that dies so often within a minute dies of itself, and the server with it. */
export const MAX_DEATHS_A_MINUTE = 5;

interface FarDoorParts {
  readonly writer: Pick<Writer, 'doorPort' | 'nextId' | 'expect' | 'abandon'>;
  readonly hashKey: Uint8Array;
  readonly knownCodes: readonly string[];
  /** A thread died and another one took its place. */
  readonly onRestart: (cause: Error) => void;
  readonly onDeath: (cause: Error) => void;
  readonly start?: (toWriter: MessagePort) => Worker;
}

/** One life of the thread. */
interface ParseThread {
  readonly worker: Worker;
  readonly port: DoorPort;
  /** Bodies that it is asked to parse. */
  readonly parsing: Map<number, { readonly resolve: (parsed: FromDoor) => void; readonly reject: (why: Busy) => void }>;
  /** Batches that it is asked to hand on, not answered yet. */
  readonly handedOn: Set<number>;
  isDead: boolean;
}

/** The thread that large bodies are parsed in. It may die; what it was at is then answered as not taken. */
export function startFarDoor(parts: FarDoorParts) {
  const { writer, hashKey, knownCodes, onRestart, onDeath } = parts;
  const start =
    parts.start ??
    ((toWriter) => startThread(THREADS.door, { hashKey, knownCodes, toWriter } satisfies DoorStart, [toWriter]));
  const deaths: number[] = [];
  let closing = false;
  let restarts = 0;
  const open = (): ParseThread => {
    const port = writer.doorPort();
    const worker = start(port.port);
    const thread: ParseThread = { worker, port, parsing: new Map(), handedOn: new Set(), isDead: false };
    let cause = new Error('it ended by itself');
    worker.on('message', (message: FromDoor) => {
      thread.parsing.get(message.id)?.resolve(message);
      thread.parsing.delete(message.id);
    });
    worker.on('error', (error: Error) => {
      cause = error;
    });
    worker.on('exit', () => {
      if (!closing) void replace(thread, cause);
    });
    return thread;
  };
  const replace = async (dead: ParseThread, cause: Error): Promise<void> => {
    dead.isDead = true;
    const now = monotonicMs();
    deaths.push(now);
    while (deaths[0] !== undefined && deaths[0] < now - 60_000) deaths.shift();
    if (deaths.length >= MAX_DEATHS_A_MINUTE) {
      onDeath(new Error(`the thread that parses bodies died ${deaths.length} times within a minute`, { cause }));
      return;
    }
    current = open();
    for (const { reject } of dead.parsing.values()) reject(new Busy('parser'));
    restarts++;
    onRestart(cause);
    // What it had handed on before it died is in the log like any other: only then it is known what was not.
    await dead.port.over();
    for (const id of dead.handedOn) writer.abandon(id, new Busy('parser'));
  };
  let current = open();
  const take = async (body: SentBody): Promise<DoorAnswer> => {
    const { bytes, gzipped, kind, sourceId, now, overQuota } = body;
    const thread = current;
    const id = writer.nextId();
    const post = (message: ToDoor): void => thread.worker.postMessage(message);
    const parsed = await new Promise<FromDoor>((resolve, reject) => {
      thread.parsing.set(id, { resolve, reject });
      post({ kind: 'parse', id, bytes, gzipped, body: kind, now, sourceId });
    });
    if ('bug' in parsed) throw new ParseBug(parsed.bug);
    if ('fault' in parsed) return { ok: false, fault: parsed.fault };
    const retryAfter = await overQuota(parsed.count + parsed.refused);
    if (thread.isDead) return { ok: false, busy: 'parser' };
    if (retryAfter !== null) {
      post({ kind: 'drop', id });
      return { ok: false, retryAfter };
    }
    const answer = writer.expect(id, parsed.count);
    thread.handedOn.add(id);
    post({ kind: 'forward', id });
    try {
      return { ok: true, answer: await answer };
    } finally {
      thread.handedOn.delete(id);
    }
  };
  return {
    take,
    /** How often the thread was replaced. */
    restarts: () => restarts,
    close: async () => {
      closing = true;
      await current.worker.terminate();
    },
  };
}
