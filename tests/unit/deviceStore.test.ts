import { expect, test } from 'vitest';
import { createDeviceStore } from '../../client/offline/deviceStore';

/** A browser's store that can be blocked, filled up and emptied again. */
function createFakeStorage() {
  const kept = new Map<string, string>();
  const mood = { isBlocked: false, isFull: false };
  const look = (): void => {
    if (mood.isBlocked) throw new DOMException('The operation is insecure.', 'SecurityError');
  };
  const storage = {
    get length() {
      return kept.size;
    },
    key: (i: number) => [...kept.keys()][i] ?? null,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => {
      if (mood.isFull) throw new DOMException('full', 'QuotaExceededError');
      kept.set(name, value);
    },
    removeItem: (name: string) => void kept.delete(name),
  };
  const open = () => {
    look();
    return storage;
  };
  return { store: createDeviceStore(open), kept, mood };
}

test('what the browser keeps is the browser’s', () => {
  const { store, kept } = createFakeStorage();
  expect(store.get('a')).toBeNull();
  expect(store.set('a', '1')).toBe(true);
  expect([store.get('a'), kept.get('a'), store.names()]).toEqual(['1', '1', ['a']]);
  store.remove('a');
  expect([store.get('a'), kept.size, store.names()]).toEqual([null, 0, []]);
});

test('a blocked store is memory, and says that a reload will lose it', () => {
  const { store, mood } = createFakeStorage();
  mood.isBlocked = true;
  expect(store.get('a')).toBeNull();
  expect(store.set('a', '1')).toBe(false);
  expect([store.get('a'), store.names()]).toEqual(['1', ['a']]);
  store.remove('a');
  expect([store.get('a'), store.names()]).toEqual([null, []]);
});

test('a full store gives back what was written last, not what it still holds', () => {
  const { store, kept, mood } = createFakeStorage();
  store.set('a', 'old');
  mood.isFull = true;
  expect(store.set('a', 'new')).toBe(false);
  expect([store.get('a'), kept.get('a')]).toEqual(['new', 'old']);
  mood.isFull = false;
  expect(store.set('a', 'newest')).toBe(true);
  expect([store.get('a'), kept.get('a')]).toEqual(['newest', 'newest']);
});

test('what could not be removed does not come back on this page', () => {
  const { store, mood } = createFakeStorage();
  store.set('a', 'own list');
  mood.isBlocked = true;
  store.remove('a');
  mood.isBlocked = false;
  expect([store.get('a'), store.names()]).toEqual([null, []]);
});
