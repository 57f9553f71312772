import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatInstant } from '../../shared/localTime';
import { createSystemClock } from '../clock';
import { readConfig } from '../config';
import { ACCESS_FILE, LOG_FILE } from '../dataFiles';
import { type AuditAction, createAuditRows } from '../db/access/auditRows';
import { openAccess } from '../db/access/openAccess';
import { type Connection, openWriter } from '../db/open';
import { createKey, listKeys, revokeKeys, SOURCE_NAME } from '../db/sourceBook';
import { runCommand, Usage } from './command';

const HELP = `Ingest keys: who may send reports.

  npm run -s keys -- create NAME [--title TITLE] [--quota N]
      makes a key for source NAME and prints it, and nothing else, on stdout. It is shown only once.
      --title  what the wall calls the source (default: NAME)
      --quota  reports a minute (default: none)
  npm run -s keys -- list
  npm run -s keys -- revoke NAME
      no key of NAME is good any more, at once

The log is the one in DATA_DIR (default ./data/var).`;

await runCommand(HELP, (args) => {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { title: { type: 'string' }, quota: { type: 'string' } },
  });
  const [verb, name, ...rest] = positionals;
  if (rest.length > 0) throw new Usage(`"${rest.join(' ')}" is one word too many.`);
  const db = openWriter(join(readConfig().dataDir, LOG_FILE));
  try {
    return act(db, verb, name, values);
  } finally {
    db.close();
  }
});

function act(
  db: Connection,
  verb: string | undefined,
  name: string | undefined,
  options: { readonly title?: string; readonly quota?: string },
): number {
  const at = createSystemClock().now();
  switch (verb) {
    case 'create': {
      const quota = options.quota === undefined ? null : Number(options.quota);
      if (quota !== null && !(Number.isSafeInteger(quota) && quota > 0)) {
        throw new Usage('--quota is a whole number of reports a minute, at least 1.');
      }
      const wanted = { name: sourceName(name), quota, at };
      console.log(createKey(db, options.title === undefined ? wanted : { ...wanted, title: options.title }));
      tell('key-made', wanted.name);
      return 0;
    }
    case 'list': {
      for (const key of listKeys(db)) {
        const quota = key.quota === null ? 'no quota' : `${key.quota} a minute`;
        const state = key.revokedAt === null ? 'good' : `revoked ${formatInstant(key.revokedAt)}`;
        console.log(`${key.name}\tmade ${formatInstant(key.createdAt)}\t${quota}\t${state}`);
      }
      return 0;
    }
    case 'revoke': {
      const revoked = revokeKeys(db, sourceName(name), at);
      if (revoked === 0) throw new Usage(`No good key belongs to "${name}"; "list" shows them.`);
      tell('key-revoked', name ?? '');
      console.error(`${revoked} key(s) of ${name} revoked.`);
      return 0;
    }
    default:
      throw new Usage(verb === undefined ? 'Say what to do: create, list or revoke.' : `"${verb}" is not known.`);
  }
}

/** Keys are given out by whoever holds the machine: the audit tells that too. */
function tell(action: AuditAction, detail: string): void {
  const store = openAccess(join(readConfig().dataDir, ACCESS_FILE));
  try {
    const at = createSystemClock().now();
    createAuditRows(store).add({ at, who: 'npm run keys', role: 'command', address: '', action, ward: null, detail });
  } finally {
    store.close();
  }
}

function sourceName(name: string | undefined): string {
  if (name !== undefined && SOURCE_NAME.test(name)) return name;
  throw new Usage('Give the source a NAME of 1–40 letters, digits, ".", "_" or "-".');
}
