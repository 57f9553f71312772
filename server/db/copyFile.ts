import Database from 'better-sqlite3';

/** A consistent copy of a database that may be in use; tells from time to time how much of it is done (0…1). */
export async function copyDatabase(file: string, target: string, onProgress: (part: number) => void): Promise<void> {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    await db.backup(target, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress(totalPages === 0 ? 1 : 1 - remainingPages / totalPages);
        return 2000;
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
