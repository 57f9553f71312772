import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { extract, list } from 'tar';
import { formatInstant } from '../../shared/localTime';
import { createSystemClock } from '../clock';
import { readConfig } from '../config';
import { BACKED_UP, LOG_FILE } from '../dataFiles';
import { faultOfDatabase } from '../db/copyFile';
import { lockFolder } from '../db/folderLock';
import { faultOfKey } from '../db/keyMark';
import { runCommand, Usage } from './command';

const HELP = `Puts a backup back into DATA_DIR (default ./data/var). Stop the server first.

  npm run restore -- FILE      FILE as "npm run backup" wrote it

A backup whose keys do not fit its databases is refused, and so is a folder that a server or an import runs on.
What lies in DATA_DIR already is not lost: it is moved aside into DATA_DIR/before-restore-….`;

await runCommand(HELP, async (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [wanted, ...rest] = positionals;
  if (wanted === undefined || rest.length > 0) throw new Usage('Give the one file to put back.');
  const file = resolve(wanted);
  if (!existsSync(file)) throw new Usage(`There is no file ${file}.`);
  const names = await namesIn(file);
  const folder = readConfig().dataDir;
  const free = lockFolder(folder, 'npm run restore');
  const stage = mkdtempSync(join(folder, '.restore-'));
  try {
    await extract({ file, cwd: stage }, [...names]);
    for (const { name, isDatabase, key } of BACKED_UP.filter((one) => names.includes(one.name))) {
      if (!isDatabase) continue;
      const fault = faultOfDatabase(join(stage, name));
      if (fault !== null) throw new Usage(`${name} in this backup is damaged (${fault}); nothing was changed.`);
      const misfit = key === undefined ? null : faultOfKey(join(stage, name), join(stage, key));
      if (misfit === null) continue;
      throw new Usage(`${key} in this backup ${misfit}, so its ${name} could not be used; nothing was changed.`);
    }
    setAside(folder);
    for (const name of names) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      renameSync(join(stage, name), join(folder, name));
      console.error(`${name}: back`);
    }
    return 0;
  } finally {
    rmSync(stage, { recursive: true, force: true });
    free();
  }
});

/** The files of a backup; whatever else an archive holds is never unpacked. */
async function namesIn(file: string): Promise<readonly string[]> {
  const found: string[] = [];
  try {
    await list({ file, onReadEntry: (entry) => void found.push(entry.path) });
  } catch {
    throw new Usage('This file is no backup: it cannot be unpacked.');
  }
  const names = BACKED_UP.map((one) => one.name).filter((name) => found.includes(name));
  if (!names.includes(LOG_FILE)) throw new Usage('This file is no backup of the wall: it holds no log.');
  return names;
}

function setAside(folder: string): void {
  const present = BACKED_UP.flatMap(({ name, isDatabase }) =>
    (isDatabase ? ['', '-wal', '-shm'] : ['']).map((ending) => `${name}${ending}`),
  ).filter((name) => existsSync(join(folder, name)));
  if (present.length === 0) return;
  const stamp = formatInstant(createSystemClock().now()).slice(0, 19).replace(/[-:]/g, '');
  const aside = join(folder, `before-restore-${stamp}`);
  for (const name of present) {
    mkdirSync(dirname(join(aside, name)), { recursive: true });
    renameSync(join(folder, name), join(aside, name));
  }
  console.error(`What was there lies in ${aside}.`);
}
