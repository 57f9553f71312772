import type { Browser, BrowserContextOptions, Page, Route } from 'playwright-core';
import { formatInstant, HOUR_MS, MINUTE_MS, parseInstant } from '../../shared/localTime';
import type { WardList, WardListAnswer, WardListRow } from '../../shared/wardLists';
import type { WardNote } from '../../shared/wardNotes';
import { openPage } from './browser';

/** What a ward's own session would be answered, for a server that does not answer it yet. */
export interface WardStub {
  /** The calls that were made, path and query. */
  readonly calls: string[];
  readonly notes: WardNote[];
  /** From now on the lists are refused: the session has ended. */
  end: () => void;
}

interface StubWish {
  readonly ward: string;
  readonly chair: boolean;
}

/** The demo stands still here, and the stubbed lists speak for it. */
export const WARD_AT = '2025-07-14T10:42:16+07:00';
const NOW = parseInstant(WARD_AT) ?? Number.NaN;
/** Phường Thủy Xuân. */
export const OWN_WARD = '19813';

export interface WardWish extends BrowserContextOptions {
  readonly code?: string;
  readonly query?: string;
  /** Whether the ward's chair is signed in. */
  readonly chair?: boolean;
}

/** A tablet's page, upright unless wished otherwise, once everything on it is drawn. */
export async function openWard(
  browser: Browser,
  origin: string,
  { code = OWN_WARD, query = '', chair = true, ...options }: WardWish = {},
): Promise<{ readonly page: Page; readonly stub: WardStub; readonly complaints: readonly string[] }> {
  const viewport = { width: 800, height: 1280 };
  const { page, complaints } = await openPage(browser, 'about:blank', {
    viewport,
    serviceWorkers: 'block',
    ...options,
  });
  const stub = await stubWard(page, { ward: code, chair });
  await page.goto(`${origin}/ward/${code}${query}`);
  await page.waitForSelector('.ward .mini svg path.is-own');
  // Its bars stand at once, without a figure.
  await page.waitForSelector('.ward .hours [data-received]:not([data-received=""])');
  // By field, then by procedure or why not.
  await page.waitForSelector('.ward .lateness > div > :nth-child(2)');
  const shortlists = ['.short [data-rows=overdue] li', '.short [data-rows=due-soon] li'];
  for (const list of chair ? shortlists : ['[data-sign-in-hint]']) await page.waitForSelector(list);
  return { page, stub, complaints };
}

export function figureOf(page: Page, key: string, window: string, name = 'data-value'): Promise<string | null> {
  return page.locator(`[data-figure="${key}"][data-window="${window}"]`).first().getAttribute(name);
}

const row = (hint: string, now: number, extra: Partial<WardListRow>): WardListRow => {
  const base = {
    hint,
    field: 'G10-NN05',
    channel: 'online',
    status: 4,
    submittedAt: formatInstant(now - 75 * HOUR_MS),
    receivedAt: formatInstant(now - 74 * HOUR_MS),
    dueAt: null,
    finishedAt: null,
    since: null,
    workingDaysLeft: null,
    workingMinutesLeft: null,
    suspicion: null,
  };
  return { ...base, ...extra };
};

function rowsOf(list: WardList, now: number): readonly WardListRow[] {
  const at = (minutes: number) => formatInstant(now + minutes * MINUTE_MS);
  const day = 24 * 60;
  switch (list) {
    case 'due-soon':
      return [
        row('0417', now, { dueAt: at(48), workingDaysLeft: 0, workingMinutesLeft: 48 }),
        row('0398', now, { field: 'G15-TP03', channel: 'direct', dueAt: at(318), workingDaysLeft: 0 }),
        row('0402', now, { field: 'G15-TP04', dueAt: at(377), workingDaysLeft: 0 }),
        row('0365', now, { field: 'G09-NV07', channel: 'postal', dueAt: at(day + 377), workingDaysLeft: 1 }),
        row('0371', now, { field: 'G17-XD01', dueAt: at(2 * day + 300), workingDaysLeft: 2 }),
      ];
    case 'overdue':
      return [
        row('0288', now, { receivedAt: at(-12 * day), dueAt: at(-5 * day), workingDaysLeft: -3 }),
        row('0301', now, { field: 'G17-XD01', channel: 'direct', dueAt: at(-3 * day), workingDaysLeft: -1 }),
        row('0310', now, { field: 'G15-TP03', dueAt: at(-90), workingDaysLeft: 0 }),
      ];
    case 'awaiting-intake':
      return [row('0455', now, { status: 1, receivedAt: null, submittedAt: at(-4 * day) })];
    case 'paused':
      return [
        row('0222', now, { status: 5, dueAt: at(3 * day) }),
        row('0231', now, { status: 6, field: null, channel: null, dueAt: null }),
      ];
    case 'uncollected':
      return [row('0199', now, { status: 9, finishedAt: at(-4 * day) })];
    case 'suspect':
      return [
        row('0154', now, { status: 9, finishedAt: at(-4 * day), suspicion: 'finished-at-receipt' }),
        row('0160', now, { suspicion: 'long-untouched', dueAt: at(-9 * day) }),
      ];
  }
}

export async function stubWard(page: Page, { ward, chair }: StubWish): Promise<WardStub> {
  let ended = false;
  const notes: WardNote[] = [];
  const calls: string[] = [];
  const identity = () =>
    chair && !ended
      ? {
          kind: 'user',
          name: 'chu-tich',
          role: 'ward_chair',
          ward,
          mustChangePassword: false,
          totp: 'none',
          guest: false,
        }
      : { kind: 'anonymous' };
  const answer = (route: Route, status: number, body?: unknown) => {
    calls.push(route.request().url());
    return route.fulfill({ status, ...(body !== undefined && { json: body }) });
  };
  const own = (route: Route, body: () => unknown) =>
    chair && !ended ? answer(route, 200, body()) : answer(route, 401, { title: 'Unauthorized', status: 401 });
  await page.route('**/api/v1/session', (route) =>
    answer(route, 200, { identity: identity(), access: 'open', hasUsers: true, simulated: true }),
  );
  await page.route(`**/api/v1/wards/${ward}/dossiers?*`, (route) => {
    const list = new URL(route.request().url()).searchParams.get('list') as WardList;
    const rows = rowsOf(list, NOW);
    return own(
      route,
      () => ({ ward, list, asOf: formatInstant(NOW), total: rows.length, rows }) satisfies WardListAnswer,
    );
  });
  await page.route(`**/api/v1/wards/${ward}/lateness?*`, (route) =>
    own(route, () => ({
      from: '2025-07-01',
      to: '2025-07-14',
      ward,
      asOf: formatInstant(NOW),
      fields: [
        { field: 'G10-NN05', resolved: 92, late: 4, overdue: 2 },
        { field: 'G17-XD01', resolved: 31, late: 1, overdue: 1 },
        { field: 'G15-TP04', resolved: 310, late: 1, overdue: 0 },
        { field: 'G15-TP03', resolved: 120, late: 0, overdue: 0 },
      ],
      procedures: [
        { procedure: '1.012756', field: 'G10-NN05', resolved: 40, late: 3, overdue: 1 },
        { procedure: '1.013225', field: 'G17-XD01', resolved: 22, late: 1, overdue: 1 },
      ],
    })),
  );
  await page.route(`**/api/v1/wards/${ward}/notes*`, (route) => {
    if (route.request().method() === 'GET') return answer(route, 200, { notes });
    const { text, from } = route.request().postDataJSON() as { text: string; from: string | null };
    const id = notes.length + 1;
    const recordedAt = formatInstant(NOW);
    notes.push({ id, ward, text, from, until: null, recordedAt, answer: null });
    return answer(route, 201, { id });
  });
  await page.route(`**/api/v1/wards/${ward}/notes/*/end`, (route) => {
    const id = Number(new URL(route.request().url()).pathname.split('/').at(-2));
    const found = notes.findIndex((note) => note.id === id);
    const note = notes[found];
    if (note) notes[found] = { ...note, until: formatInstant(NOW) };
    return answer(route, 204);
  });
  return {
    calls,
    notes,
    end: () => {
      ended = true;
    },
  };
}
