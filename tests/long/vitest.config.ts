import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The soaks and million-row runs that are too long for `npm test`. */
export default defineConfig({
  root: ROOT,
  test: {
    environment: 'node',
    include: ['tests/long/**/*.test.ts'],
    testTimeout: 1_800_000,
    fileParallelism: false,
    reporters: ['default', './tests/support/closingLine.ts'],
  },
});
