import type { Page, Route } from 'playwright-core';

export const FAULTS = ['503', 'abort', 'hang'] as const;
export type Fault = (typeof FAULTS)[number];

/** Stands between a page and the server's answers to its readings. */
export interface BrokenCalls {
  /** From now on calls fail as this says; null: that call is answered. */
  readonly begin: (faultOf: (call: string) => Fault | null) => void;
  /** This call is answered again. */
  readonly mend: (call: string) => void;
  /** Calls made since the beginning. */
  readonly made: () => ReadonlySet<string>;
  /** Those of them that failed, with how. */
  readonly failed: () => ReadonlyMap<string, Fault>;
}

/** A reading as it is told from others: its path, and which list where one call has several. */
export function callOf(url: string): string {
  const { pathname, searchParams } = new URL(url);
  const list = searchParams.get('list');
  return list === null ? pathname : `${pathname}?list=${list}`;
}

const PROBLEM = {
  type: 'about:blank#readings',
  title: 'Cannot answer now',
  status: 503,
  detail: 'Too many readings wait.',
};

export async function breakCalls(page: Page): Promise<BrokenCalls> {
  let faultOf: (call: string) => Fault | null = () => null;
  let made = new Set<string>();
  let failed = new Map<string, Fault>();
  const mended = new Set<string>();
  const held = new Map<string, Route[]>();
  await page.route(
    (url) => url.pathname.startsWith('/api/v1/'),
    async (route) => {
      if (route.request().method() !== 'GET') return route.fallback();
      const call = callOf(route.request().url());
      made.add(call);
      const fault = mended.has(call) ? null : faultOf(call);
      if (fault === null) return route.fallback();
      failed.set(call, fault);
      if (fault === 'abort') return route.abort('connectionreset');
      if (fault === '503')
        return route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(PROBLEM) });
      // Nobody answers: the page has to give it up by itself.
      held.set(call, [...(held.get(call) ?? []), route]);
    },
  );
  return {
    begin: (next) => {
      faultOf = next;
      made = new Set();
      failed = new Map();
      mended.clear();
    },
    mend: (call) => void mended.add(call),
    made: () => made,
    failed: () => failed,
  };
}
