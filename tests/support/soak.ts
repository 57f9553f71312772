import type { Page } from 'playwright-core';
import { type PageLife, pageLife } from './pageLife';

const AT_REST = 1.02;
/** Fewer say nothing about a slope. */
const LEAST_SAMPLES = 8;
/** How many times the watch goes on for as long again while it says nothing yet, or says that the heap grows. */
const MORE_WATCHES = 2;

export interface SoakResult {
  /** Growth of the heap, by least squares over what was left after each collection, in real time. */
  readonly heapMbPerHour: number;
  readonly samples: readonly (PageLife & { readonly seconds: number })[];
}

export interface SoakWish {
  readonly warmUpMs: number;
  readonly watchMs: number;
  /** What grows faster is watched on for some time: what only trembles comes to rest, what grows does not. */
  readonly limitMbPerHour?: number;
  /** How many times faster than real its ticks come. */
  readonly speed: number;
  /** Puts the page through its paces and back to where it was: what is left over is compared in one and the same place. */
  readonly round: () => Promise<void>;
}

/** Watches a page for some time after a warm-up. */
export async function soak(
  page: Page,
  { warmUpMs, watchMs, speed, round, limitMbPerHour = Number.POSITIVE_INFINITY }: SoakWish,
): Promise<SoakResult> {
  const warm = performance.now();
  while (performance.now() - warm < warmUpMs) await round();
  const samples: (PageLife & { seconds: number })[] = [];
  const from = performance.now();
  const watch = async (): Promise<void> => {
    const begun = performance.now();
    while (performance.now() - begun < watchMs) {
      await round();
      samples.push({ seconds: (performance.now() - from) / 1000, ...(await pageLife(page)) });
    }
  };
  const growth = () =>
    (slope(mostAlike(samples).map(({ seconds, heapBytes }) => [seconds, heapBytes])) * 3600) / 1024 ** 2 / speed;
  const isPlain = () => mostAlike(samples).length >= LEAST_SAMPLES && growth() <= limitMbPerHour;
  await watch();
  for (let more = 0; more < MORE_WATCHES && !isPlain(); more++) await watch();
  const rested = mostAlike(samples).length;
  if (rested < LEAST_SAMPLES) throw new Error(`the page was at rest ${rested} times only`);
  const heapMbPerHour = growth();
  const last = samples.at(-1);
  process.stderr.write(
    `soak: ${samples.length} samples, heap ${heapMbPerHour.toFixed(2)} MB/h in real time, ` +
      `${last?.nodes} nodes (${samples[0]?.nodes} at first), ${last?.listeners} listeners (${samples[0]?.listeners})\n`,
  );
  return { heapMbPerHour, samples };
}

/**
 * Samples that are alike, those of the level that was met most often: at the others a scene that had just left was
 * still held by its last animation, or by the engine.
 */
function mostAlike<T extends PageLife>(samples: readonly T[]): readonly T[] {
  const alike = (one: T) => samples.filter(({ nodes }) => nodes <= one.nodes * AT_REST && nodes * AT_REST >= one.nodes);
  return samples.map(alike).sort((a, b) => b.length - a.length)[0] ?? [];
}

/** Least squares. */
function slope(points: readonly (readonly [number, number])[]): number {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const over = points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return over / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}
