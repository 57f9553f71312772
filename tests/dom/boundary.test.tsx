import { render } from '@solidjs/testing-library';
import { createRoot, createSignal } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { faultText, onFault } from '../../client/kiosk/faults';
import { Boundary } from '../../client/reading/Boundary';
import { listenToRetryKey } from '../../client/reading/unread';
import { LangProvider } from '../../client/ui/lang';

const RAW = 'Cannot read properties of undefined';
let noted: string[] = [];
let stop: () => void = () => undefined;
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(console, 'error').mockReturnValue();
  noted = [];
  stop = onFault((message) => noted.push(message));
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function show(lang: 'vi' | 'en') {
  const [isIll, setIll] = createSignal(true);
  let draws = 0;
  const Part = () => {
    draws++;
    if (isIll()) throw new TypeError(RAW);
    return <b>17.710</b>;
  };
  const { container, unmount } = render(() => (
    <LangProvider value={lang}>
      <header>Toàn cảnh</header>
      <Boundary name="map">
        <Part />
      </Boundary>
    </LangProvider>
  ));
  return { container, unmount, heal: () => setIll(false), draws: () => draws };
}

test.each([
  ['vi', 'Phần này gặp lỗi'],
  ['en', 'This part failed'],
] as const)(
  'a part that throws says so in %s, without a word of the exception; the rest stands; it heals by itself',
  async (lang, says) => {
    const { container, unmount, heal, draws } = show(lang);
    expect(container.querySelector('header')?.textContent).toBe('Toàn cảnh');
    expect(container.textContent).toContain(says);
    expect(container.textContent).not.toContain(RAW);
    expect(noted).toEqual([`map: TypeError: ${RAW}`]);
    await vi.advanceTimersByTimeAsync(1000 + 2000 + 4000);
    expect(draws(), 'tried with growing pauses').toBeGreaterThanOrEqual(4);
    expect(draws()).toBeLessThanOrEqual(6);
    heal();
    await vi.advanceTimersByTimeAsync(8000);
    expect(container.querySelector('b')?.textContent).toBe('17.710');
    unmount();
  },
);

test('R and the button try again at once', () => {
  const end = createRoot((dispose) => {
    listenToRetryKey();
    return dispose;
  });
  for (const press of [
    () => window.dispatchEvent(new KeyboardEvent('keydown', { key: 'r' })),
    (root: HTMLElement) => root.querySelector('button')?.click(),
  ]) {
    const { container, unmount, heal } = show('vi');
    heal();
    expect(container.querySelector('b')).toBe(null);
    press(container);
    expect(container.querySelector('b')?.textContent).toBe('17.710');
    unmount();
  }
  end();
});

test('what leaves the page of a fault is short, without questions of addresses and without long numbers', () => {
  const text = faultText(
    `/api/v1/wards/19813/dossiers?list=overdue failed for H57.21.03-250714-0012 ${'x'.repeat(999)}`,
  );
  expect(text).toMatch(/^\/api\/v1\/wards\/…\/dossiers failed for H57\.21\.03-…-… x+$/);
  expect(text.length).toBe(300);
});
