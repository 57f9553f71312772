import { type Lang, percentText, UNKNOWN, wholeText } from '../../shared/formats';
import type { Rate } from '../../shared/rates';
import type { Thresholds } from '../../shared/tones';
import { TONE_WORDS, WORDS } from './words';

/** "75,78%"; "—" where there is nothing to divide. */
export function percentOf({ num, den }: Rate, lang: Lang): string {
  return den === 0 ? UNKNOWN : `${percentText(num, den, 2, lang)}%`;
}

/** "4/7" */
export function fractionOf({ num, den }: Rate, lang: Lang): string {
  return `${wholeText(num, lang)}/${wholeText(den, lang)}`;
}

/** A percentage of so few dossiers says nothing: one more would move it by points. The counts speak in its place. */
export function isFew(rate: Rate, { fewBelow }: Pick<Thresholds, 'fewBelow'>): boolean {
  return rate.den < fewBelow;
}

/** What stands under a rate that is told by `heroText`: the fraction, or of few dossiers the percentage and why not it. */
export function underText(rate: Rate, limits: Pick<Thresholds, 'fewBelow'>, lang: Lang): string {
  if (rate.den === 0 || !isFew(rate, limits)) return fractionOf(rate, lang);
  return `${percentOf(rate, lang)} (${TONE_WORDS[lang].small.toLowerCase()})`;
}

/** A rate as a large figure: its percentage, or its fraction where that would mislead. */
export function heroText(rate: Rate, limits: Pick<Thresholds, 'fewBelow'>, lang: Lang): string {
  if (rate.den === 0) return UNKNOWN;
  return isFew(rate, limits) ? fractionOf(rate, lang) : percentOf(rate, lang);
}

/** The same within a sentence, where "1/7" would be a day. */
export function rateText(rate: Rate, limits: Pick<Thresholds, 'fewBelow'>, lang: Lang): string {
  const text = heroText(rate, limits, lang);
  return rate.den > 0 && isFew(rate, limits) ? `${text} ${WORDS[lang].dossiers}` : text;
}
