import type { Lang } from '../../../shared/formats';
import { useLang } from '../lang';
import { COUNTERS_EN, PERIODS_EN, PRESENT_EN } from './enPresent';
import { COUNTERS_VI, PERIODS_VI, PRESENT_VI } from './viPresent';

const CATALOGUES = {
  vi: { words: PRESENT_VI, periods: PERIODS_VI, counters: COUNTERS_VI },
  en: { words: PRESENT_EN, periods: PERIODS_EN, counters: COUNTERS_EN },
} as const;

export type PresentWord = keyof typeof PRESENT_VI;

/** The presenter's words: its own catalogue, since the wall does not load them. */
export function usePresentWords() {
  const { lang } = useLang();
  const catalogue: {
    readonly words: Readonly<Record<PresentWord, string>>;
    readonly periods: typeof PERIODS_VI;
    readonly counters: typeof COUNTERS_VI;
  } = CATALOGUES[lang satisfies Lang];
  return { lang, ...catalogue };
}
