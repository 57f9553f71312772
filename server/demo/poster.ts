import { setTimeout as pause } from 'node:timers/promises';
import { MAX_REPORTS } from '../ingest/parseReports';
import type { DemoReport } from './generateCity';
import { DEMO_SOURCES, type DemoKeys, type DemoSource } from './sources';

export interface Poster {
  /** Resolves when all of it is durable. */
  readonly post: (reports: readonly DemoReport[]) => Promise<void>;
}

const RETRIES = 20;
const RETRY_AFTER_MS = 250;

/** Sends reports as any source does: over HTTP, with a key, again when the log was busy. */
export function createPoster(origin: string, keys: DemoKeys): Poster {
  const url = `${origin}/api/v1/reports`;
  const send = async (source: DemoSource, reports: readonly DemoReport[]): Promise<void> => {
    const body = JSON.stringify(reports.map((one) => one.report));
    for (let attempt = 0; ; attempt++) {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${keys[source]}` },
        body,
      });
      const text = await response.text();
      if (response.ok) {
        const { quarantined } = JSON.parse(text) as { quarantined: readonly { reason: string }[] };
        if (quarantined.length === 0) return;
        throw new Error(`the demo's own report was refused: ${quarantined[0]?.reason}`);
      }
      if (response.status !== 503 || attempt === RETRIES) throw new Error(`the demo could not post: ${text}`);
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
