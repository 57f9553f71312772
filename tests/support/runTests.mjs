// Runs every test. A browser file that fails runs once more by itself: if it passes then, it is named as flaky, to be mended, and stops nobody.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const results = join(root, 'tests', 'output', 'results.json');
const BROWSER = join('tests', 'browser');

function vitest(...args) {
  const command = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...args];
  return spawnSync(process.execPath, command, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

/** Paths of the files that failed; null when the run did not get so far as to say. */
function failedFiles() {
  try {
    const { testResults } = JSON.parse(readFileSync(results, 'utf8'));
    return testResults.filter(({ status }) => status === 'failed').map(({ name }) => relative(root, name));
  } catch {
    return null;
  }
}

mkdirSync(join(root, 'tests', 'output'), { recursive: true });
rmSync(results, { force: true });
const own = ['default', './tests/support/closingLine.ts', 'json'].map((name) => `--reporter=${name}`);
const status = vitest(...own, `--outputFile.json=${results}`, ...process.argv.slice(2));
if (status === 0) process.exit(0);

const failed = failedFiles();
if (!failed || failed.length === 0) process.exit(status);
const flaky = [];
const broken = failed.filter((file) => !file.startsWith(BROWSER));
for (const file of failed.filter((one) => one.startsWith(BROWSER))) {
  console.log(`\n${file} failed: once more, by itself`);
  if (vitest('--project', 'browser', file) === 0) flaky.push(file);
  else broken.push(file);
}
// The last lines are what a record of a long run keeps.
for (const file of flaky) console.log(`flaky: ${basename(file)}`);
for (const file of broken) console.log(`failed: ${file}`);
process.exit(broken.length === 0 ? 0 : status);
