import { onCleanup } from 'solid-js';

const SHIFT_EVERY_MS = 120_000;
/** Steps along one side of a slow square path of ±8 px against burn-in, 2 px each. */
const STEPS = 8;
const STEP_REM = 0.02;
const EDGE = STEPS / 2;

/** Where the stage stands after so many steps: [x, y] in steps from the middle. */
export function shiftAt(step: number): readonly [x: number, y: number] {
  const along = (step % STEPS) - EDGE;
  const sides: readonly (readonly [number, number])[] = [
    [along, -EDGE],
    [EDGE, along],
    [-along, EDGE],
    [-EDGE, -along],
  ];
  return sides[Math.floor(step / STEPS) % 4] ?? [0, 0];
}

/** After so long a bright area that never changes would stay in the panel: the badge becomes an outline. */
const LONG_AFTER_MS = 600_000;

export function createShift(): void {
  const long = setTimeout(() => {
    document.documentElement.dataset.long = 'yes';
  }, LONG_AFTER_MS);
  let step = 0;
  const timer = setInterval(() => {
    const [x, y] = shiftAt(++step);
    document.documentElement.style.setProperty('--shift-x', `${x * STEP_REM}rem`);
    document.documentElement.style.setProperty('--shift-y', `${y * STEP_REM}rem`);
  }, SHIFT_EVERY_MS);
  onCleanup(() => {
    clearTimeout(long);
    clearInterval(timer);
  });
}
