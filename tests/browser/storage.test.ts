import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { type AnyView, EVERY_VIEW, openView, operatorState, remoteLink } from '../support/everyView';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

let server: RunningServer;
let browser: Browser;
let operator: BrowserContextOptions;
beforeAll(async () => {
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T10:42:16+07:00' } });
  browser = await launchBrowser(NO_GL);
  operator = await operatorState(server);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

/** What a browser does whose user lets no page keep anything: the very look at a store throws. */
const block = (page: Page) =>
  page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])
      Object.defineProperty(window, name, { configurable: true, get: refuse });
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { configurable: true, get: refuse });
    Object.defineProperty(Document.prototype, 'cookie', { configurable: true, get: refuse, set: refuse });
  });
/** Nothing fits in any more. */
const fill = (page: Page) =>
  page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    };
    Storage.prototype.setItem = refuse;
    Cache.prototype.add = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    Cache.prototype.put = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  });
/** Another program, or half a write, left something else under every name that the product reads. */
const spoil = (page: Page) =>
  page.addInitScript(() => {
    const names = ['screen-name', 'operator-name', 'ward-last', 'ward-due-card-seen', 'kept-view', 'recovered-from'];
    const kept = ['board', 'session', '19813.hours', '19813.past', '19813.notes', '19813.fields'];
    const build = () => document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? '';
    const damage = ['{"build":', 'null', '7', '[]', '{"scene":7}', `{"build":"${build()}","kept":{"heardMs":1}}`];
    for (const [i, name] of [...names, ...kept.map((one) => `ward-kept:${one}`)].entries()) {
      localStorage.setItem(name, damage[i % damage.length] ?? '');
      sessionStorage.setItem(name, damage[(i + 1) % damage.length] ?? '');
    }
  });

const figureOf = async (page: Page, { figure }: AnyView) =>
  figure === null ? null : page.locator(figure).first().getAttribute('data-value');
const textLengthOf = async (page: Page) => (await page.locator('#root').innerText()).length;

/** What a view shows where nothing is wrong; the day stands still. */
interface Plain {
  readonly figure: string | null;
  readonly textLength: number;
}
const plains = new Map<AnyView, Plain>();
async function whenWell(view: AnyView): Promise<Plain> {
  const known = plains.get(view);
  if (known) return known;
  const { page } = await openView(browser, server.origin, view, operator);
  const plain = { figure: await figureOf(page, view), textLength: await textLengthOf(page) };
  plains.set(view, plain);
  await page.context().close();
  return plain;
}

const WRONGS = { blocked: block, full: fill, spoiled: spoil } as const;

/** What was complained of beside the loads that a closed page gives up. */
const uncaught = (complaints: readonly string[]) => complaints.filter((text) => !text.startsWith('Failed to load'));

describe.each(Object.entries(WRONGS))('storage %s', (_name, prepare) => {
  test.each(EVERY_VIEW)('$name shows its figures and complains of nothing', async (view) => {
    const plain = await whenWell(view);
    const hurt = await openView(browser, server.origin, view, { ...operator, prepare });
    await until(async () => (await figureOf(hurt.page, view)) === plain.figure, 'the same figure');
    await until(async () => (await textLengthOf(hurt.page)) > plain.textLength / 2, 'as much text');
    expect(uncaught(hurt.complaints)).toEqual([]);
    await hurt.page.context().close();
  });

  test('a phone steers, a wall keeps its name for its life, a tablet remembers what was seen and written', async () => {
    const { link, presenter } = await remoteLink(browser, server.origin);
    const { page: phone } = await openPage(browser, 'about:blank');
    await prepare(phone);
    await phone.goto(link);
    await phone.waitForSelector('[data-paired=yes]');
    await phone.locator('[data-key=next]').click();
    await until(
      async () => (await presenter.locator('.present').getAttribute('data-page')) === 'ranking',
      'the presenter turns its page',
    );
    const ward = EVERY_VIEW.find(({ name }) => name === 'ward');
    if (!ward) throw new Error('no tablet among the views');
    const { page: tablet } = await openView(browser, server.origin, ward, { prepare });
    await tablet.locator('.due-card button').last().click();
    await tablet.waitForSelector('.due-card', { state: 'detached' });
    await Promise.all([phone, presenter, tablet].map((page) => page.context().close()));
  });
});
