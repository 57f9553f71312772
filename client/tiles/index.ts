import { type Lang, wholeText } from '../../shared/formats';
import { METRICS, type Metric, type MetricValue, type MetricWindow } from '../../shared/metrics';
import type { BoardView } from '../../shared/protocol';
import { sinceText } from '../board/selectors';
import type { Words } from '../ui/words';

export interface TileContext {
  readonly board: BoardView;
  readonly words: Words;
  readonly lang: Lang;
}

/** A figure with its window, its fraction and its denominator's name: a number never stands alone. */
export interface Tile {
  readonly metric: Metric;
  readonly window: MetricWindow;
  readonly title: keyof Words;
  /** What stands under the figure. */
  readonly fraction: (context: TileContext, value: MetricValue) => string;
  /** Its window in words. */
  readonly span: keyof Words;
  /** A figure that asks for action when it is not 0. */
  readonly asksForAction: boolean;
}

const monthSoFar =
  (metric: Metric) =>
  ({ board, lang }: TileContext): string => {
    const value = metric.of(board.city, 'month');
    return value.kind === 'count' ? `${wholeText(value.value, lang)} ${sinceText(board.windows.month.from, lang)}` : '';
  };

const parts =
  (denominator: 'ofReceived' | 'ofResolved') =>
  ({ words, lang }: TileContext, value: MetricValue): string => {
    if (value.kind !== 'rate') return '';
    const { num, den } = value.rate;
    return den === 0 ? words.noDenominator : `${wholeText(num, lang)}/${wholeText(den, lang)} ${words[denominator]}`;
  };

const unitsWithOverdue = ({ board, words }: TileContext): string => {
  const units = board.wards.filter((ward) => ward.stands.pendingOverdue > 0).length;
  return `${words.atUnits} ${units}/${board.wards.length} ${words.units}`;
};

/** The five figures over the map, in their fixed order. A new tile is one line here. */
export const TILES: readonly Tile[] = [
  {
    metric: METRICS.received,
    window: 'today',
    title: 'received',
    fraction: monthSoFar(METRICS.received),
    span: 'todayFrom',
    asksForAction: false,
  },
  {
    metric: METRICS.resolved,
    window: 'today',
    title: 'resolved',
    fraction: monthSoFar(METRICS.resolved),
    span: 'todayFrom',
    asksForAction: false,
  },
  {
    metric: METRICS.onlineRate,
    window: 'today',
    title: 'onlineRate',
    fraction: parts('ofReceived'),
    span: 'today',
    asksForAction: false,
  },
  {
    metric: METRICS.onTimeRate,
    window: 'today',
    title: 'onTimeRate',
    fraction: parts('ofResolved'),
    span: 'todayA',
    asksForAction: false,
  },
  {
    metric: METRICS.pendingOverdue,
    window: 'now',
    title: 'overdue',
    fraction: unitsWithOverdue,
    span: 'rightNow',
    asksForAction: true,
  },
];
