import { createSecretKey } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { holdToLog } from '../clockDesk';
import type { Config } from '../config';
import { HASH_KEY_FILE, LOG_FILE } from '../dataFiles';
import { type AcceptAnswer, createLedger } from '../db/accept';
import { openCalendars } from '../db/calendarBook';
import { lastRecordedIn } from '../db/clockBook';
import { FolderTaken, holderText, lockFolder } from '../db/folderLock';
import { fittingKey } from '../db/keyMark';
import { openWriter } from '../db/open';
import { createKeyLookup } from '../db/sourceBook';
import { parseReports } from '../ingest/parseReports';
import { ownOrigin } from '../ownOrigin';
import { calendarFile, knownCodes } from '../reference';
import type { WatchedClock } from '../watchedClock';
import type { Stopping } from './stopping';
import { vettedBy } from './vetted';

const READY_TIMEOUT_MS = 3000;
const TRIES = 30;
const TRY_AGAIN_MS = 1000;
const REPLAYED_AT_ONCE = 5000;

/** Where an import sends its slices: the one accept path, reached through a server or opened here. */
export interface Sink {
  readonly how: string;
  readonly send: (ndjson: string) => Promise<AcceptAnswer>;
  readonly close: () => void;
}

/** The import cannot go on; the message says what to do. */
export class ImportStop extends Error {}

/**
 * A server that runs on this log takes the reports itself, so that its screens learn of them; else the log is opened
 * here, and by nobody else meanwhile.
 */
export async function openSink(config: Config, key: string, clock: WatchedClock, stopping: Stopping): Promise<Sink> {
  const origin = ownOrigin(config.host, config.port);
  return (await knowsKey(origin, key, stopping)) ? httpSink(origin, key, stopping) : logSink(config, key, clock);
}

/** Whether something on the port takes this log's key: another log's server, or the demo's, does not. */
async function knowsKey(origin: string, key: string, stopping: Stopping): Promise<boolean> {
  for (let tries = 0; ; tries++) {
    await stopping.look(() => new ImportStop('The import was stopped before it began.'));
    const answer = await post(origin, key, '', AbortSignal.timeout(READY_TIMEOUT_MS)).catch(() => null);
    if (answer?.status !== 503 || tries >= TRIES) return answer?.status === 200;
    await rest(stopping);
  }
}

function httpSink(origin: string, key: string, stopping: Stopping): Sink {
  return {
    how: `sent to the server at ${origin}`,
    send: async (ndjson) => {
      for (let tries = 0; ; tries++) {
        // Sent twice, a slice is known again: after a broken connection too it is just sent once more.
        const answer = await post(origin, key, ndjson, stopping.cut).catch(() => null);
        if (answer?.status === 200) return (await answer.json()) as AcceptAnswer;
        if (stopping.asked.aborted) throw new ImportStop(stoppedOver(answer));
        if ((answer === null || answer.status === 503) && tries < TRIES) {
          await rest(stopping);
          continue;
        }
        throw new ImportStop(`The server at ${origin} ${answer ? `answered ${answer.status}` : 'does not answer'}.`);
      }
    },
    close: () => undefined,
  };
}

function logSink(config: Config, key: string, clock: WatchedClock): Sink {
  const free = takeFolder(config);
  const db = openWriter(join(config.dataDir, LOG_FILE));
  const source = createKeyLookup(db)(key);
  if (!source) throw new Error('the key of the import is not in the log');
  const context = {
    key: createSecretKey(fittingKey({ db, keyFile: join(config.dataDir, HASH_KEY_FILE) })),
    knownCodes: new Set(knownCodes),
  };
  const ledger = createLedger(db, openCalendars(db, calendarFile).of);
  holdToLog(clock.watch, db, lastRecordedIn(db));
  while (
    ledger.replay(
      vettedBy(clock, (why) => new ImportStop(why)),
      REPLAYED_AT_ONCE,
    )
  );
  return {
    how: 'written to the log (no server runs on it)',
    send: (ndjson) => {
      const at = vettedBy(clock, (why) => new ImportStop(why));
      const parsed = parseReports(ndjson, 'ndjson', { ...context, now: at });
      if (!parsed.ok) throw new Error(parsed.fault.detail);
      const [answer] = ledger.accept([{ sourceId: source.id, now: at, batch: parsed.batch }]).answers;
      if (!answer) throw new Error('the log did not answer');
      return Promise.resolve(answer);
    },
    close: () => {
      db.close();
      free();
    },
  };
}

function takeFolder({ dataDir, port }: Config): () => void {
  try {
    return lockFolder(dataDir, 'npm run import');
  } catch (cause) {
    if (!(cause instanceof FolderTaken)) throw cause;
    const how = `give the PORT (and HOST) that it listens on, now ${port}, or stop it`;
    throw new ImportStop(`${dataDir} is in use by ${holderText(cause.holder)}. If it is a server, ${how}.`);
  }
}

function post(origin: string, key: string, body: string, signal?: AbortSignal): Promise<Response> {
  return fetch(`${origin}/api/v1/reports`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/x-ndjson' },
    body,
    ...(signal && { signal }),
  });
}

/** What is known of the slice that was on its way when the import was stopped. */
function stoppedOver(answer: Response | null): string {
  const slice = answer ? 'its next part was turned away' : 'its next part was not answered and may be taken too';
  return `the import was stopped, ${slice}.`;
}

async function rest({ asked }: Stopping): Promise<void> {
  await pause(TRY_AGAIN_MS, undefined, { signal: asked }).catch(() => undefined);
}
