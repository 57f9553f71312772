import { setTimeout as pause } from 'node:timers/promises';
import { MAX_REPORTS } from '../ingest/parseReports';
import type { DemoReport } from './generateCity';
import { DEMO_SOURCES, type DemoKeys, type DemoSource } from './sources';

export interface Poster {
  /** Resolves when all of it is durable. */
  readonly post: (reports: readonly DemoReport[]) => Promise<void>;
}

/** So often a broken line is tried again; a server that says that it cannot now (503) is waited for, however long. */
const RETRIES = 20;
const RETRY_AFTER_MS = 250;

interface Answer {
  readonly status: number;
  readonly text: string;
}

/**
 * Sends reports as any source does: over HTTP, with a key, again when the log was busy or the line broke. A report that
 * arrives twice counts once.
 */
export function createPoster(origin: string, keys: DemoKeys, stop?: AbortSignal): Poster {
  const url = `${origin}/api/v1/reports`;
  const ask = async (source: DemoSource, body: string): Promise<Answer> => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${keys[source]}` },
      body,
    });
    return { status: response.status, text: await response.text() };
  };
  const send = async (source: DemoSource, reports: readonly DemoReport[]): Promise<void> => {
    const body = JSON.stringify(reports.map((one) => one.report));
    for (let broken = 0; ; ) {
      const answer = await ask(source, body).catch((cause: unknown) => ({ status: 0, text: reasonOf(cause) }));
      if (answer.status === 200) {
        const { quarantined } = JSON.parse(answer.text) as { quarantined: readonly { reason: string }[] };
        if (quarantined.length === 0) return;
        throw new Error(`the demo's own report was refused: ${quarantined[0]?.reason}`);
      }
      if (answer.status === 0) broken++;
      const isPassing = (answer.status === 0 && broken <= RETRIES) || answer.status === 503;
      if (!isPassing || stop?.aborted) throw new Error(`the demo could not post: ${answer.text}`);
      await pause(RETRY_AFTER_MS);
    }
  };
  return {
    // The systems do not wait for each other: what they send at the same time shares one commit.
    post: async (reports) => {
      const sendAll = async (source: DemoSource): Promise<void> => {
        const own = reports.filter((one) => one.source === source);
        for (let i = 0; i < own.length; i += MAX_REPORTS) await send(source, own.slice(i, i + MAX_REPORTS));
      };
      await Promise.all((Object.keys(DEMO_SOURCES) as DemoSource[]).map(sendAll));
    },
  };
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error ? `${cause.message}: ${cause.cause.message}` : cause.message;
}
