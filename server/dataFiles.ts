/** Names inside DATA_DIR. */
export const LOG_FILE = 'ioc.db';
export const HASH_KEY_FILE = 'hash.key';
export const DEMO_FOLDER = 'demo';
/** The demo's state at the evening of 13/7/2025, from which each lap begins. */
export const DEMO_PREPARED_FILE = 'prepared.db';
