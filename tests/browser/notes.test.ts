import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { formatInstant } from '../../shared/localTime';
import type { Snapshot } from '../../shared/protocol';
import { launchBrowser, NO_GL, openPage } from '../support/browser';
import { at } from '../support/histories';
import { until } from '../support/until';
import { typeset } from '../support/wallPages';
import { chairOf, createWardWorld, OPERATOR, OTHER, OWN, TABLET, type WardWorld } from '../support/wardWorld';

let world: WardWorld;
let browser: Browser;
beforeAll(async () => {
  world = await createWardWorld(at('10/7 09:57'), { pages: true });
  await world.send(
    [OWN, OTHER].flatMap((wardCode) =>
      Array.from({ length: 60 }, (_, i) => ({
        dossierNo: `H57.21.03-${wardCode}-${i}`,
        occurredAt: formatInstant(at('9/7 09:00')),
        wardCode,
        status: i < 12 ? 4 : 9,
        channel: i % 3 ? 'online' : 'direct',
        receivedAt: formatInstant(at('2/7 09:00')),
        dueAt: formatInstant(at(i < 12 ? '9/7 10:00' : '11/7 10:00')),
        ...(i >= 12 && { finishedAt: formatInstant(at('9/7 09:00')) }),
      })),
    ),
  );
  const pending = async () => ((await world.call('/snapshot', null)).body as Snapshot).alerts.length > 0;
  await until(pending, 'what is overdue is seen');
  // It rings once it has stood for a minute.
  world.standAt(at('10/7 10:00'));
  browser = await launchBrowser(NO_GL);
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const LONG =
  'Mất điện cả khu vực Thuận An từ 9:00, máy chủ một cửa dừng; cán bộ vẫn nhận hồ sơ giấy và sẽ nhập bù ngay khi có điện trở lại, dự kiến 11:00';
const fits = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((node) => {
      const box = node.getBoundingClientRect();
      const side = node.closest('.alerts, .spotlight, .spot')?.getBoundingClientRect();
      return side !== undefined && box.right <= side.right + 1 && box.bottom <= side.bottom + 1 && box.height > 0;
    });

test('what a ward says is on the wall beside what it explains within a second, with the centre’s answer, and in the presenter', async () => {
  const [wall, spot, presenter] = await Promise.all(
    ['/wall?scene=overview', `/wall?scene=unit&ward=${OWN}`, `/present?page=unit&ward=${OWN}&period=month`].map(
      (path) => openPage(browser, `${world.origin}${path}`),
    ),
  );
  if (!wall || !spot || !presenter) throw new Error('no page');
  await wall.page.waitForSelector('[data-alert]');
  expect(await wall.page.locator('[data-note]').count()).toBe(0);

  const from = formatInstant(at('10/7 09:00'));
  const { body } = await world.call(`/wards/${OWN}/notes`, TABLET, { text: LONG, from });
  // In one look: the lists are drawn anew with every frame.
  const shown = async (page: Page) => (await page.locator(`[data-note="${body.id}"]`).allTextContents())[0] ?? '';
  for (const { page } of [wall, spot, presenter]) {
    await until(async () => (await shown(page)).includes('Mất điện cả khu vực'), 'the note is shown');
  }
  expect(await shown(wall.page)).toContain('Đơn vị báo 10:00');
  expect(await shown(presenter.page)).toContain('10/7');
  expect(await wall.page.locator(`.alerts li:has([data-note])`).count()).toBe(1);

  await world.call(`/ops/notes/${body.id}/answer`, OPERATOR, { text: 'Điện lực hẹn 10:30' });
  for (const { page } of [wall, spot, presenter]) {
    await until(async () => (await shown(page)).includes('Điện lực hẹn 10:30'), 'the answer is shown');
    await typeset(page);
  }
  expect(await fits(wall.page, '.alerts .note-line')).toBe(true);
  expect(await fits(spot.page, '.spotlight .note-line')).toBe(true);
  expect(await fits(presenter.page, '.unit-note')).toBe(true);

  world.standAt(at('10/7 10:30'));
  await world.call(`/wards/${OWN}/notes/${body.id}/end`, chairOf(OWN), {});
  await until(async () => (await shown(spot.page)).includes('đến 10:30'), 'its end is shown');
  for (const { page, complaints } of [wall, spot, presenter]) {
    expect(complaints).toEqual([]);
    await page.context().close();
  }
});
