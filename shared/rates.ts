/** A rate carries its fraction; `value` is unrounded, null when there is nothing to divide (D6). */
export interface Rate {
  readonly num: number;
  readonly den: number;
  readonly value: number | null;
}

interface Resolved {
  readonly resolvedEarly: number;
  readonly resolvedOnTime: number;
  readonly resolvedLate: number;
}

export function rate(num: number, den: number): Rate {
  return { num, den, value: den === 0 ? null : num / den };
}

export function resolvedOf(counts: Resolved): number {
  return counts.resolvedEarly + counts.resolvedOnTime + counts.resolvedLate;
}

/** Variant A: (early + on time) ÷ resolved. */
export function onTimeRateA(counts: Resolved): Rate {
  return rate(counts.resolvedEarly + counts.resolvedOnTime, resolvedOf(counts));
}

/** Variant B, as QĐ 766/QĐ-TTg: (early + on time + pending in time) ÷ (resolved + pending); the gauges at the end of P. */
export function onTimeRateB(
  counts: Resolved,
  stands: { readonly pendingInTime: number; readonly pendingOverdue: number },
): Rate {
  const good = counts.resolvedEarly + counts.resolvedOnTime;
  const pending = stands.pendingInTime + stands.pendingOverdue;
  return rate(good + stands.pendingInTime, resolvedOf(counts) + pending);
}

/** Variant C: (early + on time) ÷ received; it can pass 1 when old work is finished. */
export function onTimeRateC(counts: Resolved & { readonly received: number }): Rate {
  return rate(counts.resolvedEarly + counts.resolvedOnTime, counts.received);
}

export function onlineRate(counts: { readonly receivedOnline: number; readonly received: number }): Rate {
  return rate(counts.receivedOnline, counts.received);
}
