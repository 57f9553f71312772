/** Names inside DATA_DIR. */
export const LOG_FILE = 'ioc.db';
export const HASH_KEY_FILE = 'hash.key';
/** People, paired screens and the audit; the same file with the demo and without it. */
export const ACCESS_FILE = 'access.db';
/** Seals second factors and hashes what sign-in remembers. */
export const ACCESS_KEY_FILE = 'access.key';
export const DEMO_FOLDER = 'demo';
/** The demo's state at the evening of 13/7/2025, from which each lap begins. */
export const DEMO_PREPARED_FILE = 'prepared.db';
