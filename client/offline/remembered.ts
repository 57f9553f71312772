import { ownBuild } from '../kiosk/reloads';

const PREFIX = 'ward-kept:';

/** What this device remembers under a name, of this very build; null when there is nothing, or nothing that can be read. */
export function recall<T>(name: string): T | null {
  try {
    const text = localStorage.getItem(PREFIX + name);
    if (text === null) return null;
    const { build, kept } = JSON.parse(text) as { readonly build: string; readonly kept: T };
    return build === ownBuild() ? kept : null;
  } catch {
    return null;
  }
}

export function remember(name: string, kept: unknown): void {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify({ build: ownBuild(), kept }));
  } catch {
    // A full store keeps what it had; the page itself shows what is new.
  }
}

/** Forgets everything whose name begins so; without a beginning, everything. */
export function forget(beginning = ''): void {
  const names = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i) ?? '');
  for (const name of names) if (name.startsWith(PREFIX + beginning)) localStorage.removeItem(name);
}
