import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CLASSES, contrast } from '../../client/map/palette';
import { deltaE2000, labOf, seen, type Vision } from '../support/colourVision';

const css = readFileSync(new URL('../../client/ui/tokens.css', import.meta.url), 'utf8');
const THEMES = ['dark', 'light'] as const;

/** The nine classes of the two rates as the tokens of a theme give them. */
function classesOf(theme: (typeof THEMES)[number]): string[] {
  const block = css.slice(css.indexOf(`[data-theme="${theme}"]`));
  return CLASSES.map((name) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(block)?.[1] ?? '');
}

function smallest(colours: readonly string[], vision: Vision): number {
  const labs = colours.map((colour) => labOf(seen(colour, vision)));
  return Math.min(...labs.flatMap((a, i) => labs.slice(i + 1).map((b) => deltaE2000(a, b))));
}

describe('CIEDE2000 agrees with the published pairs (Sharma et al. 2005)', () => {
  test.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
    [[22.7233, 20.0904, -46.694], [23.0331, 14.973, -42.5619], 2.0373],
  ] as const)('%j and %j', (a, b, expected) => {
    expect(deltaE2000(a, b)).toBeCloseTo(expected, 3);
  });
});

describe.each(THEMES)('the nine classes of the %s theme', (theme) => {
  const colours = classesOf(theme);

  test.each([
    ['normal', 7],
    ['deuteranopia', 7],
    ['protanopia', 7],
    ['tritanopia', 7],
    ['greyscale', 4],
  ] as const)('stay apart with %s vision: ΔE2000 ≥ %i between any two', (vision, least) => {
    expect(colours).toHaveLength(9);
    expect(smallest(colours, vision)).toBeGreaterThanOrEqual(least);
  });

  test('a name is legible on each of them, in light or in dark ink', () => {
    for (const colour of colours) {
      expect(Math.max(contrast(colour, '#f2f5f7'), contrast(colour, '#0b0f13')), colour).toBeGreaterThanOrEqual(4.5);
    }
  });
});
