import { type Lang, minuteText, monthText, percentText, wholeText } from '../../shared/formats';
import { parseInstant } from '../../shared/localTime';
import type { AlertView, BoardView, WardFigures } from '../../shared/protocol';
import { onlineRate, onTimeRateA } from '../../shared/rates';
import type { Tone } from '../../shared/tones';
import { RULE_WORDS, WORDS } from '../ui/words';
import { wardName } from './reference';

/** One line of the list of what needs action: an alert, or many of one rule together. */
export interface AlertLine {
  readonly key: string;
  readonly tone: Tone;
  readonly name: string;
  /** When the first of them rang. */
  readonly since: string | null;
  readonly cause: string;
  readonly detail: string;
  /** Owner, reason and return time, when somebody has taken it. */
  readonly owner: string | null;
  readonly wards: readonly string[];
  readonly count: number;
}

/** From so many on, the alerts of one rule are one line: two hundred in a minute are one thing that happened. */
const GROUP_FROM = 4;
const SHOWN_STATES: ReadonlySet<AlertView['state']> = new Set(['firing', 'acknowledged']);

/** The alerts that ask for action, those without an owner first, the gravest rule first (the order they come in). */
export function alertLines(board: BoardView, lang: Lang): AlertLine[] {
  const shown = board.alerts.filter((alert) => alert.severity === 'act' && SHOWN_STATES.has(alert.state));
  const byRule = groupBy(shown, (alert) => alert.rule);
  const floods = [...byRule.values()].filter((alerts) => alerts.length >= GROUP_FROM);
  const single = groupBy(
    shown.filter((alert) => (byRule.get(alert.rule)?.length ?? 0) < GROUP_FROM),
    (alert) => alert.subject,
  );
  const lines = [
    ...floods.map((alerts) => groupLine(alerts, lang)),
    ...[...single.values()]
      .sort((a, b) => weight(b, board) - weight(a, board))
      .map((alerts) => subjectLine(alerts, board, lang)),
  ];
  return [...lines.filter((line) => line.owner === null), ...lines.filter((line) => line.owner !== null)];
}

/** How many alerts ask for action: a group counts whole. */
export function alertCount(lines: readonly AlertLine[]): number {
  return lines.reduce((sum, line) => sum + line.count, 0);
}

function groupBy(alerts: readonly AlertView[], keyOf: (alert: AlertView) => string): Map<string, AlertView[]> {
  const groups = new Map<string, AlertView[]>();
  for (const alert of alerts) {
    const group = groups.get(keyOf(alert)) ?? [];
    groups.set(keyOf(alert), group);
    group.push(alert);
  }
  return groups;
}

/** Silences before wards, wards by what has waited longest. */
function weight([alert]: readonly AlertView[], board: BoardView): number {
  const ward = board.wards.find((one) => one.code === alert?.subject);
  return ward ? ward.stands.overdueLong * 1000 + ward.stands.pendingOverdue : Number.POSITIVE_INFINITY;
}

function groupLine(alerts: readonly AlertView[], lang: Lang): AlertLine {
  const rule = alerts[0]?.rule ?? '';
  const names = alerts.map((alert) => wardName(alert.subject));
  const owned = alerts.filter((alert) => alert.owner !== null).length;
  return {
    key: `group:${rule}`,
    tone: rule === 'source-silent' ? 'off' : 'act',
    name: `${alerts.length} ${WORDS[lang].units}`,
    since: firstRang(alerts),
    cause: RULE_WORDS[lang][rule] ?? rule,
    detail: `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`,
    owner: owned === alerts.length ? (alerts[0]?.owner ?? null) : null,
    wards: alerts.flatMap((alert) => alert.wards),
    count: alerts.length,
  };
}

/** All that asks for action at one unit or source, told by the gravest rule. */
function subjectLine(alerts: readonly AlertView[], board: BoardView, lang: Lang): AlertLine {
  const [alert] = alerts;
  if (!alert) throw new Error('a line of no alerts');
  const ward = board.wards.find((one) => one.code === alert.subject);
  const source = board.sources.find((one) => one.name === alert.subject);
  const { cause, detail } = ward ? wardTexts(alert, ward, board, lang) : sourceTexts(alert, board, lang);
  const owned = alerts.every((one) => one.owner !== null);
  return {
    key: alert.id,
    tone: alert.rule === 'source-silent' ? 'off' : 'act',
    name: ward ? wardName(ward.code) : (source?.title ?? alert.subject),
    since: firstRang(alerts),
    cause,
    detail,
    owner: owned ? ownerText(alert, lang) : null,
    wards: alert.wards,
    count: 1,
  };
}

function ownerText({ owner, reason, returnAt }: AlertView, lang: Lang): string | null {
  if (owner === null) return null;
  const back = returnAt === null ? null : parseInstant(returnAt);
  const until = back === null ? '' : ` · ${WORDS[lang].backAt} ${minuteText(back)}`;
  return `${owner}${reason ? `: ${reason}` : ''}${until}`;
}

function wardTexts(alert: AlertView, ward: WardFigures, board: BoardView, lang: Lang) {
  const words = WORDS[lang];
  const { pendingOverdue, overdueLong, intakeOverdue } = ward.stands;
  const month = monthText(board.windows.month.to, lang);
  const rateText = (name: string, { num, den }: { num: number; den: number }) =>
    `${name} ${percentText(num, den, 2, lang)}% (${num}/${den}), ${month}`;
  const onTime = rateText(words.onTime, onTimeRateA(ward.month));
  const long = overdueLong > 0 ? `, ${overdueLong} ${words.overLong}` : '';
  const overdue = `${wholeText(pendingOverdue, lang)} ${words.overdueCount}${long}`;
  switch (alert.rule) {
    case 'overdue-count':
    case 'overdue-long':
      return { cause: overdue, detail: onTime };
    case 'on-time-low':
      return { cause: onTime, detail: overdue };
    case 'online-low':
      return { cause: rateText(words.online, onlineRate(ward.month)), detail: overdue };
    case 'intake-overdue':
      return { cause: `${intakeOverdue} ${words.awaitingOver}`, detail: overdue };
    default:
      return { cause: RULE_WORDS[lang][alert.rule] ?? alert.rule, detail: overdue };
  }
}

function sourceTexts(alert: AlertView, board: BoardView, lang: Lang) {
  const words = WORDS[lang];
  const source = board.sources.find((one) => one.name === alert.subject);
  const last = source?.lastReportAt ? parseInstant(source.lastReportAt) : null;
  return {
    cause: last === null ? words.notHeard : `${words.lostSince} ${minuteText(last)}`,
    detail: `${source?.wards.length ?? 0} ${words.units} ${words.waitingSignal}`,
  };
}

function firstRang(alerts: readonly AlertView[]): string | null {
  const times = alerts.flatMap((alert) => (alert.rangAt === null ? [] : [alert.rangAt]));
  return times.length === 0 ? null : times.reduce((a, b) => ((parseInstant(a) ?? 0) <= (parseInstant(b) ?? 0) ? a : b));
}
