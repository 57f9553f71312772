import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wholeText } from '../../shared/formats';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { pdfPages } from '../support/pdfText';
import { type RunningServer, startServer } from '../support/server';
import { until } from '../support/until';
import { unzip, xlsxRows } from '../support/unzip';

const OUTPUT = fileURLToPath(new URL('../output', import.meta.url));
const PERIOD = 'from=2025-07-01&to=2025-07-14';
let server: RunningServer;
let browser: Browser;
beforeAll(async () => {
  mkdirSync(OUTPUT, { recursive: true });
  server = await startServer({ env: { DEMO: 'on', DEMO_AT: '2025-07-14T17:30:00+07:00' } });
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  await browser.close();
  await server.dispose();
});

const open = async (query: string): Promise<Page> => {
  const { page } = await openPage(browser, `${server.origin}/present${query}`);
  await page.waitForSelector('.present[data-as-of]:not([data-as-of=""])');
  return page;
};

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
    const explained = () => page.locator('.explained-value').innerText();
    await page.locator('.brief-text [data-fact=topOnTime]').last().click();
    await until(async () => (await explained()) === '309/338', 'the number that was clicked');
    expect(await page.locator('.explained dl').innerText()).toContain('91,42%');
    await page.locator('.brief-text [data-fact=onlineRate]').last().hover();
    await until(async () => (await explained()) === '13.421/17.710', 'the number under the pointer');
    const how = await page.locator('.explained').innerText();
    for (const said of ['Tiếp nhận trực tuyến ÷ tiếp nhận', 'Tử số 13.421', 'Mẫu số 17.710'])
      expect(how).toContain(said);
    await page.locator('.brief-text [data-fact=topOnTime]').last().hover();
    await until(async () => (await explained()) === '309/338', 'the number under the pointer again');
    await page.locator('[data-decimals="0"]').click();
    expect(await page.locator('.brief-text').innerText()).toContain('với 91% (309/338 hồ sơ');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.locator('[data-export=copy]').click();
    await until(
      async () => (await page.evaluate(() => navigator.clipboard.readText())).includes('Đáng chú ý: Nổi bật'),
      'copied',
    );
    const [pdf] = await Promise.all([page.waitForEvent('download'), page.locator('[data-export=pdf]').click()]);
    const [sheet = ''] = pdfPages(readFileSync(await pdf.path()));
    const read = sheet.replace(/\s+/g, ' ');
    for (const said of ['Đáng chú ý: Nổi bật', '17.710', '75,78%', '91% (309/338', 'MÔ PHỎNG'])
      expect(read).toContain(said);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-export=docx]').click()]);
    const xml = unzip(readFileSync(await download.path())).get('word/document.xml') ?? '';
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

  test.each(['corrected', 'shown'])(
    'what leaves in the midst of the time machine (as %s) says what the replay shows at that instant, in every form',
    async (hindsight) => {
      const moment = 'moment=2025-07-10T12:00:00%2B07:00';
      const page = await open(`?${PERIOD}&page=overview&${moment}&hindsight=${hindsight}`);
      const received = Number(await page.locator('[data-figure=received]').getAttribute('data-value'));
      expect(received).toBeGreaterThan(5000);
      expect(received).toBeLessThan(17_710);
      await page.keyboard.press('x');
      await page.waitForSelector('.brief-text .locked');
      const said = wholeText(received, 'vi');
      expect(await page.locator('.brief-text [data-fact=received]').innerText()).toBe(said);
      const file = async (format: string): Promise<Uint8Array> => {
        const href = await page.locator(`[data-export=table-${format}]`).getAttribute('href');
        return new Uint8Array(await (await fetch(`${server.origin}${href}`)).arrayBuffer());
      };
      expect(
        new TextDecoder()
          .decode(await file('csv'))
          .split('\r\n')[1]
          ?.split(',')[4],
      ).toBe(String(received));
      expect(xlsxRows(await file('xlsx'))[1]?.[4]).toBe(String(received));
      const [table = ''] = pdfPages(await file('pdf'));
      expect(table).toContain(said);
      expect(table).toContain('Số liệu đến 12:00:00 10/07/2025');
      const a4 = await page.locator('.exports a[href*="shape=a4"]').getAttribute('href');
      await page.goto(`${server.origin}${a4}`);
      await page.waitForSelector('[data-ready=yes]');
      expect(await page.locator('.a4').innerText()).toContain(said);
      expect(await page.locator('.a4 footer').innerText()).toContain('12:00 10/7/2025');
      await page.context().close();
    },
  );

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
    await page.setViewportSize({ width: 900, height: 1220 });
    await page.screenshot({ path: join(OUTPUT, 'press-a4.png') });
    for (const [shape, width, height] of [
      ['post', 1080, 1350],
      ['sheet', 2480, 3508],
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
