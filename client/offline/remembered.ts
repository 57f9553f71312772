import { ownBuild } from '../kiosk/reloads';
import { deviceStore } from './deviceStore';

const PREFIX = 'ward-kept:';

interface Remembered<T> {
  readonly build: string;
  /** What was kept was written whole by this build, and nobody changed it since. */
  readonly sum: number;
  readonly kept: T;
}

/** What this device remembers under a name, of this very build; null when there is nothing, or nothing that can be trusted. */
export function recall<T>(name: string): T | null {
  const text = deviceStore.get(PREFIX + name);
  if (text === null) return null;
  try {
    const { build, sum, kept } = JSON.parse(text) as Remembered<T>;
    return build === ownBuild() && sum === sumOf(JSON.stringify(kept)) ? kept : null;
  } catch {
    return null;
  }
}

/** A full store keeps what it had; the page itself shows what is new. */
export function remember(name: string, kept: unknown): void {
  const sum = sumOf(JSON.stringify(kept));
  deviceStore.set(PREFIX + name, JSON.stringify({ build: ownBuild(), sum, kept } satisfies Remembered<unknown>));
}

/** Forgets everything whose name begins so; without a beginning, everything. */
export function forget(beginning = ''): void {
  for (const name of deviceStore.names()) if (name.startsWith(PREFIX + beginning)) deviceStore.remove(name);
}

/** FNV-1a over the code units: tells damage, not forgery. */
function sumOf(text: string): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193);
  return sum >>> 0;
}
