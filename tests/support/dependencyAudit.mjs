/** Asks the registry whether a package that the product ships is known to be unsafe. Where it cannot be asked, it says so. */
import { spawnSync } from 'node:child_process';

const { stdout } = spawnSync('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000'], {
  encoding: 'utf8',
});
const answer = readJson(stdout);
const found = answer?.metadata?.vulnerabilities;
if (!found) {
  console.log('Dependency audit: the registry does not answer audits here; nothing was checked.');
} else {
  const grave = (found.high ?? 0) + (found.critical ?? 0);
  console.log(`Dependency audit: ${grave} high or critical, ${found.total} in all.`);
  for (const [name, { severity, via }] of Object.entries(answer.vulnerabilities ?? {})) {
    console.log(`  ${name}: ${severity} (${via.map((one) => one.title ?? one).join('; ')})`);
  }
  // On somebody's machine a new advisory is news, in CI it is a stop.
  if (grave > 0 && process.env.CI === 'true') process.exitCode = 1;
}

function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
