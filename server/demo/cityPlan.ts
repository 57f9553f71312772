import plan from '../../data/demo/plan.json';
import type { Ward } from '../../shared/wards';
import { apportion, type Random } from './cityRandom';

/** What one ward of the demo city has to add up to on 1–14/7/2025, by 17:30 of the 14th. */
export interface WardPlan {
  readonly code: string;
  readonly received: number;
  readonly online: number;
  /** Of these, on 14/7. */
  readonly received14: number;
  readonly online14: number;
  /** Resolved early or on time in the period, of whatever was received when. */
  readonly good: number;
  readonly late: number;
  readonly overdue: number;
  readonly overdueLong: number;
  /** Received in June and still open on 1/7. */
  readonly carriedOver: number;
}

interface Wish {
  readonly onlineRate?: number;
  readonly lateShare?: number;
  readonly onTimeC?: readonly number[];
  readonly overdue?: number;
  readonly overdueLong?: number;
}

interface Published {
  readonly received?: number;
  readonly online?: number;
  readonly onTimeC?: number;
  readonly received14?: number;
  readonly online14?: number;
}

const WISHES: Readonly<Record<string, Wish>> = plan.wards;
const PUBLISHED: Readonly<Record<string, Published>> = plan.published.wards;
/** No other ward may reach the published leaders. */
const ONLINE_CEILING = 0.97;

/** Quotas that meet the published figures exactly; everything else follows population and the wishes of the plan. */
export function planWards(wards: readonly Ward[], random: Random): WardPlan[] {
  const { published } = plan;
  const weights = wards.map((ward) => ward.population * (ward.kind === 'phường' ? plan.urbanFactor : 1));
  const received = quota(wards, published.received, weights, (p) => p.received);
  const received14 = quota(wards, published.received14, received, (p) => p.received14);
  const online = planOnline(wards, received, published.receivedOnline);
  const online14 = planOnline14(wards, { received, received14, online }, published.online14);
  return wards.map(({ code }, i) => {
    const n = received[i] ?? 0;
    const wish = WISHES[code] ?? {};
    const [low = 0, high = 0] = wish.onTimeC ?? plan.defaults.onTimeC;
    const [lateLow = 0, lateHigh = 0] = plan.defaults.lateShare;
    const good = PUBLISHED[code]?.onTimeC ?? Math.round(n * random.between(low, high));
    const lateShare = wish.lateShare ?? random.between(lateLow, lateHigh);
    return {
      code,
      received: n,
      online: online[i] ?? 0,
      received14: received14[i] ?? 0,
      online14: online14[i] ?? 0,
      good,
      late: Math.round((good * lateShare) / (1 - lateShare)),
      overdue: wish.overdue ?? plan.defaults.overdue,
      overdueLong: wish.overdueLong ?? plan.defaults.overdueLong,
      carriedOver: Math.max(4, Math.round(n * plan.carriedOverShare)),
    };
  });
}

function quota(
  wards: readonly Ward[],
  total: number,
  weights: readonly number[],
  fixed: (published: Published) => number | undefined,
): number[] {
  const known = wards.map((ward) => fixed(PUBLISHED[ward.code] ?? {}));
  const left = total - known.reduce<number>((sum, n) => sum + (n ?? 0), 0);
  const parts = apportion(
    left,
    weights.map((weight, i) => (known[i] === undefined ? weight : 0)),
  );
  return parts.map((part, i) => known[i] ?? part);
}

function planOnline(wards: readonly Ward[], received: readonly number[], total: number): number[] {
  const fixed = wards.map(({ code }, i) => {
    const exact = PUBLISHED[code]?.online;
    const wished = WISHES[code]?.onlineRate;
    return exact ?? (wished === undefined ? undefined : Math.round((received[i] ?? 0) * wished));
  });
  const left = total - fixed.reduce<number>((sum, n) => sum + (n ?? 0), 0);
  const parts = apportion(
    left,
    received.map((n, i) => (fixed[i] === undefined ? n : 0)),
  );
  return parts.map((part, i) => fixed[i] ?? Math.min(part, Math.floor((received[i] ?? 0) * ONLINE_CEILING)));
}

/** 14/7 was nearly all online: the few other dossiers of that day fall to the wards that file least online. */
function planOnline14(
  wards: readonly Ward[],
  counts: {
    readonly received: readonly number[];
    readonly received14: readonly number[];
    readonly online: readonly number[];
  },
  total: number,
): number[] {
  const day = counts.received14.reduce((sum, n) => sum + n, 0);
  const offline = wards.map(({ code }, i) => {
    const [n = 0, n14 = 0, online = 0] = [counts.received[i], counts.received14[i], counts.online[i]];
    return PUBLISHED[code]?.online14 === undefined && PUBLISHED[code]?.online === undefined
      ? (n14 * (n - online)) / n
      : 0;
  });
  const parts = apportion(day - total, offline);
  return counts.received14.map((n14, i) => n14 - (parts[i] ?? 0));
}
