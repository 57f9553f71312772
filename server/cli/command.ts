import { ConfigProblem } from '../config';
import { Refusal } from '../exits';

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
    if (cause instanceof Refusal) {
      console.error(cause.message);
      process.exitCode = cause.exitCode;
      return;
    }
    const isUsage = cause instanceof Usage || cause instanceof ConfigProblem || isParseArgsError(cause);
    console.error(isUsage && cause instanceof Error ? `${cause.message}\nSee --help.` : cause);
    process.exitCode = isUsage ? 2 : 1;
  }
}

function isParseArgsError(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('ERR_PARSE_ARGS');
}
