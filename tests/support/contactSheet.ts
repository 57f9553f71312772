import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';

const SHEET = 'contact-sheet.png';
/** Dozens of large pictures are decoded and drawn at once. */
const PATIENCE_MS = 150_000;

/** All screenshots of a folder on one picture; returns how many there are. */
export async function writeContactSheet(browser: Browser, folder: string): Promise<number> {
  const pictures = readdirSync(folder)
    .filter((file) => file.endsWith('.png') && file !== SHEET)
    .sort();
  const cells = pictures.map((file) => {
    const data = readFileSync(join(folder, file)).toString('base64');
    return `<figure><img src="data:image/png;base64,${data}"><figcaption>${file}</figcaption></figure>`;
  });
  const page = await browser.newPage({ viewport: { width: 2000, height: 1200 } });
  page.setDefaultTimeout(PATIENCE_MS);
  await page.setContent(`<style>body{margin:12px;display:flex;flex-wrap:wrap;gap:12px;align-items:end;font:14px sans-serif}
    figure{margin:0}img{width:480px;display:block}</style>${cells.join('')}`);
  await page.screenshot({ path: join(folder, SHEET), fullPage: true });
  await page.close();
  return pictures.length;
}
