import type { Lang } from '../../../shared/formats';
import { useLang } from '../lang';
import { FACT_FORMULAS_EN, FACTS_EN } from './enPresentFacts';
import { FACT_FORMULAS_VI, FACTS_VI } from './viPresentFacts';

const CATALOGUES = {
  vi: { words: FACTS_VI, formulas: FACT_FORMULAS_VI },
  en: { words: FACTS_EN, formulas: FACT_FORMULAS_EN },
} as const;

/** Words that explain the numbers of the brief. */
export function useFactWords() {
  const { lang } = useLang();
  const catalogue: {
    readonly words: Readonly<Record<keyof typeof FACTS_VI, string>>;
    readonly formulas: Readonly<Record<string, string>>;
  } = CATALOGUES[lang satisfies Lang];
  return { lang, ...catalogue };
}
