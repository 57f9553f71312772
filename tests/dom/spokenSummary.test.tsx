import { render } from '@solidjs/testing-library';
import { createRoot } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { builtInLimits } from '../../client/board/reference';
import { BoardProvider, createBoardStore } from '../../client/board/store';
import { LangProvider } from '../../client/ui/lang';
import { MinuteSummary } from '../../client/views/wall/MinuteSummary';
import type { Snapshot, UnitFigures } from '../../shared/protocol';

const TICK_MS = 50;
const WATCHED_MS = 10 * 60_000;
const LEAST_GAP_MS = 30_000;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function cityOf(received: number): UnitFigures {
  const counts = { received, receivedOnline: received, resolvedEarly: 0, resolvedOnTime: 0, resolvedLate: 0 };
  const stands = {
    pendingInTime: 0,
    pendingOverdue: received % 7,
    paused: 0,
    awaitingIntake: 0,
    intakeOverdue: 0,
    overdueLong: 0,
    dueSoon: 0,
  };
  return { today: counts, month: counts, stands };
}

test('a screen reader hears one sentence in 30 s at most, and the newest figures in it, while frames come twenty a second', async () => {
  const { writer, ...reader } = createRoot(() => createBoardStore(() => Date.now()));
  const start: Snapshot = {
    epoch: 'e',
    rev: 1,
    asOf: '2025-07-14T09:00:00+07:00',
    now: '2025-07-14T09:00:00+07:00',
    speed: 60,
    simulated: true,
    windows: { today: { from: '2025-07-14', to: '2025-07-14' }, month: { from: '2025-07-01', to: '2025-07-14' } },
    city: cityOf(0),
    cityLevel: cityOf(0),
    wards: [],
    sources: [],
    alerts: [],
    alertsJudged: true,
    notes: [],
    thresholds: builtInLimits,
    conditions: [],
    ticker: [],
  };
  const { container } = render(() => (
    <LangProvider value="vi">
      <BoardProvider value={reader}>
        <MinuteSummary />
      </BoardProvider>
    </LangProvider>
  ));
  writer.snapshot(start);
  const spoken = () => container.querySelector('[aria-live=polite]')?.textContent ?? '';
  const heard: { readonly at: number; readonly text: string; readonly received: number }[] = [];
  for (let ms = 0, received = 0; ms < WATCHED_MS; ms += TICK_MS) {
    received++;
    writer.frame({
      epoch: 'e',
      fromRev: received,
      rev: received + 1,
      asOf: start.asOf,
      city: cityOf(received),
      wards: [],
    });
    await vi.advanceTimersByTimeAsync(TICK_MS);
    if (spoken() !== heard.at(-1)?.text) heard.push({ at: ms, text: spoken(), received });
  }
  expect(heard.length).toBeGreaterThan(5);
  for (const [i, one] of heard.entries()) {
    if (i > 0) expect(one.at - (heard[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(LEAST_GAP_MS);
    if (i > 1) expect(one.text.replaceAll('.', '')).toContain(String(one.received).slice(0, 2));
  }
}, 60_000);
