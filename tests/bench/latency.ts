import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { openScreen } from '../support/screen';
import type { RunningServer } from '../support/server';
import { post, simpleReport } from '../support/source';
import { sleep } from './machine';
import { machineNow, spread } from './workload';

/** From the answer of a POST to the frame that contains it at a client, at a steady rate. */
export async function frameLatency(server: RunningServer, key: string, perSecond: number, seconds: number) {
  const screen = await openScreen(server.origin);
  const arrived = new Map<number, number>();
  let rev = screen.place().rev;
  screen.socket.on('frame', (frame) => {
    for (let r = rev + 1; r <= frame.rev; r++) arrived.set(r, performance.now());
    rev = Math.max(rev, frame.rev);
  });
  const answered: { rev: number; at: number }[] = [];
  const open: Promise<void>[] = [];
  const from = performance.now();
  for (let i = 0; i < perSecond * seconds; i++) {
    const wait = from + (i * 1000) / perSecond - performance.now();
    if (wait > 1) await sleep(wait);
    open.push(
      post(server.origin, key, [simpleReport(`lat-${from}-${i}`)]).then(({ body }) => {
        answered.push({ rev: body.rev, at: performance.now() });
      }),
    );
  }
  await Promise.all(open);
  await sleep(1000);
  screen.close();
  const delays = answered.flatMap(({ rev: wanted, at }) => {
    const seen = arrived.get(wanted);
    return seen === undefined ? [] : [Math.max(0, seen - at)];
  });
  return { perSecond, lost: answered.length - delays.length, ms: spread(delays) };
}

/** From the answer of a POST to the true value in the DOM of a real browser. */
export async function domLatency(server: RunningServer, key: string, perSecond: number, seconds: number) {
  const browser = await launchBrowser(NO_GL);
  const { page } = await openPage(browser, `${server.origin}/wall`);
  await page.waitForSelector('[data-figure=received][data-value]:not([data-value=""])');
  await page.evaluate(() => {
    const figure = document.querySelector('[data-figure=received]');
    const seen: [number, number][] = [];
    Object.assign(window, { seen });
    if (!figure) return;
    new MutationObserver(() => {
      seen.push([Number(figure.getAttribute('data-value')), performance.timeOrigin + performance.now()]);
    }).observe(figure, { attributes: true, attributeFilter: ['data-value'] });
  });
  let value = Number(await page.locator('[data-figure=received]').getAttribute('data-value'));
  const answered: { value: number; at: number }[] = [];
  const from = performance.now();
  for (let i = 0; i < perSecond * seconds; i++) {
    await sleep(Math.max(0, from + (i * 1000) / perSecond - performance.now()));
    await post(server.origin, key, [simpleReport(`dom-${from}-${i}`)]);
    answered.push({ value: ++value, at: machineNow() });
  }
  await sleep(1000);
  const seen = await page.evaluate(() => (window as unknown as { seen: [number, number][] }).seen);
  await browser.close();
  const delays = answered.flatMap((one) => {
    const first = seen.find(([shown]) => shown >= one.value);
    return first ? [Math.max(0, first[1] - one.at)] : [];
  });
  return { perSecond, lost: answered.length - delays.length, ms: spread(delays) };
}
