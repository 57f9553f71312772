import { useLang } from '../lang';
import { CAUSES_EN, CHECKS_EN, LINE_EN } from './enLine';
import { CAUSES_VI, CHECKS_VI, LINE_VI } from './viLine';

export interface LineWords {
  readonly words: Readonly<Record<keyof typeof LINE_VI, string>>;
  /** By the cause: who is silent, and what to check. */
  readonly causes: Readonly<Record<keyof typeof CAUSES_VI, string>>;
  readonly checks: Readonly<Record<keyof typeof CHECKS_VI, string>>;
}

const LINE_WORDS: Readonly<Record<'vi' | 'en', LineWords>> = {
  vi: { words: LINE_VI, causes: CAUSES_VI, checks: CHECKS_VI },
  en: { words: LINE_EN, causes: CAUSES_EN, checks: CHECKS_EN },
};

/** The words for what stands between a screen and true figures. */
export function useLineWords() {
  const { lang } = useLang();
  return { lang, ...LINE_WORDS[lang] };
}
