import { fittingKey } from '../db/keyMark';
import { openWriter } from '../db/open';
import { createKey, revokeKeys } from '../db/sourceBook';

/** The simulated systems, with the names that the wall gives them. */
export const DEMO_SOURCES = {
  city: 'Hồ sơ thành phố',
  portal: 'Cổng quốc gia',
  ministry: 'Hệ thống bộ',
} as const;

export type DemoSource = keyof typeof DEMO_SOURCES;
export type DemoKeys = Readonly<Record<DemoSource, string>>;

/** Fresh keys for this run, which live in memory only, those of an earlier run revoked; and the log's own key for hashes. */
export function prepareDemoLog(
  file: string,
  keyFile: string,
  at: number,
): { readonly keys: DemoKeys; readonly hashKey: Uint8Array } {
  const db = openWriter(file);
  try {
    const make = (name: DemoSource): string => {
      revokeKeys(db, name, at);
      return createKey(db, { name, title: DEMO_SOURCES[name], quota: null, at });
    };
    const keys = { city: make('city'), portal: make('portal'), ministry: make('ministry') };
    return { keys, hashKey: fittingKey({ db, keyFile }) };
  } finally {
    db.close();
  }
}
