import { createAuditRows } from './db/access/auditRows';
import type { AccessStore } from './db/access/openAccess';
import type { Connection } from './db/open';
import { endLeftKeys } from './db/sourceBook';

/** Takes back the keys of imports that were killed, and says so in the audit: done by the next import and at every start. */
export function takeBackLeftKeys(db: Connection, store: AccessStore, at: number): void {
  const audit = createAuditRows(store);
  const line = { at, who: 'npm run import', role: 'command', address: '', action: 'key-revoked', ward: null } as const;
  for (const detail of endLeftKeys(db, at, isAlive)) audit.add({ ...line, detail });
}

/** A process of this machine other than this one: a new process may have been given an old one's number. */
function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    // Somebody else's process is one all the same.
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}
