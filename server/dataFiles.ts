/** Names inside DATA_DIR. */
export const LOG_FILE = 'ioc.db';
export const HASH_KEY_FILE = 'hash.key';
/** People, paired screens and the audit; the same file with the demo and without it. */
export const ACCESS_FILE = 'access.db';
/** Seals second factors and hashes what sign-in remembers. */
export const ACCESS_KEY_FILE = 'access.key';
/** What `npm run import` took in, one file a run. */
export const RECEIPTS_FOLDER = 'receipts';
export const DEMO_FOLDER = 'demo';
/** The demo's state at the evening of 13/7/2025, from which each lap begins. */
export const DEMO_PREPARED_FILE = 'prepared.db';

/** An operator's own boundaries. */
export const IMPORTED_MAP = 'map/wards.topojson';

/** Whoever runs on the folder holds a lock on the first; the second says who it is. Neither is anything to keep. */
export const LOCK_FILE = 'lock.db';
export const LOCK_HOLDER_FILE = 'lock.json';

/** What a backup holds: everything that the product cannot make again by itself. */
export const BACKED_UP: readonly {
  readonly name: string;
  readonly isDatabase: boolean;
  /** The key that the database was written with. */
  readonly key?: string;
}[] = [
  { name: LOG_FILE, isDatabase: true, key: HASH_KEY_FILE },
  { name: ACCESS_FILE, isDatabase: true, key: ACCESS_KEY_FILE },
  { name: HASH_KEY_FILE, isDatabase: false },
  { name: ACCESS_KEY_FILE, isDatabase: false },
  { name: IMPORTED_MAP, isDatabase: false },
];
