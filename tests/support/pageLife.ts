import type { Page } from 'playwright-core';

/** What a page holds after its garbage was collected. */
export interface PageLife {
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
  readonly canvases: number;
}

const STEADY_SAMPLES = 4;
const LONGEST_MS = 90_000;

/** The same once nothing is fading, loading or leaving any more: several collections in a row leave equally many nodes. */
export async function restingLife(page: Page): Promise<PageLife> {
  const from = performance.now();
  let last = await pageLife(page);
  for (let steady = 1; steady < STEADY_SAMPLES; ) {
    if (performance.now() - from > LONGEST_MS) throw new Error('the page does not come to rest');
    await page.waitForTimeout(300);
    const next = await pageLife(page);
    steady = next.nodes === last.nodes ? steady + 1 : 1;
    last = next;
  }
  return last;
}

/** Collects the garbage and counts what is left, detached nodes included. */
export async function pageLife(page: Page): Promise<PageLife> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  // Twice: what the first collection finalises goes with the second.
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  await session.detach();
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return {
    heapBytes: of('JSHeapUsedSize'),
    nodes: of('Nodes'),
    listeners: of('JSEventListeners'),
    canvases: await page.locator('canvas').count(),
  };
}
