/** A rate carries its fraction; `value` is unrounded, null when there is nothing to divide (D6). */
export interface Rate {
  readonly num: number;
  readonly den: number;
  readonly value: number | null;
}

export function rate(num: number, den: number): Rate {
  return { num, den, value: den === 0 ? null : num / den };
}

export function resolvedOf(counts: {
  readonly resolvedEarly: number;
  readonly resolvedOnTime: number;
  readonly resolvedLate: number;
}): number {
  return counts.resolvedEarly + counts.resolvedOnTime + counts.resolvedLate;
}

/** Variant A: (early + on time) ÷ resolved. */
export function onTimeRateA(counts: {
  readonly resolvedEarly: number;
  readonly resolvedOnTime: number;
  readonly resolvedLate: number;
}): Rate {
  return rate(counts.resolvedEarly + counts.resolvedOnTime, resolvedOf(counts));
}

export function onlineRate(counts: { readonly receivedOnline: number; readonly received: number }): Rate {
  return rate(counts.receivedOnline, counts.received);
}
