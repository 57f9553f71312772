import type { WardFigures } from '../../../shared/protocol';
import type { WardList, WardListAnswer } from '../../../shared/wardLists';
import { useMoments } from '../../board/moments';
import { offWards, paintOf, type WardPaint } from '../../board/selectors';
import { useBoard } from '../../board/store';
import type { Reading } from '../../reading/reading';
import { useLang } from '../../ui/lang';
import { useWardWords } from '../../ui/words/ward';
import { createAnswer } from './answers';
import { createHours, type Hours } from './hours';
import type { Session } from './session';

/** Lines that are read in advance; the card of the half day counts what falls due today among them. */
const SOON_LINES = 60;
const OVERDUE_LINES = 10;
const LISTS_LEAST_MS = 180_000;

/** What one ward's tablet shows. */
export interface TabletFigures {
  /** null before the first board. */
  readonly ward: () => WardFigures | null;
  readonly paint: () => WardPaint | null;
  /** The ward's own source is silent. */
  readonly isLost: () => boolean;
  /** The session may see the ward's dossiers. */
  readonly own: () => boolean;
  readonly overdue: Reading<WardListAnswer>;
  readonly soon: Reading<WardListAnswer>;
  readonly hours: Hours;
  /** Changes whenever a figure of the ward does. */
  readonly news: () => unknown;
}

export function createTabletFigures(code: string, session: Session): TabletFigures {
  const { state, limits } = useBoard();
  const { knowledge } = useMoments();
  const { lang } = useLang();
  const { lists } = useWardWords();
  const ward = () => state.board?.wards.find((one) => one.code === code) ?? null;
  const isLost = () => offWards(state.board?.sources ?? []).has(code);
  const own = () => session.may('own-ward', code);
  const news = (): string => {
    const figures = ward();
    return figures === null ? '' : JSON.stringify([figures.today, figures.stands]);
  };
  const list = (name: WardList, lines: number) =>
    createAnswer<WardListAnswer>({
      title: lists[name],
      path: () => `/api/v1/wards/${code}/dossiers?list=${name}&limit=${lines}`,
      own,
      keepAs: `${code}.own.first.${name}`,
      news,
      leastMs: LISTS_LEAST_MS,
      onRefused: session.refresh,
    });
  return {
    ward,
    paint: () => {
      const figures = ward();
      return figures && paintOf(figures, { off: isLost(), ever: knowledge().ever, lang, limits: limits() });
    },
    isLost,
    own,
    overdue: list('overdue', OVERDUE_LINES),
    soon: list('due-soon', SOON_LINES),
    hours: createHours({ code, today: () => state.board?.windows.today.from ?? null, news }),
    news,
  };
}
