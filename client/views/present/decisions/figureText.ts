import { type DecisionPin, type FigureValue, figureNamed } from '../../../../shared/decisions';
import { type Lang, percentText, UNKNOWN, wholeText } from '../../../../shared/formats';
import type { DECISIONS_VI } from '../../../ui/words/viPresentDecisions';

type Words = Readonly<Record<keyof typeof DECISIONS_VI, string>>;

/** The figure as it stands large: 91,42%, 40. */
export function valueText(pin: Pick<DecisionPin, 'figure'>, { num, den }: FigureValue, lang: Lang): string {
  if (figureNamed(pin.figure).kind === 'count') return wholeText(num, lang);
  const text = percentText(num, den ?? 0, 2, lang);
  return text === UNKNOWN ? text : `${text}%`;
}

/** What it is a part of: "309/338 tiếp nhận", "40/1.240 đang xử lý". */
export function fractionText(
  pin: Pick<DecisionPin, 'figure'>,
  { num, den }: FigureValue,
  readingName: string,
  words: Words,
  lang: Lang,
): string {
  if (den === null) return words.dossiers;
  const of = { pendingOverdue: words.ofPending, intakeOverdue: words.ofAwaiting }[
    pin.figure as 'pendingOverdue' | 'intakeOverdue'
  ];
  return `${wholeText(num, lang)}/${wholeText(den, lang)} ${of ?? readingName}`;
}
