import { accessSync, constants, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StorageFault } from '../../shared/conditions';

/** A disk with less than this is full, whatever the error that it caused says. */
const LEAST_ROOM_BYTES = 1024 * 1024;

/** By the code of SQLite (its first two words) or of the system; null: the disk failed, or its folder tells better. */
const FAULTS: Readonly<Record<string, StorageFault | null>> = {
  SQLITE_FULL: 'full',
  SQLITE_READONLY: 'read-only',
  SQLITE_PERM: 'read-only',
  SQLITE_IOERR: null,
  SQLITE_CANTOPEN: null,
  SQLITE_CORRUPT: 'failing',
  SQLITE_NOTADB: 'failing',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'failing',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EIO: 'failing',
};

/**
 * What an error says of the disk that `file` lies on; null: it says nothing of it, and is a bug or a passing lock. SQLite
 * has one code for many faults of a file: then its folder is asked.
 */
export function storageFault(cause: unknown, file: string): StorageFault | null {
  const known = FAULTS[codeOf(cause)];
  if (known !== null) return known ?? null;
  return faultOfFolder(file) ?? 'failing';
}

/** Whether it is an error of the disk at all. */
export function isStorageFault(cause: unknown): boolean {
  return FAULTS[codeOf(cause)] !== undefined;
}

/** Another process holds the file for longer than anybody waits: over by itself, and no fault of the disk. */
export function isLocked(cause: unknown): boolean {
  return codeOf(cause) === 'SQLITE_BUSY' || codeOf(cause) === 'SQLITE_LOCKED';
}

/** `SQLITE_IOERR_WRITE` is an SQLITE_IOERR. What wraps an error, as drizzle does, hands on the code of its cause. */
function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  if (!('code' in cause)) return codeOf(cause.cause);
  const code = String(cause.code);
  return code.startsWith('SQLITE_') ? code.split('_', 2).join('_') : code;
}

function faultOfFolder(file: string): StorageFault | null {
  try {
    const folder = dirname(file);
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize < LEAST_ROOM_BYTES) return 'full';
    for (const path of [folder, file, `${file}-wal`]) accessSync(path, constants.W_OK);
  } catch (cause) {
    return codeOf(cause) === 'ENOENT' ? null : (FAULTS[codeOf(cause)] ?? 'failing');
  }
  return null;
}
