import type { Lang } from '../../../shared/formats';
import type { AlertState, TickerWhat } from '../../../shared/protocol';
import type { Tone } from '../../../shared/tones';
import { EN, TONES_EN, WHAT_EN } from './en';
import { RULES_EN, STATES_EN } from './enMeanings';
import { TONES_VI, VI, WHAT_VI } from './vi';
import { RULES_VI, STATES_VI } from './viMeanings';

export type Words = { readonly [K in keyof typeof VI]: string };

export const WORDS: Readonly<Record<Lang, Words>> = { vi: VI, en: EN };
export const TONE_WORDS: Readonly<Record<Lang, Readonly<Record<Tone, string>>>> = { vi: TONES_VI, en: TONES_EN };
export const WHAT_WORDS: Readonly<Record<Lang, Readonly<Record<TickerWhat, string>>>> = { vi: WHAT_VI, en: WHAT_EN };
/** By the rule's name; a rule of a newer server has none. */
export const RULE_WORDS: Readonly<Record<Lang, Readonly<Record<string, string>>>> = { vi: RULES_VI, en: RULES_EN };
export const STATE_WORDS: Readonly<Record<Lang, Readonly<Record<AlertState, string>>>> = {
  vi: STATES_VI,
  en: STATES_EN,
};
