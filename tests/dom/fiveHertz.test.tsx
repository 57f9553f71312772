import { render } from '@solidjs/testing-library';
import { createRoot, type JSX } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AccessProvider, createAccess } from '../../client/access/access';
import { HistoryProvider } from '../../client/board/history';
import { createMoments, MomentsProvider } from '../../client/board/moments';
import { builtInLimits } from '../../client/board/reference';
import { BoardProvider, createBoardStore } from '../../client/board/store';
import type { Reading } from '../../client/reading/reading';
import { TileRow } from '../../client/tiles/TileRow';
import { LangProvider } from '../../client/ui/lang';
import { ActionList } from '../../client/views/wall/ActionList';
import { Header } from '../../client/views/wall/Header';
import { Course } from '../../client/views/wall/scenes/Course';
import { Ranking } from '../../client/views/wall/scenes/Ranking';
import { Spotlight } from '../../client/views/wall/scenes/Spotlight';
import { Units } from '../../client/views/wall/scenes/Units';
import { DueCard } from '../../client/views/ward/DueCard';
import { ListRows } from '../../client/views/ward/ListRows';
import { Stats } from '../../client/views/ward/Stats';
import { TabletHead } from '../../client/views/ward/TabletHead';
import wardsJson from '../../data/wards.json';
import type { HistoryView } from '../../shared/history';
import type { Snapshot, UnitFigures, WardFigures } from '../../shared/protocol';
import type { WardListRow } from '../../shared/wardLists';
import type { Ward } from '../../shared/wards';

const wards = wardsJson as unknown as readonly Ward[];
const WATCHED_MS = 10_000;
const TICKS = WATCHED_MS / 200;
const MONTH = { from: '2025-07-01', to: '2025-07-14' };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function figuresOf(received: number): UnitFigures {
  const counts = {
    received,
    receivedOnline: received - 1,
    resolvedEarly: received,
    resolvedOnTime: 2,
    resolvedLate: 1,
  };
  const stands = {
    pendingInTime: 3,
    pendingOverdue: received % 7,
    paused: 0,
    awaitingIntake: 1,
    intakeOverdue: 0,
    overdueLong: 0,
    dueSoon: 2,
  };
  return { today: counts, month: counts, stands };
}

const units: readonly WardFigures[] = wards.map(({ code }, i) => ({ ...figuresOf(40 + i), code }));
const own = units[0] as WardFigures;
const snapshot: Snapshot = {
  epoch: 'e',
  rev: 1,
  asOf: '2025-07-14T09:00:00+07:00',
  now: '2025-07-14T09:00:05+07:00',
  speed: 1,
  simulated: true,
  windows: { today: { from: '2025-07-14', to: '2025-07-14' }, month: MONTH },
  city: figuresOf(2000),
  cityLevel: figuresOf(10),
  wards: [...units],
  sources: [
    {
      name: 'a',
      title: 'Nguồn A',
      state: 'live',
      lastReportAt: '2025-07-14T09:00:00+07:00',
      wards: wards.map(({ code }) => code),
    },
  ],
  alertsJudged: true,
  alerts: wards.slice(0, 3).map(({ code }) => ({
    id: `overdue-count ${code}`,
    rule: 'overdue-count',
    subject: code,
    wards: [code],
    severity: 'act',
    state: 'firing',
    since: '2025-07-14T08:00:00+07:00',
    rangAt: '2025-07-14T08:10:00+07:00',
    owner: null,
    reason: null,
    returnAt: null,
    shelvedUntil: null,
  })) as unknown as Snapshot['alerts'],
  notes: [],
  thresholds: builtInLimits,
  conditions: [],
  ticker: [],
};
const rows = Array.from({ length: 100 }, (_, i) => ({
  hint: String(1000 + i),
  field: null,
  channel: 'online',
  status: 4,
  receivedAt: '2025-07-13T09:00:00+07:00',
  submittedAt: null,
  dueAt: '2025-07-14T15:00:00+07:00',
  finishedAt: null,
  workingDaysLeft: 0,
  suspicion: null,
})) as unknown as readonly WardListRow[];

const day = '2025-07-11';
const past: HistoryView = {
  asOf: snapshot.asOf,
  workingDays: [day],
  received: Object.fromEntries(units.map(({ code }, i) => [code, [30 + i]])),
  days: [
    { day, working: true, ...snapshot.city.today },
    { day: '2025-07-14', working: true, ...snapshot.city.today },
  ],
  hours: {
    today: Array.from({ length: 10 }, () => snapshot.city.today),
    before: Array.from({ length: 24 }, () => snapshot.city.today),
    beforeDay: day,
    beforeSoFar: snapshot.city.today,
  },
  morning: units,
  earlier: { at: '2025-07-14T08:45:00+07:00', city: snapshot.city, wards: units },
};
const history: Reading<HistoryView> = {
  data: () => past,
  failed: () => null,
  asOfMs: () => Date.parse(past.asOf),
  serverMs: () => null,
  retry: async () => undefined,
  drop: () => undefined,
};

const PARTS: readonly (readonly [string, () => JSX.Element])[] = [
  ['the header', () => <Header title="Toàn cảnh" veiled={false} paused={false} />],
  ['the tickers', () => <TileRow />],
  ['what needs action', () => <ActionList />],
  ['the 40 tiles', () => <Units />],
  ['the rankings', () => <Ranking />],
  ['the course of the day', () => <Course />],
  ['one unit', () => <Spotlight />],
  ['the head of a tablet', () => <TabletHead ward={wards[0] as Ward} off={false} lost={false} />],
  ['the figures of a tablet', () => <Stats ward={own} month={MONTH} today={true} />],
  ['the card of the half day', () => <DueCard soon={null} dueSoon={3} onLook={() => undefined} />],
  ['a list of a hundred', () => <ListRows list="due-soon" rows={rows} off={false} />],
];

test.each(PARTS)(
  '%s: five times a second only clocks and ages ask for the time',
  async (_name, part) => {
    let asked = 0;
    const board = createRoot(() => createBoardStore(() => Date.now()));
    const { writer, ...reader } = board;
    const counted = {
      ...reader,
      now: () => {
        asked++;
        return reader.now();
      },
    };
    const { container } = render(() => (
      <LangProvider value="vi">
        <BoardProvider value={counted}>
          <MomentsProvider value={createMoments(counted)}>
            <AccessProvider value={createAccess(async () => undefined)}>
              <HistoryProvider value={history}>{part()}</HistoryProvider>
            </AccessProvider>
          </MomentsProvider>
        </BoardProvider>
      </LangProvider>
    ));
    writer.snapshot(snapshot);
    writer.time({ serverMs: Date.parse(snapshot.now), speed: 1, monoMs: Date.now(), asOf: snapshot.asOf });
    await vi.advanceTimersByTimeAsync(400);
    expect(container.textContent?.length).toBeGreaterThan(10);
    const ticking = container.querySelectorAll('[data-ticking]').length;
    asked = 0;
    await vi.advanceTimersByTimeAsync(WATCHED_MS);
    // One for the minute, one for each clock or age; every other reader would be one more.
    expect(asked).toBeGreaterThanOrEqual(TICKS);
    expect(asked / TICKS).toBeLessThanOrEqual(1 + ticking);
  },
  60_000,
);
