import { launchBrowser, NO_GL, openPage } from '../support/browser';
import type { RunningServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { sleep } from './machine';

const LONG_TASK_MS = 50;

/** What the main thread of a 4K wall spends on a tick, and how often a task blocks it; without the canvas, whose software raster would be all there is to see. */
export async function wallTick(server: RunningServer, key: string, perSecond: number, seconds: number) {
  const browser = await launchBrowser(NO_GL);
  const { page } = await openPage(browser, `${server.origin}/wall?scene=overview`, {
    viewport: { width: 3840, height: 2160 },
  });
  await page.waitForSelector('[data-map=wards][data-painted="40"]');
  await page.evaluate((longMs) => {
    const long: number[] = [];
    Object.assign(window, { long });
    new PerformanceObserver((list) => {
      for (const task of list.getEntries()) if (task.duration > longMs) long.push(Math.round(task.duration));
    }).observe({ entryTypes: ['longtask'] });
  }, LONG_TASK_MS);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const spentMs = async (name: 'ScriptDuration' | 'TaskDuration') => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find((metric) => metric.name === name)?.value ?? 0) * 1000;
  };
  const rev = async () => Number(await page.locator('html').getAttribute('data-rev'));
  const [script, task, from] = [await spentMs('ScriptDuration'), await spentMs('TaskDuration'), await rev()];
  const start = performance.now();
  for (let i = 0; i < perSecond * seconds; i++) {
    await sleep(Math.max(0, start + (i * 1000) / perSecond - performance.now()));
    void post(server.origin, key, [simpleReport(`wall-${start}-${i}`)]);
  }
  await sleep(500);
  const ticks = (await rev()) - from;
  const perTick = (ms: number) => Math.round((ms * 100) / ticks) / 100;
  const spent = {
    scriptMsPerTick: perTick((await spentMs('ScriptDuration')) - script),
    taskMsPerTick: perTick((await spentMs('TaskDuration')) - task),
  };
  const long = await page.evaluate(() => (window as unknown as { long: number[] }).long);
  await browser.close();
  return {
    perSecond,
    seconds,
    ticks,
    ...spent,
    longTasks: long.length,
    longestMs: Math.max(0, ...long),
  };
}
