import { writeSync } from 'node:fs';
import pino, { type Logger } from 'pino';

const STDERR = 2;
/** Lines that cannot be written now wait for so much of memory; what comes beyond is lost. */
const KEPT_BYTES = 1024 * 1024;
const AGAIN_MS = 250;

/**
 * The log: each line goes to stderr at once. That may be a file on the very disk that is full: then lines wait, the server
 * goes on, and a fatal one does not keep it from ending.
 */
export function createLog(level: string): Logger {
  return pino({ level }, createLines(STDERR));
}

/** Never throws: by the fault that a line was to tell of, it would end the process. */
function createLines(fd: number): { readonly write: (line: string) => void } {
  let waiting = Buffer.alloc(0);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const drain = (): void => {
    clearTimeout(timer);
    try {
      while (waiting.length > 0) waiting = waiting.subarray(writeSync(fd, waiting));
    } catch (cause) {
      // Whoever read the other end has gone.
      if (cause instanceof Error && 'code' in cause && cause.code === 'EPIPE') waiting = Buffer.alloc(0);
      else timer = setTimeout(drain, AGAIN_MS).unref();
    }
  };
  return {
    write: (line) => {
      const bytes = Buffer.from(line);
      if (waiting.length + bytes.length <= KEPT_BYTES) waiting = Buffer.concat([waiting, bytes]);
      drain();
    },
  };
}
