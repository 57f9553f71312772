// Runs every test. A browser file that fails runs once more by itself: if it passes then, it is named as flaky, to be mended, and stops nobody.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Written by closingLine.ts. */
const outcome = join(root, 'tests', 'output', 'outcome.json');
const BROWSER = join('tests', 'browser');

function vitest(args, env = {}) {
  const command = [join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', ...args];
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } };
  return spawnSync(process.execPath, command, options).status ?? 1;
}

rmSync(outcome, { force: true });
const status = vitest(process.argv.slice(2), { OUTCOME: outcome });
if (status === 0) process.exit(0);

let ended = null;
try {
  ended = JSON.parse(readFileSync(outcome, 'utf8'));
} catch {
  console.log('the run did not get as far as to say what failed');
}
if (!ended || ended.strayErrors > 0 || ended.failedFiles.length === 0) process.exit(status);
const flaky = [];
const broken = ended.failedFiles.filter((file) => !file.startsWith(BROWSER));
for (const file of ended.failedFiles.filter((one) => one.startsWith(BROWSER))) {
  console.log(`\n${file} failed: once more, by itself`);
  if (vitest(['--project', 'browser', file]) === 0) flaky.push(file);
  else broken.push(file);
}
// The last lines are what a record of a long run keeps.
for (const file of flaky) console.log(`flaky: ${basename(file)}`);
for (const file of broken) console.log(`failed: ${file}`);
process.exit(broken.length === 0 ? 0 : status);
