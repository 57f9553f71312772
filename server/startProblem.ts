import { join } from 'node:path';
import type { StorageFault } from '../shared/conditions';
import { ConfigProblem } from './config';
import { LOG_FILE } from './dataFiles';
import { storageFault } from './db/storageFault';
import { StoreFailure } from './db/writer';

const TO_DO: Readonly<Record<StorageFault, string>> = {
  full: 'its disk is full: free some room there, or set DATA_DIR to a folder that has some',
  'read-only': 'it is read-only or not allowed: make the folder and all in it writable for this user',
  failing:
    'its disk or what lies there is damaged: check the disk, and restore the last backup if the files are broken',
};

/** What stops a start or a command, in one sentence that says what to do, when it is the disk; else as it is. */
export function startProblem(cause: unknown, folder: string, then = 'Then start again.'): unknown {
  const fault = cause instanceof StoreFailure ? cause.fault : storageFault(cause, join(folder, LOG_FILE));
  return fault ? new ConfigProblem(`Nothing can be written in ${folder}; ${TO_DO[fault]}. ${then}`) : cause;
}
