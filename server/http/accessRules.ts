import type { Permission } from '../../shared/access';
import type { BusyReason } from '../busy';

/** What a call asks for. `ward` names the path's parameter that says which ward it is about. */
export interface AccessRule {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly may: Permission;
  readonly ward?: string;
  /** It is not begun while the audit cannot be written: no guess would be counted, or no deed written down. Says why. */
  readonly needs?: Extract<BusyReason, 'audit' | 'storage'>;
}

const get = (path: string, may: Permission, ward?: string): AccessRule => rule('GET', path, may, ward);
const post = (path: string, may: Permission, ward?: string): AccessRule => rule('POST', path, may, ward);

/** Every call with who may make it. A route without a line here stops the server when it starts. */
export const ACCESS_RULES: readonly AccessRule[] = [
  get('/healthz', 'public'),
  get('/readyz', 'public'),
  get('/metrics', 'public'),
  get('/api/v1/openapi.json', 'public'),
  post('/api/v1/reports', 'ingest'),
  post('/api/v1/dvcqg', 'ingest'),

  get('/api/v1/wards', 'aggregates'),
  get('/api/v1/map', 'aggregates'),
  get('/api/v1/snapshot', 'aggregates'),
  get('/api/v1/history', 'aggregates'),
  get('/api/v1/summary', 'aggregates'),
  get('/api/v1/fields', 'aggregates'),
  get('/api/v1/series', 'aggregates'),
  get('/api/v1/brief', 'aggregates'),
  post('/api/v1/brief.docx', 'aggregates'),
  post('/api/v1/brief.pdf', 'aggregates'),
  get('/api/v1/decisions', 'aggregates'),
  needs('storage', post('/api/v1/decisions', 'speak')),
  post('/api/v1/decisions/:id/follow', 'speak'),
  post('/api/v1/decisions/:id/close', 'speak'),
  get('/api/v1/export', 'aggregates'),

  get('/api/v1/wards/:code/dossiers', 'own-ward', 'code'),
  get('/api/v1/wards/:code/lateness', 'own-ward', 'code'),
  get('/api/v1/wards/:code/notes', 'aggregates'),
  needs('storage', post('/api/v1/wards/:code/notes', 'ward-note', 'code')),
  post('/api/v1/wards/:code/notes/:id/end', 'ward-note', 'code'),
  needs('storage', post('/api/v1/ops/notes/:id/answer', 'operate')),

  get('/api/v1/session', 'public'),
  needs('audit', post('/api/v1/session', 'public')),
  rule('DELETE', '/api/v1/session', 'public'),
  needs('audit', post('/api/v1/session/link', 'public')),
  needs('storage', post('/api/v1/session/password', 'signed-in')),
  needs('storage', post('/api/v1/session/totp', 'signed-in')),
  needs('storage', post('/api/v1/session/totp/confirm', 'signed-in')),
  post('/api/v1/session/everywhere', 'signed-in'),
  post('/api/v1/pairings', 'public'),
  needs('audit', post('/api/v1/pairings/claim', 'public')),

  get('/api/v1/ops', 'operate'),
  post('/api/v1/ops/alerts/:id', 'operate'),
  needs('storage', post('/api/v1/ops/thresholds', 'operate')),
  get('/api/v1/ops/rules/:name/preview', 'operate'),
  post('/api/v1/ops/walls/:id', 'operate'),
  get('/api/v1/ops/screens', 'operate'),
  needs('storage', post('/api/v1/ops/pairings', 'operate')),
  post('/api/v1/ops/pairings/refuse', 'operate'),
  post('/api/v1/ops/devices/:id/revoke', 'operate'),
  get('/api/v1/ops/agencies', 'operate'),
  needs('storage', post('/api/v1/ops/agencies', 'operate')),
  get('/api/v1/ops/calendar', 'operate'),
  needs('storage', post('/api/v1/ops/calendar', 'operate')),
  post('/api/v1/ops/calendar/preview', 'operate'),
  needs('storage', post('/api/v1/ops/clock/accept', 'operate')),
  get('/api/v1/sources', 'operate'),
  get('/api/v1/quarantine', 'operate'),
  get('/api/v1/audit', 'operate'),

  get('/api/v1/ops/users', 'administer'),
  needs('storage', post('/api/v1/ops/users', 'administer')),
  post('/api/v1/ops/users/:name/:act', 'administer'),
  get('/api/v1/ops/keys', 'administer'),
  needs('storage', post('/api/v1/ops/keys', 'administer')),
  needs('storage', post('/api/v1/ops/keys/:name/revoke', 'administer')),
];

function needs(reason: NonNullable<AccessRule['needs']>, one: AccessRule): AccessRule {
  return { ...one, needs: reason };
}

function rule(method: AccessRule['method'], path: string, may: Permission, ward?: string): AccessRule {
  return ward === undefined ? { method, path, may } : { method, path, may, ward };
}
