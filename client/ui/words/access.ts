import type { Role } from '../../../shared/access';
import type { Lang } from '../../../shared/formats';
import { wards } from '../../board/reference';
import { useLang } from '../lang';
import { ACCESS_EN, ROLES_EN } from './enAccess';
import { ACCESS_VI, ROLES_VI } from './viAccess';

export type AccessWord = keyof typeof ACCESS_VI;

const CATALOGUES: Readonly<Record<Lang, Readonly<Record<AccessWord, string>>>> = { vi: ACCESS_VI, en: ACCESS_EN };

/** The words of the door: their own catalogue, since a screen that is let in never loads them. */
export function useAccessWords(): { readonly lang: Lang; readonly words: Readonly<Record<AccessWord, string>> } {
  const { lang } = useLang();
  return { lang, words: CATALOGUES[lang] };
}

/** "người trực", "chủ tịch phường Phú Xuân" */
export function roleText(role: Role, ward: string | null, lang: Lang): string {
  const text = (lang === 'vi' ? ROLES_VI : ROLES_EN)[role];
  const unit = ward === null ? undefined : wards.find(({ code }) => code === ward);
  if (!unit) return ward === null ? text : `${text} ${ward}`;
  return lang === 'vi' ? `${text} ${unit.kind} ${unit.name}` : `${text} of ${unit.kind} ${unit.name}`;
}
