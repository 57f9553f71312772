import { useLang } from '../lang';
import { CONDITIONS_EN, STORAGE_EN } from './enConditions';
import { CONDITIONS_VI, STORAGE_VI } from './viConditions';

export interface ConditionWords {
  readonly lang: 'vi' | 'en';
  readonly words: Readonly<Record<keyof typeof CONDITIONS_VI, string>>;
  readonly storage: Readonly<Record<keyof typeof STORAGE_VI, string>>;
}

/** The words for what is wrong with the server itself. */
export function useConditionWords(): ConditionWords {
  const { lang } = useLang();
  return lang === 'vi'
    ? { lang, words: CONDITIONS_VI, storage: STORAGE_VI }
    : { lang, words: CONDITIONS_EN, storage: STORAGE_EN };
}
