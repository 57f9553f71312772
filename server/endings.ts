/** How the server ends: asked to, left alone by what started it, or by a fault; always with a line and a code. */
import type { Server } from 'node:http';
import type { Logger } from 'pino';
import { monotonicMs } from './clock';
import { EXIT } from './exits';

/** Whoever asks for a stop gets one within this time, cleanly or not: supervisors kill after a while (systemd: 90 s). */
export const STOP_WITHIN_MS = 10_000;
const PARENT_LOOK_MS = 500;
/** Answers that are on their way when a stop is asked for have so long to leave. */
const LAST_ANSWERS_MS = 3000;
const IDLE_LOOK_MS = 50;

/** Whoever started this process, as long as that lives. */
const PARENT = process.ppid;
/** Ctrl-C may arrive twice, from the terminal and from npm: only a later signal means that waiting is over. */
const SAME_WISH_MS = 1000;

export type StopSignal = 'SIGINT' | 'SIGTERM';
const STOP_SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM'];

/** Ends the process by a fault that must not happen: one line that names it, and the code to start it again. */
export type Die = (fault: string, cause: unknown) => never;

export function createDie(log: Pick<Logger, 'fatal'>): Die {
  return (fault, cause) => {
    const err = cause instanceof Error ? cause : new Error(String(cause));
    log.fatal({ fault, err }, `fatal: ${fault}; nothing more is taken in, exit code ${EXIT.fatal}`);
    process.exit(EXIT.fatal);
  };
}

/** What nobody caught is a fault of the server, wherever it happens. */
export function dieOfTheUncaught(die: Die): void {
  process.on('uncaughtException', (cause) => die('uncaught exception', cause));
  process.on('unhandledRejection', (cause) => die('unhandled rejection', cause));
}

interface StopParts {
  readonly stop: () => Promise<void>;
  readonly die: Die;
  readonly log: Pick<Logger, 'warn'>;
  /** What started this process waits for it, and its end is ours: npm hands a SIGTERM to a shell and not on to us. */
  readonly underNpm: boolean;
}

/** From now on a signal stops cleanly, a second one at once; and neither takes longer than the limit. */
export function stopWhenAsked({ stop, die, log, underNpm }: StopParts): void {
  let stoppingSince: number | null = null;
  const begin = (why: string): void => {
    if (stoppingSince !== null) {
      if (monotonicMs() - stoppingSince < SAME_WISH_MS) return;
      die('stopping was cut short', new Error(`${why} while stopping`));
    }
    stoppingSince = monotonicMs();
    const late = () => die('stopping took too long', new Error(`not stopped ${STOP_WITHIN_MS / 1000} s after ${why}`));
    setTimeout(late, STOP_WITHIN_MS);
    stop().then(
      () => process.exit(0),
      (cause) => die('stopping failed', cause),
    );
  };
  onSignals(begin);
  if (!underNpm) return;
  const ended = onParentGone(() => {
    if (stoppingSince !== null) return;
    log.warn('npm, which started this server, has ended: stopping');
    begin('the end of npm');
  });
  process.once('exit', ended);
}

/**
 * Closes connections as they fall idle, and after a while all: a server that is closed waits for each of them, and one
 * that is kept alive says nothing for as long as a proxy likes. Returns what ends that.
 */
export function letGo(http: Pick<Server, 'closeIdleConnections' | 'closeAllConnections'>): () => void {
  const timers = [
    setInterval(() => http.closeIdleConnections(), IDLE_LOOK_MS),
    setTimeout(() => http.closeAllConnections(), LAST_ANSWERS_MS),
  ];
  return () => timers.forEach((timer) => void clearTimeout(timer));
}

export function onSignals(act: (signal: StopSignal) => void): void {
  for (const signal of STOP_SIGNALS) process.on(signal, () => act(signal));
}

/** Calls once when the process that started this one is gone; returns what ends the watch. */
export function onParentGone(act: () => void): () => void {
  const timer = setInterval(() => {
    if (process.ppid === PARENT) return;
    clearInterval(timer);
    act();
  }, PARENT_LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
