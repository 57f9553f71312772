import { expect, test } from 'vitest';
import { createBoardLog } from '../../server/db/boardLog';
import { createRandom } from '../../server/demo/cityRandom';
import { ALERT_RULES } from '../../shared/alerts';
import type { AlertFinding, AlertInput, AlertRule } from '../../shared/alerts/alertRule';
import { type Alert, actOn, stepAlert } from '../../shared/alerts/lifecycle';
import { createBoard } from '../../shared/board';
import { HOUR_MS, MINUTE_MS } from '../../shared/localTime';
import type { AlertState } from '../../shared/protocol';
import type { Thresholds } from '../../shared/tones';
import { at } from '../support/histories';
import { createLedgerWorld, TEST_WARDS } from '../support/ledgerWorld';
import { randomHistory } from '../support/randomHistory';

const SEEDS = 30;
const STEP_MS = 20 * MINUTE_MS;
/** Low lines and wide dead bands, so that histories of few dossiers cross them often. */
const LIMITS: Thresholds = {
  validFrom: '2025-01-01',
  onTimePercent: { act: 60, ok: 90 },
  onlinePercent: { low: 50, ok: 80 },
  overdueAct: 1,
  fewBelow: 2,
  alerts: {
    intakeOverdue: { ring: 2, clear: 1 },
    dueSoon: { ring: 2, clear: 1 },
    deadBandPoints: 10,
    wardSilentHours: 8,
    sourceSilentMinutes: {},
  },
};
const ALLOWED: Readonly<Record<AlertState, readonly AlertState[]>> = {
  pending: ['firing', 'resolved'],
  firing: ['firing', 'acknowledged', 'shelved', 'resolved'],
  acknowledged: ['acknowledged', 'shelved', 'resolved'],
  shelved: ['shelved', 'firing', 'acknowledged', 'resolved'],
  resolved: [],
};

interface Watched {
  alert: Alert;
  /** Since when the finding has been over, and clear, without a break. */
  overSince: number;
  underSince: number | null;
}

/** Judges one finding and checks every transition against the rule's words. */
function follow(known: Watched | undefined, finding: AlertFinding, rule: AlertRule, now: number): Watched | undefined {
  const passed = stepAlert(known?.alert ?? null, finding, {
    now,
    rule,
    firstLook: false,
    newId: () => `${rule.name}-${finding.subject}-${now}`,
  });
  if (!known && finding.level !== 'over') {
    expect(passed).toEqual([]);
    return undefined;
  }
  const overSince = known && finding.level === 'over' ? known.overSince : now;
  const underSince = finding.level === 'under' ? (known?.underSince ?? now) : null;
  let before: AlertState = known?.alert.state ?? 'pending';
  for (const alert of known ? passed : passed.slice(1)) {
    expect(ALLOWED[before], `${before} → ${alert.state}`).toContain(alert.state);
    if (before === 'pending' && alert.state === 'firing') expect(now - overSince).toBeGreaterThanOrEqual(rule.holdMs);
    if (before !== 'pending' && alert.state === 'resolved') {
      expect(finding.level).toBe('under');
      expect(now - (underSince ?? now)).toBeGreaterThanOrEqual(rule.clearMs);
    }
    before = alert.state;
  }
  if (known && known.alert.state !== 'pending' && finding.level === 'between') {
    const unshelved = known.alert.state === 'shelved' && (known.alert.shelvedUntil ?? 0) <= now;
    expect(before, 'the dead band changes nothing').toBe(unshelved ? 'firing' : known.alert.state);
  }
  const last = passed.at(-1) ?? known?.alert;
  return last && last.state !== 'resolved' ? { alert: last, overSince, underSince } : undefined;
}

test(`alerts under ${SEEDS} random report histories never skip a state nor flap inside the dead band`, () => {
  let rung = 0;
  for (let seed = 1; seed <= SEEDS; seed++) {
    const world = createLedgerWorld();
    try {
      const random = createRandom(seed);
      world.send(randomHistory(seed, 40), at('21/7 08:00'));
      const log = createBoardLog(world.db);
      const start = at('24/6 00:00');
      const board = createBoard({
        wardCodes: TEST_WARDS,
        now: start,
        horizonOf: (t) => t + 8 * HOUR_MS,
        prefixAt: log.prefixAt,
      });
      const watched = new Map<string, Watched>();
      for (let now = start; now < at('22/7 00:00'); now += STEP_MS) {
        board.advance(now, (a, b) => log.between(a, b, Number.MAX_SAFE_INTEGER));
        const input: AlertInput = {
          wards: board.wards(),
          sources: [
            {
              name: 's',
              title: 's',
              state: random.pick(['live', 'silent', 'off-hours', 'delayed']),
              lastReportAt: null,
              wards: [],
            },
          ],
          quietMs: new Map(TEST_WARDS.map((code) => [code, random.whole(0, 12) * HOUR_MS])),
          unbalanced: new Map(TEST_WARDS.map((code) => [code, random.chance(0.1) ? 1 : 0])),
          overfull: new Map([['s', random.chance(0.2) ? random.whole(1, 900) : 0]]),
          conditions: random.chance(0.1)
            ? [{ kind: 'storage', since: '2025-07-14T08:00:00+07:00', fault: 'full' }]
            : [],
          limits: LIMITS,
        };
        for (const rule of ALERT_RULES) {
          for (const finding of rule.findings(input)) {
            const key = `${rule.name}|${finding.subject}`;
            const next = follow(watched.get(key), finding, rule, now);
            if (next && next.alert.state === 'firing' && watched.get(key)?.alert.state !== 'firing') rung++;
            if (next) watched.set(key, said(next, random, now));
            else watched.delete(key);
          }
        }
      }
    } catch (cause) {
      throw new Error(`seed ${seed}`, { cause });
    } finally {
      world.close();
    }
  }
  expect(rung).toBeGreaterThan(SEEDS * 5);
}, 300_000);

/** Now and then somebody says something of it. */
function said(one: Watched, random: ReturnType<typeof createRandom>, now: number): Watched {
  if (!random.chance(0.05)) return one;
  const owner = 'trực ban';
  const act = random.pick([
    { kind: 'acknowledge', owner, reason: '', returnAt: null },
    { kind: 'shelve', owner, reason: 'bảo trì', until: now + random.whole(1, 6) * HOUR_MS },
    { kind: 'unshelve', owner },
  ] as const);
  const next = actOn(one.alert, act, now);
  expect(next === null).toBe(
    one.alert.state === 'pending' || (act.kind === 'unshelve' && one.alert.state !== 'shelved'),
  );
  if (next) expect(ALLOWED[one.alert.state]).toContain(next.state);
  return next ? { ...one, alert: next } : one;
}
