import { SERVER_SUBJECT } from '../../shared/alerts/server';
import { dayText, type Lang, minuteText, percentText } from '../../shared/formats';
import { dayOf, parseInstant } from '../../shared/localTime';
import type { BoardView, SourceState, WardFigures } from '../../shared/protocol';
import { onlineRate, onTimeRateA } from '../../shared/rates';
import { className, rateClass, type Thresholds, type Tone, toneOf } from '../../shared/tones';
import { TONE_WORDS, WORDS } from '../ui/words';
import { wardName } from './reference';

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

export interface PaintContext {
  readonly off: boolean;
  readonly ever: boolean;
  readonly lang: Lang;
  readonly limits: Thresholds;
}

export function paintOf(ward: WardFigures, { off, ever, lang, limits }: PaintContext): WardPaint {
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
  const tone = toneOf(ward, limits, off);
  const found = rateClass(ward.month, limits);
  const onTime = onTimeRateA(ward.month);
  const online = onlineRate(ward.month);
  const enough = onTime.den >= limits.fewBelow;
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

/** When the silent source of a ward was last heard of; null when it was never, or none is silent. */
export function silentSince(sources: readonly SourceState[], code: string): string | null {
  return sources.find((source) => source.state === 'silent' && source.wards.includes(code))?.lastReportAt ?? null;
}

/** What people call the subject of an alert: a ward's name, a source's title, the server itself. */
export function subjectName(board: BoardView | null, subject: string, lang: Lang): string {
  if (subject === SERVER_SUBJECT) return WORDS[lang].server;
  return board?.sources.find((source) => source.name === subject)?.title ?? wardName(subject);
}
