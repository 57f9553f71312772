import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { openApiDocument } from '../../server/http/openapi';
import { MAX_DEPTH } from '../../server/jsonDepth';

/** What is sent to break something. */
export interface HostileBody {
  readonly what: string;
  readonly bytes: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  /** Announced beyond what is sent, and never sent. */
  readonly missing?: number;
}

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
}

interface Described {
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: Schema }[];
}

const document = openApiDocument('0') as unknown as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

function described(method: string, path: string): Described | undefined {
  return document.paths[path.replace(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()];
}

/** The shape of a call's body as the product describes it; undefined: it takes none, or says nothing of it. */
export function bodySchema(method: string, path: string): Schema | undefined {
  return described(method, path)?.requestBody?.content?.['application/json']?.schema;
}

export function queryNames(method: string, path: string): readonly string[] {
  return (described(method, path)?.parameters ?? []).filter((one) => one.in === 'query').map((one) => one.name);
}

/** Some value of a described shape. */
export function sampleOf(schema: Schema): unknown {
  const resolved = schema.$ref ? (document.components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;
  const { enum: values, anyOf, oneOf, format, items, properties } = resolved;
  if (values) return values[0];
  const [first] = anyOf ?? oneOf ?? [];
  if (first) return sampleOf(first);
  const type = typeof resolved.type === 'string' ? resolved.type : resolved.type?.find((one) => one !== 'null');
  switch (type) {
    case 'integer':
    case 'number':
      return 1;
    case 'boolean':
      return true;
    case 'array':
      return items ? [sampleOf(items)] : [];
    case 'object':
      return Object.fromEntries(Object.entries(properties ?? {}).map(([name, one]) => [name, sampleOf(one)]));
    default:
      return format === 'date' ? '2025-07-14' : format === 'date-time' ? '2025-07-14T08:00:00+07:00' : 'H57.01';
  }
}

const WRONG: readonly unknown[] = [null, 1e308, -1, true, [], [[]], {}, '', '\u0000', { toString: 1 }, ['x']];

/** A value with one place of it after the other taken by something of another type. */
export function* wrongTyped(value: unknown): Generator<unknown> {
  yield* WRONG;
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    for (const wrong of wrongTyped(inner)) {
      const copy: unknown = Array.isArray(value) ? [...value] : { ...value };
      Object.assign(copy as object, { [name]: wrong });
      yield copy;
    }
  }
}

const HUGE = 17 * 1024 * 1024;
const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;

/** Bodies that every call must bear, whatever it takes; `sample` is one that it would take. */
export function hostileBodies(sample: unknown): readonly HostileBody[] {
  const good = JSON.stringify(sample ?? { text: 'x' });
  const inside = (deep: string) => {
    const item = Array.isArray(sample) ? sample[0] : sample;
    const report = `${JSON.stringify(item ?? {}).slice(0, -1)}${Object.keys((item ?? {}) as object).length > 0 ? ',' : ''}"unknown":${deep}}`;
    return Array.isArray(sample) ? `[${report}]` : report;
  };
  return [
    { what: 'nothing', bytes: '' },
    { what: 'lists of one level too many', bytes: lists(MAX_DEPTH + 1) },
    { what: 'lists of 1,500 levels', bytes: lists(1500) },
    { what: 'lists of 60,000 levels', bytes: lists(60_000) },
    { what: 'objects of 700 levels', bytes: objects(700) },
    { what: 'objects of 60,000 levels', bytes: objects(60_000) },
    { what: 'an unknown field of 60,000 levels', bytes: inside(lists(60_000)) },
    { what: 'an unknown field of 600 levels', bytes: inside(objects(600)) },
    { what: 'opened and never closed', bytes: '[{"a":'.repeat(20_000) },
    { what: 'cut off', bytes: good.slice(0, Math.max(1, Math.floor(good.length / 2))) },
    { what: 'cut off on its way', bytes: good, missing: 1000 },
    { what: 'announced as huge', bytes: good, missing: HUGE },
    { what: 'not UTF-8', bytes: Buffer.from([0x5b, 0x22, 0xff, 0xfe, 0x22, 0x5d]) },
    { what: 'no JSON', bytes: 'name=x&password=y' },
    { what: 'gzip that is none', bytes: good, headers: { 'Content-Encoding': 'gzip' } },
    { what: 'gzip of deep lists', bytes: gzipSync(lists(60_000)), headers: { 'Content-Encoding': 'gzip' } },
    { what: 'of another type', bytes: good, headers: { 'Content-Type': 'text/x-unknown' } },
    { what: 'a number of 4,000 digits', bytes: '9'.repeat(4000) },
    { what: 'keys of the prototype', bytes: '{"__proto__":{"a":1},"constructor":{"prototype":{"b":1}}}' },
  ];
}

export interface RawAnswer {
  /** 0: the server closed the connection without an answer. */
  readonly status: number;
  readonly text: string;
}

/** Sends what it is told to, whatever the method; what is missing never comes. */
export function sendRaw(
  url: string,
  method: string,
  { bytes, headers, missing = 0 }: HostileBody,
  own: Readonly<Record<string, string>>,
): Promise<RawAnswer> {
  const length = typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.byteLength;
  return new Promise((resolve) => {
    const call = request(url, {
      method,
      agent: false,
      headers: { 'Content-Type': 'application/json', ...own, ...headers, 'Content-Length': String(length + missing) },
    });
    call.on('response', (answer) => {
      let text = '';
      const done = (): void => {
        call.destroy();
        resolve({ status: answer.statusCode ?? 0, text });
      };
      answer.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      for (const event of ['end', 'error', 'close'] as const) answer.on(event, done);
    });
    call.on('error', () => resolve({ status: 0, text: '' }));
    call.write(bytes);
    // A body that breaks off is cut; one that is refused for its announced length is answered before.
    if (missing === 0) call.end();
    else if (missing < HUGE) setTimeout(() => call.destroy(), 50);
  });
}

/** The messages that a client may send, read from where they are declared: a new one is among them by itself. */
export function clientMessages(): readonly string[] {
  const source = readFileSync(new URL('../../shared/socketEvents.ts', import.meta.url), 'utf8');
  const declared = /export interface ClientToServer \{([\s\S]*?)\n\}/.exec(source)?.[1] ?? '';
  return [...declared.matchAll(/^ {2}(\w+):/gm)].map(([, name = '']) => name);
}
