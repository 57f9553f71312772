import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflateRawSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, openPage } from '../support/browser';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';

const OUTPUT = fileURLToPath(new URL('../output', import.meta.url));
const PERIOD = 'from=2025-07-01&to=2025-07-14';
let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T17:30:00+07:00' } });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

const open = async (query: string, width = 1920, height = 1080): Promise<Page> => {
  const { page } = await openPage(browser, `${server.origin}/present${query}`, { viewport: { width, height } });
  await page.waitForSelector('.present[data-as-of]:not([data-as-of=""])');
  return page;
};

describe('every page of the presenter', () => {
  test.each([
    ['hd', 1920, 1080, 'light'],
    ['small', 1366, 768, 'light'],
    ['dark', 1920, 1080, 'dark'],
  ] as const)('%s (%i×%i, %s) stands on the screen', async (name, width, height, theme) => {
    for (const at of ['overview', 'ranking', 'unit', 'brief']) {
      const page = await open(`?page=${at}&theme=${theme}&ward=20137&beside=19753,19789,19942`, width, height);
      await page.waitForFunction(() => !document.querySelector('.present-loading'));
      const outside = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            '.present h1, .present h2, .present p, .present li, .present td, .present button',
          ),
        ]
          .map((node) => ({ text: node.textContent?.slice(0, 30), box: node.getBoundingClientRect() }))
          .filter(
            ({ box }) => box.width > 0 && (box.right > innerWidth + 2 || box.left < -2 || box.bottom > innerHeight + 2),
          )
          .map(({ text }) => text),
      );
      expect(outside, `${at} ${name}`).toEqual([]);
      await page.screenshot({ path: join(OUTPUT, `present-${at}-${name}.png`) });
      await page.context().close();
    }
  });
});

describe('the time machine', () => {
  test('at random instants the page shows what the summary of that instant says; playing draws every state', async () => {
    const page = await open(`?${PERIOD}`);
    const moment = () => page.locator('.scrub').getAttribute('data-moment');
    const slider = page.locator('.scrub input');
    let seed = 7;
    for (let i = 0; i < 6; i++) {
      seed = (seed * 48_271) % 2_147_483_647;
      const hour = seed % 320;
      await slider.evaluate((input: HTMLInputElement, hours) => {
        input.value = String(Number(input.min) + hours * 3_600_000);
        input.dispatchEvent(new Event('input', { bubbles: true }));
      }, hour);
      const at = new Date(Number(await moment())).toISOString();
      const truth = await (await fetch(`${server.origin}/api/v1/summary?${PERIOD}&until=${at}`)).json();
      const shown = () => page.locator('[data-figure=received]').getAttribute('data-value');
      await until(
        async () => Number(await shown()) === truth.city.received,
        `seed 7, hour ${hour}: ${truth.city.received}`,
      );
      const overdue = await page.locator('[data-figure=pendingOverdue]').getAttribute('data-value');
      expect(Number(overdue), `seed 7, hour ${hour}`).toBe(truth.city.pendingOverdue);
    }
    await page.keyboard.press('Escape');
    await until(async () => (await moment()) === '', 'at the end again');
    await page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const scrub = document.querySelector<HTMLElement>('.scrub');
      if (scrub) {
        new MutationObserver(() => seen.push(scrub.dataset.moment ?? '')).observe(scrub, {
          attributeFilter: ['data-moment'],
        });
      }
    });
    await page.keyboard.press(' ');
    const seen = () => page.evaluate(() => (window as unknown as { seen: string[] }).seen.map(Number));
    await until(async () => (await seen()).length >= 12, 'it plays');
    await page.keyboard.press(' ');
    const steps = await seen();
    for (const [i, at] of steps.slice(1).entries()) expect(at - (steps[i] ?? 0)).toBe(3_600_000);
    await page.context().close();
  });

  test('as shown then differs from as corrected now only by what was recorded later', async () => {
    const page = await open(`?${PERIOD}&moment=2025-07-10T12:00:00%2B07:00&hindsight=shown`);
    const truth = await (
      await fetch(`${server.origin}/api/v1/summary?${PERIOD}&at=2025-07-10T12:00:00%2B07:00`)
    ).json();
    await until(
      async () =>
        Number(await page.locator('[data-figure=received]').getAttribute('data-value')) === truth.city.received,
      'as shown then',
    );
    expect(await page.locator('.looking').innerText()).toContain('12:00 10/7');
    await page.context().close();
  });
});

/** A file of a ZIP archive, by its central directory. */
function unzip(bytes: Buffer, name: string): string {
  for (
    let at = bytes.indexOf('PK\u0001\u0002', 0, 'latin1');
    at >= 0;
    at = bytes.indexOf('PK\u0001\u0002', at + 4, 'latin1')
  ) {
    const nameLength = bytes.readUInt16LE(at + 28);
    if (bytes.toString('utf8', at + 46, at + 46 + nameLength) !== name) continue;
    const local = bytes.readUInt32LE(at + 42);
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const raw = bytes.subarray(from, from + bytes.readUInt32LE(at + 20));
    return (bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(raw) : raw).toString('utf8');
  }
  throw new Error(`${name} is not in the archive`);
}

describe('the brief', () => {
  test('its words can be changed once it is held, its numbers cannot; the document holds both', async () => {
    const page = await open(`?${PERIOD}&page=brief`);
    await page.waitForSelector('.brief-text .locked');
    expect(await page.locator('.brief-text').getAttribute('contenteditable')).toBe('false');
    await page.keyboard.press('c');
    await until(async () => (await page.locator('.brief-text').getAttribute('contenteditable')) === 'true', 'held');
    const numbers = () => page.locator('.brief-text .locked').allTextContents();
    const before = await numbers();
    expect(before).toContain('17.710');
    expect(before).toContain('491/493');
    await page
      .locator('.brief-text p')
      .nth(1)
      .click({ position: { x: 8, y: 12 } });
    await page.keyboard.press('Home');
    await page.keyboard.type('Đáng chú ý: ');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    expect(await numbers()).toEqual(before);
    expect(await page.locator('.brief-text').innerText()).toContain('Đáng chú ý: Nổi bật');
    await page.locator('.brief-text [data-fact=topOnTime]').last().click();
    expect(await page.locator('.explained-value').innerText()).toBe('309/338');
    expect(await page.locator('.explained dl').innerText()).toContain('91,42%');
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-export=docx]').click()]);
    const xml = unzip(readFileSync(await download.path()), 'word/document.xml');
    const text = xml.replace(/<[^>]+>/g, '');
    for (const said of [
      'Đáng chú ý: Nổi bật',
      '17.710',
      '75,78%',
      '491/493',
      'Hương An',
      'Toàn thành phố',
      'MÔ PHỎNG',
    ]) {
      expect(text).toContain(said);
    }
    await page.context().close();
  });

  test('a changed number is refused by the server, too', async () => {
    const answer = await fetch(`${server.origin}/api/v1/brief.docx?${PERIOD}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ paragraphs: ['Thành phố đã tiếp nhận 17.711 hồ sơ.'] }),
    });
    expect(answer.status).toBe(422);
    expect((await answer.json()).detail).toContain('17.711');
  });

  test('A4: one page of real text; pictures: not blank, of their full size', async () => {
    const { page } = await openPage(browser, `${server.origin}/press?${PERIOD}`);
    await page.waitForSelector('[data-ready=yes]');
    const text = await page.locator('.a4').innerText();
    for (const said of ['17.710', '75,78%', '491/493', '309/338', 'DỮ LIỆU MÔ PHỎNG', '17:30 14/7/2025']) {
      expect(text).toContain(said);
    }
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)?.length).toBe(1);
    expect(pdf).toMatch(/\/FontFile2|\/FontFile3/);
    await page.screenshot({ path: join(OUTPUT, 'press-a4.png'), fullPage: true });
    for (const [shape, width, height] of [
      ['post', 1080, 1350],
      ['wide', 3840, 2160],
    ] as const) {
      await page.goto(`${server.origin}/press?${PERIOD}&shape=${shape}`);
      await page.waitForSelector('[data-ready=yes]');
      const seen = await page.evaluate(async () => {
        const href = document.querySelector<HTMLAnchorElement>('.no-print a')?.href ?? '';
        const loaded = new Image();
        loaded.src = href;
        await loaded.decode();
        const image = await createImageBitmap(loaded);
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0);
        const { data } = context?.getImageData(0, 0, image.width, image.height) ?? { data: [] };
        const colours = new Set<number>();
        for (let i = 0; i < data.length; i += 4 * 97) {
          colours.add(((data[i] ?? 0) << 16) + ((data[i + 1] ?? 0) << 8) + (data[i + 2] ?? 0));
        }
        return { width: image.width, height: image.height, colours: colours.size };
      });
      expect(seen).toMatchObject({ width, height });
      expect(seen.colours, 'the map’s classes and the text').toBeGreaterThan(20);
      await page.screenshot({ path: join(OUTPUT, `press-${shape}.png`) });
    }
    await page.context().close();
  });
});
