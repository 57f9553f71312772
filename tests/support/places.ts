import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** Somewhere that a reader can be: a view, with its scene or page. */
export interface Place {
  readonly name: string;
  readonly path: string;
  readonly who: 'anybody' | 'admin' | 'chair';
  /** What of the view never goes away. */
  readonly frame: readonly string[];
  /** Does something by key or finger that has nothing to do with reading, and sees that it is done. */
  readonly works: (page: Page) => Promise<void>;
  /** Where it is come from, and how; null: only by its address. */
  readonly from: { readonly path: string; readonly turn: (page: Page) => Promise<void> } | null;
}

const WARD = '19813';
const PERIOD = 'period=month';
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Registries are read as text: the tests of a browser do not understand components. */
const named = (file: string, pattern: RegExp) =>
  [...readFileSync(`${ROOT}/client/views/${file}`, 'utf8').matchAll(pattern)].map((match) => match[1] ?? '');

const VIEWS = named('index.ts', /\{\s*path: '(\/[^']*)'/g);
const SCENES = named('wall/scenes/index.ts', /\{ name: '(\w+)'/g);
const PAGES = named('present/pages/index.ts', /\{ name: '(\w+)'/g);

type Rest = Omit<Place, 'name' | 'path'>;
const shows = (page: Page, selector: string) => page.locator(selector).first().waitFor();

const WALL: Rest = {
  who: 'anybody',
  frame: ['.head h1', '.head .clock', '.wall > .line:not(.is-away)'],
  works: async (page) => {
    const paused = await page.locator('.wall').getAttribute('data-paused');
    await page.keyboard.press('Space');
    await shows(page, `.wall[data-paused=${paused === 'yes' ? 'no' : 'yes'}]`);
    await page.keyboard.press('Space');
    await shows(page, `.wall[data-paused=${paused}]`);
  },
  from: null,
};
const PRESENT: Rest = {
  who: 'anybody',
  frame: ['.present > header h1', '.present > header .periods', '.present > footer nav'],
  works: async (page) => {
    await page.keyboard.press('?');
    await shows(page, '.panel.is-help');
    await page.keyboard.press('Escape');
    await page.locator('.panel.is-help').waitFor({ state: 'detached' });
  },
  from: null,
};
const TABLET: Rest = {
  who: 'anybody',
  frame: ['.ward > header h1', '.ward > footer'],
  works: async (page) => {
    await page.locator('.ward > footer button').first().click();
    await shows(page, '[data-sheet=notes]');
    await page.locator('[data-sheet=notes] > header button').click();
    await page.locator('[data-sheet=notes]').waitFor({ state: 'detached' });
  },
  from: null,
};

/** How each view is visited. A view that is not here fails by name. */
const VISITS: Readonly<Record<string, (secret: string) => readonly Place[]>> = {
  '/': () => [
    {
      name: 'chooser',
      path: '/',
      who: 'anybody',
      frame: ['.chooser h1', '.chooser li a'],
      works: async () => undefined,
      from: null,
    },
  ],
  '/wall': () =>
    SCENES.map((scene, i) => ({
      ...WALL,
      name: `wall, ${scene}`,
      path: `/wall?scene=${scene}`,
      from: {
        path: `/wall?scene=${SCENES[(i + 1) % SCENES.length]}`,
        turn: async (page) => {
          await page.keyboard.press(String(i + 1));
          await shows(page, `.wall[data-scene=${scene}]`);
        },
      },
    })),
  '/ward': () => [
    { ...TABLET, name: 'tablet', path: `/ward/${WARD}` },
    {
      ...TABLET,
      name: 'tablet, own',
      path: `/ward/${WARD}`,
      who: 'chair',
      from: {
        path: `/ward/${WARD}`,
        turn: async (page) => {
          await page.locator('.ward > footer button').last().click();
          await shows(page, '[data-sheet=lists]');
        },
      },
      // Over the page lies a sheet: its own keys are those that work.
    },
    {
      ...TABLET,
      name: 'tablet, choosing',
      path: '/ward',
      frame: ['.ward-pick h1'],
      works: (page) => found(page, '.ward-pick input', '[data-found]'),
    },
  ],
  '/present': () =>
    PAGES.map((name, i) => ({
      ...PRESENT,
      name: `presenter, ${name}`,
      path: `/present?${PERIOD}&page=${name}`,
      from: {
        path: `/present?${PERIOD}&page=${PAGES[(i + PAGES.length - 1) % PAGES.length]}`,
        turn: async (page) => {
          await page.keyboard.press('ArrowRight');
          await shows(page, `.present[data-page=${name}]`);
        },
      },
    })),
  '/press': () => [
    {
      name: 'press',
      path: '/press?from=2025-07-01&to=2025-07-14',
      who: 'anybody',
      frame: ['main'],
      works: async () => undefined,
      from: null,
    },
  ],
  '/remote': (secret) => [
    {
      name: 'remote',
      path: `/remote#${secret}`,
      who: 'anybody',
      frame: ['.remote h1', '.remote-keys'],
      works: (page) => found(page, '.remote input', '[data-unit]'),
      from: null,
    },
  ],
  '/ops': () => [
    {
      name: 'operators',
      path: '/ops',
      who: 'admin',
      frame: ['.ops > header h1', '.ops-index', '.ops-page #alerts', '.ops-page #limits'],
      works: async (page) => {
        await page.locator('.ops-index a[href$="#limits"]').click();
        await page.waitForFunction(() => location.hash === '#limits');
      },
      from: null,
    },
    {
      name: 'door',
      path: '/ops',
      who: 'anybody',
      frame: ['.door form'],
      works: async (page) => page.locator('.door input').first().fill('ai'),
      from: null,
    },
  ],
};

async function found(page: Page, input: string, list: string): Promise<void> {
  await page.locator(input).fill('phu');
  await shows(page, list);
  await page.locator(input).fill('');
}

/** Every place of the product, from its registries. */
export function everyPlace(secret: string): readonly Place[] {
  if (VIEWS.length < 7 || SCENES.length < 5 || PAGES.length < 5)
    throw new Error('the registries are written otherwise now');
  return VIEWS.flatMap((view) => {
    const visit = VISITS[view];
    if (!visit) throw new Error(`say in ${import.meta.url} how ${view} is visited`);
    return visit(secret);
  });
}
