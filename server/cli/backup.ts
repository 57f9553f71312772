import {
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createGzip } from 'node:zlib';
import { SingleBar } from 'cli-progress';
import { create } from 'tar';
import { formatInstant } from '../../shared/localTime';
import { createSystemClock } from '../clock';
import { readConfig } from '../config';
import { BACKED_UP, LOG_FILE } from '../dataFiles';
import { copyDatabase } from '../db/copyFile';
import { runCommand, Usage } from './command';
import { type Stopping, watchStopping } from './stopping';

const HELP = `Makes one file of everything in DATA_DIR (default ./data/var): log, users, keys, imported map. Not the demo city.

  npm run backup -- DIR        writes DIR/ioc-hue-YYYYMMDD-HHMMSS.tar.gz

The server may go on running, under load too: the copy is consistent as of one instant for each database, and what is
written meanwhile does not make it begin again. DIR needs room for one and a half times DATA_DIR while it runs, and
DATA_DIR some for what is written meanwhile. The file holds the key that dossier numbers are hashed with, so keep it as
safe as DATA_DIR itself. "npm run restore -- FILE" puts it back.`;

const MB = 1024 * 1024;
/** Of what is copied: the copies themselves, and the packed file beside them. */
const ROOM_NEEDED = 1.5;

class Stopped extends Error {}

await runCommand(HELP, async (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [wanted, ...rest] = positionals;
  if (wanted === undefined || rest.length > 0) throw new Usage('Give the one folder that the backup goes into.');
  const folder = readConfig().dataDir;
  if (!existsSync(join(folder, LOG_FILE))) throw new Usage(`There is no log in ${folder}; set DATA_DIR.`);
  const target = resolve(wanted);
  mkdirSync(target, { recursive: true });
  const present = BACKED_UP.filter(({ name }) => existsSync(join(folder, name)));
  demandRoom(
    target,
    present.map(({ name }) => sizeOf(join(folder, name))).reduce((sum, size) => sum + size, 0),
  );
  const stopping = watchStopping();
  const stage = mkdtempSync(join(target, '.backup-'));
  const stamp = formatInstant(createSystemClock().now()).slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
  const file = join(target, `ioc-hue-${stamp}.tar.gz`);
  try {
    for (const { name, isDatabase } of present) {
      mkdirSync(dirname(join(stage, name)), { recursive: true });
      if (isDatabase)
        await withBar(name, stopping, (tell) => copyDatabase(join(folder, name), join(stage, name), tell));
      else copyFileSync(join(folder, name), join(stage, name));
      console.error(`${name}: copied`);
    }
    const names = present.map(({ name }) => name);
    await withBar('packing', stopping, (tell) => pack(stage, names, `${file}.part`, tell));
    renameSync(`${file}.part`, file);
    console.log(file);
    console.error(`${names.length} files, ${Math.ceil(statSync(file).size / 1024)} KB.`);
    return 0;
  } catch (cause) {
    if (!(cause instanceof Stopped)) throw cause;
    console.error('Stopped; no backup was made.');
    return stopping.exitCode() ?? 1;
  } finally {
    rmSync(`${file}.part`, { force: true });
    rmSync(stage, { recursive: true, force: true });
  }
});

/** The copies as one packed file, durable when it resolves; a part of each is in memory and no more. */
async function pack(
  stage: string,
  names: readonly string[],
  file: string,
  tell: (part: number) => void,
): Promise<void> {
  const total = names.map((name) => statSync(join(stage, name)).size).reduce((sum, size) => sum + size, 0);
  let packed = 0;
  const counted = async function* (parts: AsyncIterable<Buffer>) {
    for await (const part of parts) {
      packed += part.byteLength;
      tell(Math.min(1, packed / total));
      yield part;
    }
  };
  const archive = create({ portable: true, cwd: stage }, [...names]);
  await pipeline(archive, counted, createGzip(), createWriteStream(file, { flush: true, mode: 0o600 }));
}

/** A bar on a terminal; ends early when somebody wants the command to end. */
async function withBar(
  name: string,
  stopping: Stopping,
  run: (tell: (part: number) => void) => Promise<void>,
): Promise<void> {
  const bar = new SingleBar({
    format: `${name} {bar} {percentage} % · {duration_formatted}`,
    stream: process.stderr,
    clearOnComplete: true,
    hideCursor: true,
  });
  bar.start(1, 0);
  try {
    await run((part) => {
      if (stopping.asked.aborted) throw new Stopped();
      bar.update(part);
    });
  } finally {
    bar.stop();
  }
}

function demandRoom(target: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(target);
  const [needed, free] = [Math.ceil((bytes * ROOM_NEEDED) / MB), Math.floor((bavail * bsize) / MB)];
  if (free >= needed) return;
  throw new Usage(`${target} has room for ${free} MB, a backup needs up to ${needed} MB: give another folder.`);
}

/** With what is still in a database's -wal file. */
function sizeOf(file: string): number {
  return ['', '-wal'].reduce(
    (sum, ending) => sum + (statSync(`${file}${ending}`, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
