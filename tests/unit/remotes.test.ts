import { describe, expect, test } from 'vitest';
import { createRemotes } from '../../server/realtime/remotes';

function world() {
  let now = 0;
  const remotes = createRemotes(() => now);
  const pass = (ms: number): void => {
    now += ms;
  };
  return { remotes, pass };
}

describe('pairing a phone with a presenter', () => {
  test('a secret is long, works, and an earlier one and its phones are worth nothing any more', () => {
    const { remotes } = world();
    const first = remotes.open('a') ?? '';
    expect(first.length).toBeGreaterThanOrEqual(24);
    expect(remotes.presenterOf(first)).toBe('a');
    remotes.pair('phone', 'a');
    expect(remotes.route('phone', { kind: 'key', key: 'next' })?.presenterId).toBe('a');
    const second = remotes.open('a') ?? '';
    expect(second).not.toBe(first);
    expect(remotes.presenterOf(first)).toBeNull();
    expect(remotes.route('phone', { kind: 'key', key: 'next' })).toBeNull();
  });

  test('it ends with the meeting, and with the presenter', () => {
    const { remotes, pass } = world();
    const secret = remotes.open('a') ?? '';
    remotes.pair('phone', 'a');
    pass(8 * 3_600_000 + 1);
    expect(remotes.presenterOf(secret)).toBeNull();
    expect(remotes.route('phone', { kind: 'key', key: 'next' })).toBeNull();
    const again = remotes.open('a') ?? '';
    remotes.leave('a');
    expect(remotes.presenterOf(again)).toBeNull();
  });

  test('what is no wish, comes too often, or from a stranger, goes nowhere', () => {
    const { remotes, pass } = world();
    remotes.open('a');
    remotes.pair('phone', 'a');
    for (const wish of [
      null,
      'next',
      { kind: 'key', key: 'Enter' },
      { kind: 'unit', ward: '<b>' },
      { kind: 'dot', at: [2, 0] },
    ]) {
      expect(remotes.route('phone', wish)).toBeNull();
    }
    expect(remotes.route('stranger', { kind: 'key', key: 'next' })).toBeNull();
    pass(10_000);
    const taken = Array.from({ length: 60 }, () => remotes.route('phone', { kind: 'dot', at: null })).filter(Boolean);
    expect(taken.length).toBe(40);
    pass(1000);
    expect(remotes.route('phone', { kind: 'dot', at: null })).not.toBeNull();
  });

  test('what a presenter shows goes to its own phones only', () => {
    const { remotes } = world();
    remotes.open('a');
    remotes.open('b');
    remotes.pair('one', 'a');
    remotes.pair('two', 'b');
    const presented = { title: '40 xã, phường', period: '1–14/7/2025', frozen: false };
    expect(remotes.phonesOf('a', presented)?.ids).toEqual(['one']);
    expect(remotes.shownBy('a')).toEqual(presented);
    expect(remotes.shownBy('b')).toBeNull();
    expect(remotes.phonesOf('a', { title: 7 })).toBeNull();
  });
});
