import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { create } from 'tar';
import { formatInstant } from '../../shared/localTime';
import { createSystemClock } from '../clock';
import { readConfig } from '../config';
import { BACKED_UP, LOG_FILE } from '../dataFiles';
import { copyDatabase } from '../db/copyFile';
import { runCommand, Usage } from './command';

const HELP = `Makes one file of everything in DATA_DIR (default ./data/var): log, users, keys, imported map. Not the demo city.

  npm run backup -- DIR        writes DIR/ioc-hue-YYYYMMDD-HHMMSS.tar.gz

The server may go on running: the copy is consistent as of one instant for each database. The file holds the key that
dossier numbers are hashed with, so keep it as safe as DATA_DIR itself. "npm run restore -- FILE" puts it back.`;

await runCommand(HELP, async (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [wanted, ...rest] = positionals;
  if (wanted === undefined || rest.length > 0) throw new Usage('Give the one folder that the backup goes into.');
  const folder = readConfig().dataDir;
  if (!existsSync(join(folder, LOG_FILE))) throw new Usage(`There is no log in ${folder}; set DATA_DIR.`);
  const target = resolve(wanted);
  mkdirSync(target, { recursive: true });
  const stage = mkdtempSync(join(target, '.backup-'));
  try {
    const names = [];
    for (const { name, isDatabase } of BACKED_UP) {
      const from = join(folder, name);
      if (!existsSync(from)) continue;
      mkdirSync(dirname(join(stage, name)), { recursive: true });
      if (isDatabase) await copyDatabase(from, join(stage, name), (part) => progress(name, part));
      else copyFileSync(from, join(stage, name));
      progress(name, 1);
      names.push(name);
    }
    const stamp = formatInstant(createSystemClock().now()).slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
    const file = join(target, `ioc-hue-${stamp}.tar.gz`);
    await create({ gzip: true, portable: true, cwd: stage, file: `${file}.part` }, names);
    renameSync(`${file}.part`, file);
    console.log(file);
    console.error(`${names.length} files, ${Math.ceil(statSync(file).size / 1024)} KB.`);
    return 0;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
});

function progress(name: string, part: number): void {
  if (part === 1 || process.stderr.isTTY) console.error(`${name}: ${Math.floor(part * 100)} %`);
}
