import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const KEY_BYTES = 32;

/**
 * The key that dossier numbers are hashed with, made once per log. It is kept beside the log and not inside it, so that
 * a copy of the database alone cannot be tried against a list of numbers. Without it old dossiers cannot be known again.
 */
export function readHashKey(file: string): Uint8Array {
  mkdirSync(dirname(file), { recursive: true });
  try {
    const fd = openSync(file, 'wx', 0o600);
    const key = randomBytes(KEY_BYTES);
    writeSync(fd, key);
    fsyncSync(fd);
    closeSync(fd);
    return key;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) throw cause;
  }
  const key = readFileSync(file);
  if (key.byteLength !== KEY_BYTES) {
    throw new Error(`${file} is not a key of ${KEY_BYTES} bytes; restore it from the backup that holds the log.`);
  }
  return key;
}
