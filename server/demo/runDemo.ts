import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { dayOf, MINUTE_MS } from '../../shared/localTime';
import { createSimulatedClock, type SimulatedClock } from '../clock';
import { DEMO_PREPARED_FILE, HASH_KEY_FILE, LOG_FILE } from '../dataFiles';
import { copyLog, hasLog, layReady, putLog, removeLog } from '../db/copyLog';
import { faultOfKey } from '../db/keyMark';
import { isStorageFault } from '../db/storageFault';
import type { Engine, EngineParts } from '../engine';
import { readKeyFile } from '../hashKey';
import { calendarFile, wards } from '../reference';
import { DEMO, type DemoReport, generateDemoCity } from './generateCity';
import { createPoster, type Poster } from './poster';
import { prepareDemoLog } from './sources';

const SEED = 20250714;
const SLICE_MS = 30 * MINUTE_MS;
/** Posted a little before the end of the slice, so that all of it is recorded by then. */
const SLICE_MARGIN_MS = 1000;
const FEED_EVERY_MS = 100;
/** How often a lap that the disk does not let begin is tried again. */
const BEGIN_AGAIN_MS = 2000;

export interface DemoParts {
  readonly folder: string;
  /** Where the server listens: the demo posts like any other source. */
  readonly origin: string;
  /** Load up to this instant and stand still; null plays 14/7 over and over. */
  readonly at: number | null;
  readonly speed: number;
  readonly createEngine: (own: Pick<EngineParts, 'file' | 'clock' | 'hashKey'>) => Promise<Engine>;
  /** Makes an engine the one that serves; `ready` when its figures are complete for its instant. */
  readonly show: (engine: Engine | null, ready: boolean) => Promise<void>;
  /** Which day of how many is being loaded. */
  readonly progress: (day: number, of: number) => void;
  readonly onDeath: (cause: Error) => void;
}

/** Starts the demo city. Returns what stops it; the engine that is shown then is left to the caller. */
export async function runDemo(parts: DemoParts): Promise<() => Promise<void>> {
  mkdirSync(parts.folder, { recursive: true });
  const feed = generateDemoCity({ seed: SEED, wards, calendar: calendarFile });
  const stop = new AbortController();
  const clock = createSimulatedClock(DEMO.historyFrom);
  const first = await prepare(parts, feed, clock, stop.signal);
  if (parts.at !== null) {
    if (parts.at > DEMO.historyTo) await load(parts, first, feed, clock, [DEMO.historyTo, parts.at]);
    clock.standAt(parts.at);
    await parts.show(first.engine, true);
    return async () => undefined;
  }
  const playing = play(parts, feed, clock, first, stop.signal).catch((cause: unknown) => {
    if (!stop.signal.aborted) parts.onDeath(cause instanceof Error ? cause : new Error(String(cause)));
  });
  return async () => {
    stop.abort();
    await playing;
  };
}

interface Lap {
  readonly engine: Engine;
  readonly poster: Poster;
}

/** The state of the evening of 13/7: taken from the copy when it fits this feed, else loaded through the API and kept. */
async function prepare(
  parts: DemoParts,
  feed: readonly DemoReport[],
  clock: SimulatedClock,
  stop: AbortSignal,
): Promise<Lap> {
  const prepared = join(parts.folder, DEMO_PREPARED_FILE);
  const mark = `${prepared}.fingerprint`;
  const fingerprint = fingerprintOf(feed);
  const wholeHistory = parts.at === null || parts.at >= DEMO.historyTo;
  const keyFile = join(parts.folder, HASH_KEY_FILE);
  const isFit = wholeHistory && hasLog(prepared) && readText(mark) === fingerprint;
  if (isFit && faultOfKey(prepared, keyFile) === null) {
    layReady(prepared, join(parts.folder, LOG_FILE));
    return beginLap(parts, 'evening', clock, stop);
  }
  // A simulated city is made again, and its key with it: no real dossier was hashed with that.
  if (wholeHistory || readKeyFile(keyFile).kind === 'broken') rmSync(keyFile, { force: true });
  const lap = await beginLap(parts, 'nothing', clock, stop);
  await parts.show(lap.engine, false);
  const upTo = wholeHistory ? DEMO.historyTo : (parts.at ?? DEMO.historyTo);
  await load(parts, lap, feed, clock, [DEMO.historyFrom, upTo]);
  if (wholeHistory) {
    rmSync(mark, { force: true });
    await copyLog(join(parts.folder, LOG_FILE), prepared);
    writeFileSync(mark, fingerprint);
  }
  return lap;
}

/** From an empty log, or from the evening of 13/7 that lies ready. */
async function beginLap(
  parts: DemoParts,
  from: 'nothing' | 'evening',
  clock: SimulatedClock,
  stop: AbortSignal,
): Promise<Lap> {
  const file = join(parts.folder, LOG_FILE);
  if (from === 'nothing') removeLog(file);
  else putLog(file);
  clock.standAt(from === 'nothing' ? DEMO.historyFrom : DEMO.historyTo);
  const { keys, hashKey } = prepareDemoLog(file, join(parts.folder, HASH_KEY_FILE), DEMO.historyFrom);
  const engine = await parts.createEngine({ file, clock, hashKey });
  await parts.show(engine, false);
  return { engine, poster: createPoster(parts.origin, keys, stop) };
}

/** Posts what arrived in (from, to], slice by slice, the clock standing at the end of each. */
async function load(
  parts: DemoParts,
  lap: Lap,
  feed: readonly DemoReport[],
  clock: SimulatedClock,
  [from, to]: readonly [from: number, to: number],
): Promise<void> {
  const days = dayOfDemo(parts.at ?? DEMO.opensAt);
  let next = feed.findIndex((one) => one.arrivesAt > from);
  if (from === DEMO.historyFrom) next = 0;
  for (let start = from; start < to && next >= 0; start += SLICE_MS) {
    const end = Math.min(start + SLICE_MS, to);
    parts.progress(dayOfDemo(start), days);
    let last = next;
    while ((feed[last]?.arrivesAt ?? Number.POSITIVE_INFINITY) <= end) last++;
    if (last === next) continue;
    clock.standAt(Math.max(clock.now(), end - SLICE_MARGIN_MS));
    await lap.poster.post(feed.slice(next, last));
    next = last;
  }
  clock.standAt(to);
}

/** Its first day is 1. */
function dayOfDemo(instant: number): number {
  return dayOf(instant) - dayOf(DEMO.historyFrom) + 1;
}

/** Plays 14/7 on the simulated clock; after the evening begins again from the prepared state, under a new epoch. */
async function play(
  parts: DemoParts,
  feed: readonly DemoReport[],
  clock: SimulatedClock,
  first: Lap,
  stop: AbortSignal,
): Promise<void> {
  let lap = first;
  for (;;) {
    await load(parts, lap, feed, clock, [DEMO.historyTo, DEMO.opensAt]);
    await parts.show(lap.engine, true);
    clock.run(parts.speed);
    await feedLive(lap.poster, feed, clock, stop);
    // Before this lap goes: a disk without room keeps the evening on the screens.
    await patiently(() => layReady(join(parts.folder, DEMO_PREPARED_FILE), join(parts.folder, LOG_FILE)), stop);
    if (stop.aborted) return;
    await parts.show(null, false);
    await lap.engine.close();
    lap = await beginLap(parts, 'evening', clock, stop);
  }
}

/** Tries until the disk lets it, or it is time to stop. */
async function patiently(run: () => void, stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    try {
      run();
      return;
    } catch (cause) {
      if (!isStorageFault(cause)) throw cause;
      await pause(BEGIN_AGAIN_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}

async function feedLive(poster: Poster, feed: readonly DemoReport[], clock: SimulatedClock, stop: AbortSignal) {
  let next = feed.findIndex((one) => one.arrivesAt > DEMO.opensAt);
  while (!stop.aborted && clock.now() < DEMO.lapEndsAt) {
    const now = clock.now();
    let last = next;
    while ((feed[last]?.arrivesAt ?? Number.POSITIVE_INFINITY) <= now) last++;
    if (last > next) await poster.post(feed.slice(next, last));
    next = last;
    await pause(FEED_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}

function fingerprintOf(feed: readonly DemoReport[]): string {
  const hash = createHash('sha256').update(JSON.stringify(calendarFile));
  for (const { arrivesAt, source, report } of feed) hash.update(`${arrivesAt}${source}${JSON.stringify(report)}`);
  return hash.digest('hex');
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
