import { createContext, useContext } from 'solid-js';
import type { Lang } from '../../shared/formats';
import { WORDS, type Words } from './words';

const LangContext = createContext<Lang>('vi');
export const LangProvider = LangContext.Provider;

export function useLang(): { readonly lang: Lang; readonly words: Words } {
  const lang = useContext(LangContext);
  return { lang, words: WORDS[lang] };
}
