import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_DEPTH } from '../../server/jsonDepth';
import { dossiers, portalDossier, sendPortal } from '../support/dvcqg';
import { makeDataDir, makeKey, type RunningServer, startServer } from '../support/server';
import { post, simpleReport } from '../support/source';

let server: RunningServer;
let key = '';
beforeAll(async () => {
  const dataDir = makeDataDir();
  key = makeKey(dataDir);
  server = await startServer({ dataDir });
});
afterAll(() => server.dispose());

describe('a report that is too deep', () => {
  const deep = (levels: number) => `"x":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}`;
  const text = (levels: number, number: string) => {
    const report = JSON.stringify(simpleReport(number));
    return `${report.slice(0, -1)},${deep(levels)}}`;
  };

  test.each([
    ['a list', 'application/json', (reports: readonly string[]) => `[${reports.join(',')}]`],
    ['NDJSON', 'application/x-ndjson', (reports: readonly string[]) => reports.join('\n')],
  ] as const)('of %s is refused by itself, plain or gzip, and the others are taken', async (what, type, bodyOf) => {
    for (const levels of [MAX_DEPTH + 1, 60_000]) {
      for (const zipped of [false, true]) {
        const number = (i: number) => `deep-${what}-${levels}-${zipped}-${i}`;
        const body = bodyOf([
          text(MAX_DEPTH, number(0)),
          text(levels, number(1)),
          JSON.stringify(simpleReport(number(2))),
          text(levels, number(3)),
        ]);
        const sent = zipped ? gzipSync(body) : body;
        const headers = { 'Content-Type': type, ...(zipped && { 'Content-Encoding': 'gzip' }) };
        const answer = await post(server.origin, key, sent, headers);
        expect(answer.status).toBe(200);
        expect(answer.body).toMatchObject({
          accepted: 2,
          quarantined: [
            { index: 1, reason: 'too-deep' },
            { index: 3, reason: 'too-deep' },
          ],
        });
      }
    }
  });

  test('of an envelope of the portal likewise; depth beside the dossiers, or in no report, is 400', async () => {
    const dossier = (end: string, rest: object = {}) =>
      JSON.stringify(
        portalDossier(`H57.00.09-250714-${end}`, { NgayTiepNhan: '20250714083000', TrangThaiHoSo: '2', ...rest }),
      );
    const items = [dossier('9001'), `${dossier('9002').slice(0, -1)},${deep(60_000)}}`, dossier('9003')];
    const envelope = JSON.stringify(dossiers([])).replace('"data":[]', `"data":[${items.join(',')}]`);
    const answer = await sendPortal(server.origin, key, envelope);
    expect(answer.body).toMatchObject({ error_code: '-1', message: '1/3 hồ sơ không nhận được; xem result' });
    expect(answer.body.result.map(({ reason }) => reason)).toEqual(['unmapped-agency', 'too-deep', 'unmapped-agency']);
    const beside = await sendPortal(server.origin, key, `${envelope.slice(0, -1)},${deep(200)}}`);
    expect(beside.status).toBe(400);
    expect(beside.body).toMatchObject({ type: 'about:blank#too-deep', status: 400, error_code: '-1', result: [] });
    const nothing = '['.repeat(60_000) + ']'.repeat(60_000);
    expect((await post(server.origin, key, nothing)).status).toBe(400);
  });
});
