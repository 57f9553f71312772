import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { SCRATCH } from './scratch';
import { until } from './until';

/** How long a page is waited for: as long as `until` does. On a busy machine half a minute is nothing. */
export const PATIENCE_MS = 60_000;
/** A handshake that took the page too long is given up and begun anew, as it should be: the browser calls that an error. */
const HANDSHAKE_ANEW = 'WebSocket is closed before the connection is established';

/** Where maps are drawn. */
export const SOFTWARE_GL = ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'] as const;
const QUIET = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Where no canvas is drawn: software WebGL takes all the processor there is, and the drawing stands in for it. Pages are then
 * put together without it, too, which takes half as long.
 */
export const NO_GL = ['--disable-3d-apis', '--disable-gpu', '--use-gl=disabled'] as const;

/** A Chromium that works without root: CHROME, the system's, or the one from npm. */
export async function launchBrowser(gl: readonly string[] = SOFTWARE_GL): Promise<Browser> {
  return chromium.launch({
    executablePath: await findChromium(),
    args: [...QUIET, ...gl],
    // Pictures go from process to process through memory, not through files, where there is enough of it.
    ...(SCRATCH !== tmpdir() && { ignoreDefaultArgs: ['--disable-dev-shm-usage'] }),
  });
}

async function findChromium(): Promise<string> {
  const known = [process.env.CHROME, '/usr/bin/chromium', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];
  const found = known.find((path) => path !== undefined && path !== '' && existsSync(path));
  if (found) return found;
  // Its bundled libraries are unpacked only where it believes to run in a function.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  try {
    const { default: bundled } = await import('@sparticuz/chromium');
    const path = await bundled.executablePath();
    // Another test's worker may be unpacking it still: until it is whole it does not run.
    await until(() => answers(path), `${path} runs`);
    return path;
  } catch (cause) {
    throw new Error(
      `No Chromium was found: set CHROME to one, or run "npx playwright install chromium". (${String(cause)})`,
    );
  }
}

async function answers(path: string): Promise<boolean> {
  const asked = promisify(execFile)(path, ['--version']);
  return asked.then(
    () => true,
    () => false,
  );
}

export interface OpenPage {
  readonly page: Page;
  /** Addresses that it asked for. */
  readonly requests: readonly string[];
  /** What it complained of. */
  readonly complaints: readonly string[];
}

export async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('websocket', (socket) => requests.push(socket.url()));
  page.on('pageerror', (cause) => complaints.push(cause.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes(HANDSHAKE_ANEW)) complaints.push(message.text());
  });
  await page.goto(url);
  return { page, requests, complaints };
}

export async function figure(page: Page, key: string): Promise<number> {
  return Number(await page.locator(`[data-figure=${key}]`).first().getAttribute('data-value'));
}

export async function connection(page: Page): Promise<string> {
  return (await page.locator('html').getAttribute('data-connection')) ?? '';
}
