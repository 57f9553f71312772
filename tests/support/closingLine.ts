import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** What a run came to, for whoever runs a file again (runTests.mjs). */
export interface Outcome {
  /** Paths of the files in which something failed, from the project's root. */
  readonly failedFiles: readonly string[];
  /** Errors of no file in particular: nothing that is run again takes them back. */
  readonly strayErrors: number;
}

/** Prints one plain closing line, so that a machine can read the outcome without knowing the runner. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], stray: readonly SerializedError[]): void {
    const counts = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    let broken = stray.length;
    for (const module of modules) {
      broken += module.errors().length;
      for (const test of module.children.allTests()) counts[test.result().state]++;
    }
    console.log(`\n${counts.passed} passed, ${counts.failed + broken} failed, ${counts.skipped} skipped`);
    if (process.env.OUTCOME) this.#keep(process.env.OUTCOME, modules, stray.length);
  }

  #keep(file: string, modules: readonly TestModule[], strayErrors: number): void {
    const failed = modules.filter((module) => !module.ok() || module.errors().length > 0);
    const failedFiles = failed.map(({ moduleId }) => relative(process.cwd(), moduleId));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ failedFiles, strayErrors } satisfies Outcome));
  }
}
