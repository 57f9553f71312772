import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { RunningServer } from '../support/server';
import { simpleReport } from '../support/source';
import { bodies, workload } from './workload';

const BATCH = 10_000;
const IN_FLIGHT = 3;
export const CONNECTIONS = 16;

/** Posts everything in batches, a few at a time; reports a second, each durable before its answer. */
export async function batchedIngest(server: RunningServer, key: string, count: number, days: number, seed: number) {
  const waiting = bodies(workload(count, days, seed), BATCH);
  const total = waiting.length;
  const agent = new Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
  const from = performance.now();
  const worker = async (): Promise<void> => {
    for (let body = waiting.shift(); body; body = waiting.shift()) {
      const answer = await send(`${server.origin}/api/v1/reports`, key, body, agent);
      if (!answer.includes('"quarantined":[]')) throw new Error(answer.slice(0, 300));
      if (waiting.length % 20 === 0) process.stderr.write(`\r  ${total - waiting.length}/${total} batches `);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  const seconds = (performance.now() - from) / 1000;
  process.stderr.write('\n');
  agent.destroy();
  return { reports: count, seconds: round(seconds), perSecond: Math.round(count / seconds) };
}

/** The limit: rows of the same content into a table with the same indexes, by better-sqlite3 alone, equally durable. */
export function rawInserts(count: number, seed: number) {
  const folder = mkdtempSync(join(tmpdir(), 'ioc-raw-'));
  const db = new Database(join(folder, 'raw.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`CREATE TABLE reports (seq INTEGER PRIMARY KEY, recorded_at INTEGER, source_id INTEGER, id_hash BLOB,
    dossier_id INTEGER, occurred_at INTEGER, ward_code TEXT, status INTEGER, content TEXT);
    CREATE UNIQUE INDEX a ON reports (source_id, id_hash); CREATE INDEX b ON reports (dossier_id);`);
  const rows = workload(count, 60, seed).map((text, i) => ({
    text,
    hash: Buffer.from(`${i * 7919}`.padStart(16, '0')),
  }));
  const insert = db.prepare('INSERT INTO reports VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?)');
  const from = performance.now();
  for (let i = 0; i < rows.length; i += BATCH) {
    db.transaction(() => {
      for (const [k, { text, hash }] of rows.slice(i, i + BATCH).entries()) {
        insert.run(i + k + 1, 1, hash, Math.floor((i + k) / 3), 1_700_000_000_000 + i + k, '19753', 4, text);
      }
    })();
  }
  const seconds = (performance.now() - from) / 1000;
  db.close();
  rmSync(folder, { recursive: true, force: true });
  return { perSecond: Math.round(count / seconds) };
}

/** One report a request over 16 connections, each durable before its answer. */
export async function singlePosts(origin: string, key: string, count: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let next = 0;
  const from = performance.now();
  const worker = async (): Promise<void> => {
    for (let n = next++; n < count; n = next++) {
      const answer = await send(
        `${origin}/api/v1/reports`,
        key,
        JSON.stringify([simpleReport(`single-${from}-${n}`)]),
        agent,
      );
      if (!answer.includes('"accepted":1')) throw new Error(answer.slice(0, 300));
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (performance.now() - from) / 1000;
  agent.destroy();
  return { perSecond: Math.round(count / seconds) };
}

/** The limit: a bare node server that reads and parses the same body and answers at once. */
export async function bareServerPosts(count: number) {
  const server = createServer((incoming, outgoing) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const sent = JSON.parse(Buffer.concat(parts).toString()) as unknown[];
      outgoing.setHeader('Content-Type', 'application/json');
      outgoing.end(JSON.stringify({ accepted: sent.length, duplicates: 0, quarantined: [], rev: 1 }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const result = await singlePosts(`http://127.0.0.1:${port}`, 'none', count);
  server.close();
  return result;
}

export function send(url: string, key: string, body: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      'Content-Type': 'application/json',
      'Content-Length': Buffer.byteLength(body),
      Authorization: `Bearer ${key}`,
    };
    const call = request(url, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => {
        text += part.toString();
      });
      response.on('end', () => (response.statusCode === 200 ? resolve(text) : reject(new Error(text))));
    });
    call.on('error', reject);
    call.end(body);
  });
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}
