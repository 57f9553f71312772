import type { Page } from 'playwright-core';

/** Whether every call that the page made since its document came was answered, or failed. Sockets are no calls. */
export function watchCalls(page: Page): () => boolean {
  const open = new Set<unknown>();
  page.on('framenavigated', () => open.clear());
  page.on('request', (call) => open.add(call));
  page.on('requestfinished', (call) => open.delete(call));
  page.on('requestfailed', (call) => open.delete(call));
  return () => open.size === 0;
}
