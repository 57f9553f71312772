import type { Lang } from '../../../shared/formats';
import { useLang } from '../lang';
import { CHANNELS_EN, LISTS_EN, SUSPICIONS_EN, WARD_EN } from './enWard';
import { CHANNELS_VI, LISTS_VI, SUSPICIONS_VI, WARD_VI } from './viWard';

export type WardWords = { readonly [K in keyof typeof WARD_VI]: string };

export interface WardCatalogue {
  readonly words: WardWords;
  readonly lists: typeof LISTS_VI;
  readonly channels: typeof CHANNELS_VI;
  readonly suspicions: typeof SUSPICIONS_VI;
}

const CATALOGUES: Readonly<Record<Lang, WardCatalogue>> = {
  vi: { words: WARD_VI, lists: LISTS_VI, channels: CHANNELS_VI, suspicions: SUSPICIONS_VI },
  en: { words: WARD_EN, lists: LISTS_EN, channels: CHANNELS_EN, suspicions: SUSPICIONS_EN },
};

/** The tablet's words: its own catalogue, since the wall does not load them. */
export function useWardWords(): WardCatalogue & { readonly lang: Lang } {
  const { lang } = useLang();
  return { lang, ...CATALOGUES[lang] };
}
