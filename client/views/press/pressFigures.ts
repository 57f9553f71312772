import type { Brief } from '../../../shared/brief/composeBrief';
import { parseDay } from '../../../shared/localTime';
import type { OnTimeVariant } from '../../../shared/ranking';
import { type Rate, rate } from '../../../shared/rates';
import { className, rateClass, type Thresholds } from '../../../shared/tones';
import type { MapSource } from '../../map/geometry';
import type { Picture, UnitOfPeriod } from '../present/figures';
import { byOnline, byOnTime, fairRanking } from '../present/ranked';
import { momentText, readInstant, spanText } from '../present/texts';

/** Everything a page or picture for the press says, read at one instant. */
export interface PressFigures {
  readonly picture: Picture;
  readonly brief: Brief;
  readonly map: MapSource;
  readonly variant: OnTimeVariant;
  readonly simulated: boolean;
  readonly leastN: number;
}

export function periodOf({ picture }: PressFigures): string {
  const [from, to] = [parseDay(picture.summary.from), parseDay(picture.summary.to)];
  return from === null || to === null ? '' : spanText({ from, to }, 'vi');
}

/** What the figures speak for: the cut of the period, or all that is known of it. */
export function asOfText({ picture }: PressFigures): string {
  return momentText(readInstant(picture.asked.until ?? picture.summary.asOf));
}

export interface Highlight {
  readonly title: string;
  /** The leaders, equals together. */
  readonly codes: readonly string[];
  readonly rate: Rate;
}

/** What the brief points out, from its own locked numbers: the same units and the same fractions. */
export function highlightsOf(
  { brief }: PressFigures,
  words: Readonly<Record<'topOnline' | 'topOnTime' | 'dayBest', string>>,
): readonly Highlight[] {
  const titles = { topOnline: words.topOnline, topOnTime: words.topOnTime, dayTopOnline: words.dayBest } as const;
  return (Object.keys(titles) as (keyof typeof titles)[]).flatMap((key) => {
    const fact = brief.facts.find((one) => one.key === key);
    if (!fact || fact.num === null || fact.den === null) return [];
    return [{ title: titles[key], codes: fact.wards, rate: rate(fact.num, fact.den) }];
  });
}

export function rankings({ picture, leastN, variant }: PressFigures) {
  return {
    online: fairRanking(picture.summary.wards, leastN, byOnline).filter((one) => one.rank !== null),
    onTime: fairRanking(picture.summary.wards, leastN, byOnTime(variant)).filter((one) => one.rank !== null),
  };
}

/** The ladder of the two rates as drawn: rows by on-time from the worst, columns by online from the best, with their limits. */
export function ladder({ onTimePercent, onlinePercent }: Thresholds) {
  return {
    rows: [
      { row: 2, text: `< ${onTimePercent.act}` },
      { row: 1, text: `${onTimePercent.act}–${onTimePercent.ok}` },
      { row: 0, text: `≥ ${onTimePercent.ok}` },
    ],
    columns: [
      { column: 0, text: `≥ ${onlinePercent.ok}` },
      { column: 1, text: `${onlinePercent.low}–${onlinePercent.ok}` },
      { column: 2, text: `< ${onlinePercent.low}` },
    ],
  } as const;
}

/** The class of the two rates over the period; null where there are too few dossiers. */
export function classOf(unit: UnitOfPeriod, limits: Thresholds): string | null {
  const found = rateClass(unit, limits);
  return found && className(found);
}
