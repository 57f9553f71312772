import type { DecisionFigureName } from '../../../shared/decisions';
import type { Lang } from '../../../shared/formats';
import { useLang } from '../lang';
import { DECISION_FIGURES_EN, DECISIONS_EN } from './enPresentDecisions';
import { DECISION_FIGURES_VI, DECISIONS_VI } from './viPresentDecisions';

const CATALOGUES = {
  vi: { words: DECISIONS_VI, figureNames: DECISION_FIGURES_VI },
  en: { words: DECISIONS_EN, figureNames: DECISION_FIGURES_EN },
} as const;

/** Words of the decisions in the presenter. */
export function useDecisionWords() {
  const { lang } = useLang();
  const catalogue: {
    readonly words: Readonly<Record<keyof typeof DECISIONS_VI, string>>;
    readonly figureNames: Readonly<Record<DecisionFigureName, string>>;
  } = CATALOGUES[lang satisfies Lang];
  return { lang, ...catalogue };
}
