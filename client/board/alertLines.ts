import { SERVER_SUBJECT } from '../../shared/alerts/server';
import { type Lang, minuteText, monthText, percentText, wholeText } from '../../shared/formats';
import { parseInstant } from '../../shared/localTime';
import type { AlertView, BoardView, WardFigures } from '../../shared/protocol';
import { onlineRate, onTimeRateA } from '../../shared/rates';
import type { Tone } from '../../shared/tones';
import { UNIT_CODE } from '../../shared/wards';
import { RULE_WORDS, WORDS } from '../ui/words';
import { WALL_WORDS } from '../ui/words/wall';
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
  /** Set aside until an end: it stands last and is not counted. */
  readonly shelved: boolean;
}

/** From so many on, the alerts of one rule are one line: two hundred in a minute are one thing that happened. */
const GROUP_FROM = 4;
const SHOWN_STATES: ReadonlySet<AlertView['state']> = new Set(['firing', 'acknowledged']);

/**
 * The alerts that ask for action, those without an owner first, the gravest rule first (the order they come in); then
 * those that somebody set aside, for what is not shown at all is forgotten.
 */
export function alertLines(board: BoardView, lang: Lang): AlertLine[] {
  const act = board.alerts.filter((alert) => alert.severity === 'act');
  const asking = linesOf(
    act.filter((alert) => SHOWN_STATES.has(alert.state)),
    board,
    lang,
  );
  const shelved = linesOf(
    act.filter((alert) => alert.state === 'shelved'),
    board,
    lang,
  );
  const isBlind = (line: AlertLine) => line.tone === 'off';
  const open = asking.filter((line) => !isBlind(line));
  return [
    // What is blind comes first, whoever takes care of it: the figures of its units are old.
    ...asking.filter(isBlind),
    ...open.filter((line) => line.owner === null),
    ...open.filter((line) => line.owner !== null),
    ...shelved.map((line) => ({ ...line, shelved: true })),
  ];
}

function linesOf(shown: readonly AlertView[], board: BoardView, lang: Lang): AlertLine[] {
  const byRule = groupBy(shown, (alert) => alert.rule);
  const floods = [...byRule.values()].filter((alerts) => alerts.length >= GROUP_FROM);
  const single = groupBy(
    shown.filter((alert) => (byRule.get(alert.rule)?.length ?? 0) < GROUP_FROM),
    (alert) => alert.subject,
  );
  return [
    ...floods.map((alerts) => groupLine(alerts, board, lang)),
    ...[...single.values()]
      .sort((a, b) => weight(b, board) - weight(a, board))
      .map((alerts) => subjectLine(alerts, board, lang)),
  ];
}

/** How many alerts ask for action: a group counts whole, what is set aside does not. */
export function alertCount(lines: readonly AlertLine[]): number {
  return sumOf(lines.filter((line) => !line.shelved));
}

/** How many are set aside. */
export function shelvedCount(lines: readonly AlertLine[]): number {
  return sumOf(lines.filter((line) => line.shelved));
}

function sumOf(lines: readonly AlertLine[]): number {
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

function groupLine(alerts: readonly AlertView[], board: BoardView, lang: Lang): AlertLine {
  const rule = alerts[0]?.rule ?? '';
  // By the code, for a unit may be in no list any more.
  const titles = new Map(board.sources.map(({ name, title }) => [name, title]));
  const areUnits = alerts.every(({ subject }) => UNIT_CODE.test(subject) && !titles.has(subject));
  const names = alerts.map(({ subject }) => titles.get(subject) ?? wardName(subject));
  const owned = alerts.filter((alert) => alert.owner !== null);
  const some = `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`;
  // Who comes back first is the one to ask; his name stands for the others'.
  const [next] = [...owned].sort((a, b) => endOf(a) - endOf(b));
  return {
    key: `group:${rule}`,
    tone: rule === 'source-silent' ? 'off' : 'act',
    name: `${alerts.length} ${areUnits ? WORDS[lang].units : WORDS[lang].sources.toLowerCase()}`,
    since: firstRang(alerts),
    cause: RULE_WORDS[lang][rule] ?? rule,
    detail: owned.length > 0 ? `${owned.length}/${alerts.length} ${WALL_WORDS[lang].taken} · ${some}` : some,
    owner: owned.length === alerts.length && next ? ownerText(next, lang) : null,
    wards: alerts.flatMap((alert) => alert.wards),
    count: alerts.length,
    shelved: false,
  };
}

/** All that asks for action at one unit or source, told by the gravest rule. */
function subjectLine(alerts: readonly AlertView[], board: BoardView, lang: Lang): AlertLine {
  const [alert] = alerts;
  if (!alert) throw new Error('a line of no alerts');
  const ward = board.wards.find((one) => one.code === alert.subject);
  const source = board.sources.find((one) => one.name === alert.subject);
  const isServer = alert.subject === SERVER_SUBJECT;
  const { cause, detail } = ward
    ? wardTexts(alert, ward, board, lang)
    : isServer
      ? { cause: RULE_WORDS[lang][alert.rule] ?? alert.rule, detail: WALL_WORDS[lang].serverTrouble }
      : source
        ? sourceTexts(alert, board, lang)
        : { cause: RULE_WORDS[lang][alert.rule] ?? alert.rule, detail: '' };
  const owned = alerts.every((one) => one.owner !== null);
  return {
    key: alert.id,
    tone: alert.rule === 'source-silent' ? 'off' : 'act',
    name: isServer ? WORDS[lang].server : ward ? wardName(ward.code) : (source?.title ?? wardName(alert.subject)),
    since: firstRang(alerts),
    cause,
    detail,
    owner: owned ? ownerText(alert, lang) : null,
    wards: alert.wards,
    count: 1,
    shelved: false,
  };
}

/** When somebody comes back to it; far away when nobody said so. */
function endOf({ shelvedUntil, returnAt }: AlertView): number {
  return parseInstant(shelvedUntil ?? returnAt ?? '') ?? Number.POSITIVE_INFINITY;
}

function ownerText(alert: AlertView, lang: Lang): string | null {
  const { owner, reason, state } = alert;
  if (owner === null) return null;
  const end = endOf(alert);
  const time = Number.isFinite(end) ? minuteText(end) : null;
  const back = time && `${WORDS[lang].backAt} ${time}`;
  const shelf = time && `${WALL_WORDS[lang].shelvedUntil} ${time}`;
  // The reason may be long and stands last: when he comes back must never be cut.
  const parts = state === 'shelved' ? [shelf, owner, reason] : [owner, back, reason];
  return parts.filter(Boolean).join(' · ');
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
  if (alert.rule === 'too-many-reports') {
    return { cause: RULE_WORDS[lang][alert.rule] ?? alert.rule, detail: WALL_WORDS[lang].tooManyNote };
  }
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
