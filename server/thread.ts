import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type TransferListItem, Worker } from 'node:worker_threads';
import { projectRoot } from './paths';

export interface ThreadEntry {
  /** Path of the source below the project root; its build has the same base name in dist/server. */
  readonly source: string;
  readonly built: string;
}

export const THREADS = {
  writer: { source: 'server/db/writerThread.ts', built: 'dist/server/writer.js' },
  reader: { source: 'server/db/readerThread.ts', built: 'dist/server/reader.js' },
  calendar: { source: 'server/db/calendarThread.ts', built: 'dist/server/calendar.js' },
  door: { source: 'server/ingest/doorThread.ts', built: 'dist/server/door.js' },
} as const satisfies Record<string, ThreadEntry>;

/** Room for the short-lived objects of a whole batch: fewer of them are carried on by the collector. */
const YOUNG_MB = 96;

/** Starts a worker thread from the sources when this code runs from them, else from the build. */
export function startThread(entry: ThreadEntry, workerData: unknown, move: readonly TransferListItem[] = []): Worker {
  const options = { workerData, transferList: [...move], resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB } };
  if (!import.meta.url.endsWith('.ts')) return new Worker(join(projectRoot(), entry.built), options);
  // Node 20 hands no module hooks to workers: the loader of the sources is registered inside the thread.
  const tsx = dirname(createRequire(import.meta.url).resolve('tsx/package.json'));
  const loader = pathToFileURL(join(tsx, 'dist/esm/api/index.mjs')).href;
  const source = pathToFileURL(join(projectRoot(), entry.source)).href;
  const boot = `import(${JSON.stringify(loader)}).then(({ register }) => { register(); return import(${JSON.stringify(source)}); })`;
  return new Worker(boot, { ...options, eval: true });
}
