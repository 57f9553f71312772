import Database from 'better-sqlite3';

/** So much is copied between two looks at anything else. */
const PAGES_A_STEP = 2000;
const BUSY_TIMEOUT_MS = 10_000;

/**
 * A consistent copy of a database that may be in use, as of this moment; tells from time to time how much of it is done
 * (0…1). What is written meanwhile neither delays it nor makes it begin again: it reads one snapshot, and until it is
 * done the database's -wal file keeps what came since.
 */
export async function copyDatabase(file: string, target: string, onProgress: (part: number) => void): Promise<void> {
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    // The snapshot is taken with the first read of a transaction, and the copy is made within that.
    db.exec('BEGIN');
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    await db.backup(target, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress(totalPages === 0 ? 1 : 1 - remainingPages / totalPages);
        return PAGES_A_STEP;
      },
    });
  } finally {
    db.close();
  }
}

/** What SQLite finds wrong with a file; null: nothing. */
export function faultOfDatabase(file: string): string | null {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    const found = db.pragma('quick_check', { simple: true });
    return found === 'ok' ? null : String(found);
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  } finally {
    db.close();
  }
}
