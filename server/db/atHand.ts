/** What is kept at hand of the things that were asked for last, so that the sum of their weights stays bounded (I10). */
export interface AtHand<T> {
  readonly get: (id: number) => T | undefined;
  /** Keeps it, or says its weight anew. What is heavier than all room alone is kept as long as nothing else is. */
  readonly keep: (id: number, thing: T, weight: number) => void;
}

export function createAtHand<T>(room: number): AtHand<T> {
  /** The last asked for stands last. */
  const things = new Map<number, { readonly thing: T; readonly weight: number }>();
  let weightOfAll = 0;
  const remove = (id: number): void => {
    weightOfAll -= things.get(id)?.weight ?? 0;
    things.delete(id);
  };
  return {
    get: (id) => {
      const kept = things.get(id);
      if (!kept) return undefined;
      things.delete(id);
      things.set(id, kept);
      return kept.thing;
    },
    keep: (id, thing, weight) => {
      remove(id);
      things.set(id, { thing, weight });
      weightOfAll += weight;
      for (const oldest of things.keys()) {
        if (weightOfAll <= room || oldest === id) return;
        remove(oldest);
      }
    },
  };
}
