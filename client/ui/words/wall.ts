import type { Lang } from '../../../shared/formats';
import { useLang } from '../lang';
import { WALL_EN } from './enWall';
import { WALL_VI } from './viWall';

export type WallWords = { readonly [K in keyof typeof WALL_VI]: string };

export const WALL_WORDS: Readonly<Record<Lang, WallWords>> = { vi: WALL_VI, en: WALL_EN };

/** The words of the wall's scenes that no other view needs. */
export function useWallWords(): WallWords {
  return WALL_WORDS[useLang().lang];
}
