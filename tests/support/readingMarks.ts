import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The calls that the page says it cannot read. */
export const marked = (page: Page) =>
  page
    .locator('.unread:visible')
    .evaluateAll((marks) => marks.flatMap((mark) => (mark.getAttribute('data-unread') ?? '').split(' ')));
/** Nothing waits, not even for so short that it is not said yet, and nothing is marked; scenes that are away may. */
export const isWhole = (page: Page) =>
  page.evaluate(() => {
    const isHere = (node: Element) => node.checkVisibility() && node.closest('.is-away') === null;
    const stands = document.querySelector('main, .door form') !== null;
    return stands && ![...document.querySelectorAll('.unread, .pending')].some(isHere);
  });

/** The view's frame stands, and no exception is on the screen. */
export async function framed(page: Page, frame: readonly string[], when: string): Promise<void> {
  for (const part of frame) await page.locator(part).first().waitFor({ state: 'visible' });
  const text = await page.locator('body').innerText();
  expect(text, `${when}: an exception on the screen`).not.toMatch(
    /Failed to fetch|Error\b|undefined|\[object|about:blank|Too many/,
  );
}
