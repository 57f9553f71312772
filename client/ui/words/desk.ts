import { useLang } from '../lang';
import { WORDS, type Words } from '.';
import { DESK_EN } from './enDesk';
import { DESK_VI } from './viDesk';

export type DeskWords = Words & { readonly [K in keyof typeof DESK_VI]: string };

const CATALOGUES = { vi: { ...WORDS.vi, ...DESK_VI }, en: { ...WORDS.en, ...DESK_EN } } as const;

/** The common words, and those of alerts, screens, rules and limits. */
export function useDeskWords() {
  const { lang } = useLang();
  const words: DeskWords = CATALOGUES[lang];
  return { lang, words };
}
