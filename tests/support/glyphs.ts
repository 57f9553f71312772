import type { Page } from 'playwright-core';
import { until } from './until';

const NODE_GONE = /node with given id/i;

interface ShownFonts {
  readonly fonts: readonly { readonly familyName: string; readonly isCustomFont: boolean }[];
}

/**
 * Texts below a node that the browser draws, in part or whole, with a font that the page did not bring along: on another
 * machine those glyphs look different, or are empty boxes.
 */
export async function borrowedGlyphs(page: Page, below: string): Promise<readonly string[]> {
  let found: readonly string[] | null = null;
  await until(async () => {
    found = await lookThrough(page, below).catch((cause: unknown) => {
      // A part was drawn anew while it was looked through: from the beginning.
      if (NODE_GONE.test(String(cause))) return null;
      throw cause;
    });
    return found !== null;
  }, 'nothing is drawn anew while it is looked through');
  return found ?? [];
}

async function lookThrough(page: Page, below: string): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument', { depth: 0 });
  const { nodeIds } = await session.send('DOM.querySelectorAll', { nodeId: root.nodeId, selector: `${below} *` });
  const borrowed = new Set<string>();
  const look = async (nodeId: number): Promise<void> => {
    const { fonts } = (await session.send('CSS.getPlatformFontsForNode', { nodeId })) as ShownFonts;
    const foreign = fonts.filter((font) => !font.isCustomFont);
    if (foreign.length === 0) return;
    const { object } = await session.send('DOM.resolveNode', { nodeId });
    const { result } = await session.send('Runtime.callFunctionOn', {
      ...(object.objectId !== undefined && { objectId: object.objectId }),
      functionDeclaration: 'function () { return this.textContent.trim().slice(0, 80); }',
    });
    borrowed.add(`${foreign.map((font) => font.familyName).join(', ')}: ${String(result.value)}`);
  };
  // All at once: one after the other, a busy machine would be at it when the page next reads its history.
  await Promise.all(nodeIds.map(look)).finally(() => session.detach());
  return [...borrowed];
}
