import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { KnownSource } from '../db/sourceBook';

export interface Quotas {
  /** Seconds to wait when the key's reports a minute are used up, else null. */
  readonly spend: (source: Pick<KnownSource, 'keyId' | 'quota'>, reports: number) => Promise<number | null>;
}

export function createQuotas(): Quotas {
  const limiters = new Map<number, RateLimiterMemory>();
  return {
    spend: async ({ keyId, quota }, reports) => {
      if (quota === null) return null;
      let limiter = limiters.get(keyId);
      if (!limiter || limiter.points !== quota) {
        limiter = new RateLimiterMemory({ points: quota, duration: 60, keyPrefix: String(keyId) });
        limiters.set(keyId, limiter);
      }
      // Looked at before it is spent: a refused batch must not eat the quota of the next one.
      const spent = (await limiter.get('reports')) ?? new RateLimiterRes(quota, 60_000, 0, true);
      if (spent.consumedPoints + reports > quota) return Math.max(1, Math.ceil(spent.msBeforeNext / 1000));
      await limiter.consume('reports', reports);
      return null;
    },
  };
}
