import { dayText, type Lang, minuteText, monthText, percentText } from '../../shared/formats';
import { dayOf, parseInstant } from '../../shared/localTime';
import type { BoardView, SourceState, WardFigures } from '../../shared/protocol';
import { onlineRate, onTimeRateA } from '../../shared/rates';
import { className, rateClass, type Tone, toneOf } from '../../shared/tones';
import { TONE_WORDS, WORDS } from '../ui/words';
import { thresholds, wardName } from './reference';

/** What is known at all: no data is not zero (I8). */
export interface Knowledge {
  /** A report was accepted at some time. */
  readonly ever: boolean;
  /** One was accepted on the present day. */
  readonly today: boolean;
}

export function knowledgeOf(board: BoardView | null, now: number | null): Knowledge {
  const last = lastReportAt(board);
  if (last === null || now === null) return { ever: last !== null, today: false };
  return { ever: true, today: dayOf(last) === dayOf(now) };
}

function lastReportAt(board: BoardView | null): number | null {
  const all = (board?.sources ?? []).flatMap((source) =>
    source.lastReportAt === null ? [] : [parseInstant(source.lastReportAt) ?? 0],
  );
  return all.length === 0 ? null : Math.max(...all);
}

/** How one ward is painted on map, inset and tiles. */
export interface WardPaint {
  readonly code: string;
  readonly name: string;
  readonly kind: 'class' | 'small' | 'off' | 'empty';
  /** `bi-rc`: row by on-time, column by online; null unless kind is class. */
  readonly cls: string | null;
  readonly tone: Tone;
  /** On-time rate under the name of a ward that asks for action. */
  readonly label: string | null;
  /** Everything in a sentence, for pointer and screen reader. */
  readonly title: string;
}

export function paintOf(ward: WardFigures, off: boolean, ever: boolean, lang: Lang): WardPaint {
  const name = wardName(ward.code);
  const words = WORDS[lang];
  if (!ever)
    return {
      code: ward.code,
      name,
      kind: 'empty',
      cls: null,
      tone: 'small',
      label: null,
      title: `${name}: ${words.noData}`,
    };
  const tone = toneOf(ward, thresholds, off);
  const found = rateClass(ward.month, thresholds);
  const onTime = onTimeRateA(ward.month);
  const online = onlineRate(ward.month);
  const enough = onTime.den >= thresholds.fewBelow;
  const text = (num: number, den: number) => `${percentText(num, den, 2, lang)}% (${num}/${den})`;
  return {
    code: ward.code,
    name,
    kind: off ? 'off' : found ? 'class' : 'small',
    cls: off || !found ? null : className(found),
    tone,
    label: tone === 'act' && enough ? `${percentText(onTime.num, onTime.den, 1, lang)}%` : null,
    title: `${name}: ${TONE_WORDS[lang][tone]}. ${words.onTime} ${text(onTime.num, onTime.den)}, ${words.online} ${text(online.num, online.den)}, ${ward.stands.pendingOverdue} ${words.overdueCount}`,
  };
}

/** Codes of wards that no source speaks for any more. */
export function offWards(sources: readonly SourceState[]): ReadonlySet<string> {
  return new Set(sources.flatMap((source) => (source.state === 'silent' ? source.wards : [])));
}

/** One line of the list of what needs action. */
export interface ActionItem {
  readonly key: string;
  readonly tone: Tone;
  readonly name: string;
  readonly since: string | null;
  readonly cause: string;
  readonly detail: string;
  readonly wards: readonly string[];
}

/** Silent sources first, then wards by tone, the gravest first. Computed from the board; no ward is named for less. */
export function actionItems(board: BoardView, lang: Lang): ActionItem[] {
  const off = offWards(board.sources);
  const acting = board.wards.filter((ward) => toneOf(ward, thresholds, off.has(ward.code)) === 'act');
  acting.sort(
    (a, b) =>
      b.stands.overdueLong - a.stands.overdueLong ||
      b.stands.pendingOverdue - a.stands.pendingOverdue ||
      (onTimeRateA(a.month).value ?? 1) - (onTimeRateA(b.month).value ?? 1),
  );
  return [
    ...board.sources.filter((source) => source.state === 'silent').map((source) => sourceItem(source, lang)),
    ...acting.map((ward) => wardItem(ward, board.windows.month.to, lang)),
  ];
}

function sourceItem(source: SourceState, lang: Lang): ActionItem {
  const words = WORDS[lang];
  const last = source.lastReportAt === null ? null : parseInstant(source.lastReportAt);
  return {
    key: `source:${source.name}`,
    tone: 'off',
    name: source.title,
    since: source.lastReportAt,
    cause: last === null ? words.notHeard : `${words.lostSince} ${minuteText(last)}`,
    detail: `${source.wards.length} ${words.units} ${words.waitingSignal}`,
    wards: source.wards,
  };
}

function wardItem(ward: WardFigures, day: string, lang: Lang): ActionItem {
  const words = WORDS[lang];
  const { pendingOverdue, overdueLong } = ward.stands;
  const { num, den } = onTimeRateA(ward.month);
  const long = overdueLong > 0 ? `, ${overdueLong} ${words.overLong}` : '';
  return {
    key: `ward:${ward.code}`,
    tone: 'act',
    name: wardName(ward.code),
    since: null,
    cause: `${pendingOverdue} ${words.overdueCount}${long}`,
    detail: `${words.onTime} ${percentText(num, den, 2, lang)}% (${num}/${den}), ${monthText(day, lang)}`,
    wards: [ward.code],
  };
}

/** The units whose last word is older than the present: "5 đơn vị đến 10:21"; null when all speak. */
export function laggingText(sources: readonly SourceState[], lang: Lang): string | null {
  const off = offWards(sources);
  if (off.size === 0) return null;
  const words = WORDS[lang];
  const last = sources.flatMap((s) =>
    s.state === 'silent' && s.lastReportAt ? [parseInstant(s.lastReportAt) ?? 0] : [],
  );
  const at = last.length === 0 ? '' : ` ${words.until} ${minuteText(Math.min(...last))}`;
  return `${off.size} ${words.units}${at}`;
}

export function sinceText(isoDay: string, lang: Lang): string {
  return `${WORDS[lang].since} ${dayText(isoDay)}`;
}
