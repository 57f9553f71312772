import type { Page } from 'playwright-core';

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
