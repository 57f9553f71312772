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

/** Fresh keys for this run; they live in memory only, and those of an earlier run are revoked. */
export function makeDemoKeys(file: string, at: number): DemoKeys {
  const db = openWriter(file);
  try {
    const make = (name: DemoSource): string => {
      revokeKeys(db, name, at);
      return createKey(db, { name, title: DEMO_SOURCES[name], quota: null, at });
    };
    return { city: make('city'), portal: make('portal'), ministry: make('ministry') };
  } finally {
    db.close();
  }
}
