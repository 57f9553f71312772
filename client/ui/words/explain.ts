import type { Lang } from '../../../shared/formats';
import { EXPLAIN_EN } from './enExplain';
import { EXPLAIN_VI } from './viExplain';

/** By the metric's key; read only by who asks what a figure means. */
export const EXPLAIN_WORDS: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  vi: EXPLAIN_VI,
  en: EXPLAIN_EN,
};
