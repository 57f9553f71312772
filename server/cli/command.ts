import { ConfigProblem, readConfig } from '../config';
import { isStorageFault } from '../db/storageFault';
import { EXIT, Refusal } from '../exits';
import { startProblem } from '../startProblem';

const ASKED_WRONGLY = 2;

/** The command was given something it cannot use; the message says what to give instead. */
export class Usage extends Error {}

/** Runs one command: `--help`, exit codes, and errors as sentences instead of stack traces. */
export async function runCommand(help: string, run: (args: string[]) => number | Promise<number>): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help);
    return;
  }
  try {
    process.exitCode = await run(args);
  } catch (cause) {
    if (cause instanceof Refusal) return end(cause.message, cause.exitCode);
    if (cause instanceof Usage || cause instanceof ConfigProblem || isParseArgsError(cause))
      return end(`${cause.message}\nSee --help.`, ASKED_WRONGLY);
    const ofDisk = diskProblem(cause);
    if (ofDisk !== null) return end(ofDisk, EXIT.config);
    console.error(cause);
    process.exitCode = 1;
  }
}

function end(message: string, exitCode: number): void {
  console.error(message);
  process.exitCode = exitCode;
}

/** What the disk refused, in a sentence; null: it is something else. A file that is not the log's is named by the system. */
function diskProblem(cause: unknown): string | null {
  if (!isStorageFault(cause)) return null;
  if (cause instanceof Error && 'syscall' in cause) return `${cause.message}.`;
  const problem = startProblem(cause, readConfig().dataDir, 'Then run it again.');
  return problem instanceof ConfigProblem ? problem.message : null;
}

function isParseArgsError(cause: unknown): cause is Error {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS');
}
