import { join } from 'node:path';
import { ACCESS_FILE } from '../dataFiles';
import { type AuditAction, createAuditRows } from '../db/access/auditRows';
import { openAccess } from '../db/access/openAccess';

/** What a command did stands in the audit like any deed: whoever holds the machine did it. */
export function tellAudit(dataDir: string, who: string, action: AuditAction, detail: string, at: number): void {
  const store = openAccess(join(dataDir, ACCESS_FILE));
  try {
    createAuditRows(store).add({ at, who, role: 'command', address: '', action, ward: null, detail });
  } finally {
    store.close();
  }
}
