import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openPage, PATIENCE_MS } from './browser';
import type { RunningServer } from './server';
import { WALL_STANDS } from './wallPages';

/** One page of the product as somebody opens it, and how it looks once its figures stand. */
export interface AnyView {
  readonly name: string;
  /** Below the server's origin, without the language. */
  readonly path: string;
  readonly stands: string;
  /** A figure whose value is in `data-value`; null: it shows none of its own. */
  readonly figure: string | null;
}

const WARD = '19813';
const PERIOD = 'from=2025-07-01&to=2025-07-14';
const PICTURE = '.present [data-figure=received]';
const scene = (name: string, figure: string): AnyView => ({
  name: `wall ${name}`,
  path: `/wall?scene=${name}`,
  stands: `${WALL_STANDS}[data-scene=${name}] [data-scene-of=${name}] ${figure}`,
  figure: `[data-scene-of=${name}] ${figure}`,
});
const page = (name: string, stands: string): AnyView => ({
  name: `present ${name}`,
  path: `/present?${PERIOD}&page=${name}`,
  stands: `.present[data-page=${name}] ${stands}`,
  figure: name === 'overview' ? PICTURE : null,
});

/** Every view and every page of it. The phone's is not among them: it opens with a secret (openRemote). */
export const EVERY_VIEW: readonly AnyView[] = [
  scene('overview', '[data-figure=received]'),
  scene('units', '[data-figure=received]'),
  scene('ranking', '.rank-line'),
  scene('course', '[data-figure=received]'),
  scene('unit', '[data-figure=received]'),
  page('overview', '[data-figure=received]'),
  page('ranking', '.rank-list [data-ward]'),
  page('unit', '.near-own'),
  page('brief', '.brief article p:nth-child(2)'),
  page('decisions', '.decisions[data-open]:not([data-open=""])'),
  { name: 'ward', path: `/ward/${WARD}`, stands: '.ward .mini svg path.is-own', figure: '[data-figure=received]' },
  { name: 'ward pick', path: '/ward', stands: '.ward-pick li', figure: null },
  { name: 'ops', path: '/ops', stands: '.ops #alerts [data-figure=openAlerts]', figure: '[data-figure=openAlerts]' },
  { name: 'press a4', path: `/press?${PERIOD}`, stands: '[data-shape=a4] h1', figure: null },
  {
    name: 'press post',
    path: `/press?${PERIOD}&shape=post`,
    stands: '[data-shape=poster][data-ready=yes] canvas',
    figure: null,
  },
];

export function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;
}

/** Opens a view in a browser of its own and waits until it stands. */
export async function openView(
  browser: Browser,
  origin: string,
  view: AnyView,
  {
    query = '',
    prepare,
    ...options
  }: BrowserContextOptions & { query?: string; prepare?: (page: Page) => Promise<unknown> } = {},
): Promise<{ readonly page: Page; readonly complaints: readonly string[] }> {
  const opened = await openPage(browser, 'about:blank', { serviceWorkers: 'block', ...options });
  await prepare?.(opened.page);
  await goToView(opened.page, origin, view, query);
  return opened;
}

/** Turns a page that is open to a view, and waits until that stands: its code is known already, which opening anew is not. */
export async function goToView(page: Page, origin: string, view: AnyView, query = ''): Promise<void> {
  await page.goto(`${origin}${withQuery(view.path, query)}`);
  await page.waitForSelector(view.stands, { timeout: PATIENCE_MS, state: 'attached' });
}

/** What a browser holds after the demo's one-time link: the operators' page opens with it. Good once a server. */
export async function operatorState(server: RunningServer): Promise<BrowserContextOptions> {
  const token = /\/ops#link=(\S+)/.exec(server.output())?.[1];
  const answer = await fetch(`${server.origin}/api/v1/session/link`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: server.origin },
    body: JSON.stringify({ token }),
  });
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '') ?? [];
  if (name === undefined || value === undefined) throw new Error(`the link was not taken (${answer.status})`);
  const cookie = { name, value, domain: '127.0.0.1', path: '/', expires: -1, httpOnly: true, secure: false };
  return { storageState: { cookies: [{ ...cookie, sameSite: 'Lax' }], origins: [] } };
}

/** The link that pairs a phone with a presenter, which stays open as long as the phone shall. */
export async function remoteLink(
  browser: Browser,
  origin: string,
): Promise<{ readonly link: string; readonly presenter: Page }> {
  const { page: presenter } = await openPage(browser, `${origin}/present?${PERIOD}`);
  await presenter.waitForSelector(PICTURE);
  await presenter.keyboard.press('m');
  const link = (await presenter.locator('.code').getAttribute('data-link')) ?? '';
  await presenter.keyboard.press('Escape');
  return { link, presenter };
}
