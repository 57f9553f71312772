import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatInstant } from '../../shared/localTime';
import { createSystemClock } from '../clock';
import { isExcused } from '../clockDesk';
import { readConfig } from '../config';
import { ACCESS_FILE, LOG_FILE } from '../dataFiles';
import { createAuditRows } from '../db/access/auditRows';
import { openAccess } from '../db/access/openAccess';
import { keepAcceptance, lastAcceptance, lastRecordedIn } from '../db/clockBook';
import { openWriter } from '../db/open';
import { CLOCK_JUMP_MS } from '../watchedClock';
import { runCommand, Usage } from './command';

const HELP = `The clock of this machine, as the log in DATA_DIR (default ./data/var) sees it.

  npm run clock                the time, and the last instant that the log holds; exit 1 if the clock is too far behind it
  npm run clock -- accept      the time is right as it is now: a server that takes no reports because its clock jumped, or
                               because the log is ahead of it, goes on within a second; one that does not run, at its start

A jump of over ${CLOCK_JUMP_MS / 1000} s, either way, stops all recording until both of the machine's clocks agree again, or somebody says this.
A machine that was suspended is such a case. Set the clock first if it is wrong: what is recorded keeps its instant for ever.`;

await runCommand(HELP, (args) => {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const [verb, ...rest] = positionals;
  if (rest.length > 0 || (verb !== undefined && verb !== 'accept')) throw new Usage('Say nothing more, or accept.');
  const { dataDir } = readConfig();
  const file = join(dataDir, LOG_FILE);
  if (!existsSync(file)) throw new Usage(`There is no log in ${dataDir}; set DATA_DIR.`);
  const at = createSystemClock().now();
  const { head, isFit } = look(file, at);
  console.log(`Clock ${formatInstant(at)}, log up to ${head === 0 ? 'nothing yet' : formatInstant(head)}.`);
  if (verb === undefined) {
    if (!isFit) console.log('The clock is too far behind the log: set it, or "npm run clock -- accept".');
    return isFit ? 0 : 1;
  }
  keepAcceptance(file, { at, head });
  const store = openAccess(join(dataDir, ACCESS_FILE));
  try {
    const line = { at, who: 'npm run clock', role: 'command', address: '', action: 'clock-accepted' } as const;
    createAuditRows(store).add({ ...line, ward: null, detail: formatInstant(at) });
  } finally {
    store.close();
  }
  console.log(`Accepted. A running server goes on within a second, any other from its start on.`);
  return 0;
});

function look(file: string, at: number): { readonly head: number; readonly isFit: boolean } {
  const db = openWriter(file);
  try {
    const head = lastRecordedIn(db);
    return { head, isFit: at >= head - CLOCK_JUMP_MS || isExcused(lastAcceptance(db), head, at) };
  } finally {
    db.close();
  }
}
