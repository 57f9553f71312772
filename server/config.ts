/** The only place that reads the environment (I2). All problems are reported at once. */
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseInstant } from '../shared/localTime';

export interface Config {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly demo: 'auto' | 'on' | 'off';
  readonly demoAt: number | null;
  readonly demoSpeed: number;
  /** null: the default, open in the demo and signed-in otherwise. */
  readonly access: 'open' | 'signed-in' | null;
  readonly trustProxy: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly sourceSilentMs: number;
}

export class ConfigProblem extends Error {}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/)
    .transform(Number)
    .refine((n) => n >= min && n <= max);

const SETTINGS = {
  PORT: { schema: whole(0, 65_535), fallback: '3000', hint: 'a port number, 0…65535' },
  HOST: { schema: z.string().min(1), fallback: '127.0.0.1', hint: 'an address to listen on' },
  DATA_DIR: { schema: z.string().min(1), fallback: './data/var', hint: 'a folder' },
  DEMO: { schema: z.enum(['auto', 'on', 'off']), fallback: 'auto', hint: 'auto, on or off' },
  DEMO_AT: {
    schema: z
      .string()
      .transform((text) => (text === '' ? null : (parseInstant(text) ?? Number.NaN)))
      .refine((ms) => ms === null || !Number.isNaN(ms)),
    fallback: '',
    hint: 'an instant with its offset, e.g. 2025-07-14T17:30:00+07:00',
  },
  DEMO_SPEED: {
    schema: z
      .string()
      .transform(Number)
      .refine((n) => n > 0 && n <= 3600),
    fallback: '60',
    hint: 'seconds of demo time per second, above 0 and at most 3600',
  },
  ACCESS: {
    schema: z.enum(['', 'open', 'signed-in']).transform((text) => (text === '' ? null : text)),
    fallback: '',
    hint: 'open or signed-in',
  },
  TRUST_PROXY: {
    schema: z.enum(['', '0', '1', 'true', 'false']).transform((text) => text === '1' || text === 'true'),
    fallback: '',
    hint: 'true or false',
  },
  LOG_LEVEL: { schema: z.enum(LOG_LEVELS), fallback: 'info', hint: LOG_LEVELS.join(', ') },
  SOURCE_SILENT_MINUTES: { schema: whole(1, 1440), fallback: '10', hint: 'minutes, 1…1440' },
} as const;

/** Whether npm started this process and stands between it and whoever ends it. */
export function isRunByNpm(env: NodeJS.ProcessEnv = process.env): boolean {
  return env.npm_lifecycle_event !== undefined;
}

export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const problems: string[] = [];
  const read = <K extends keyof typeof SETTINGS>(name: K): z.output<(typeof SETTINGS)[K]['schema']> => {
    const { schema, fallback, hint } = SETTINGS[name];
    const parsed = (schema as z.ZodType).safeParse(env[name] ?? fallback);
    if (!parsed.success) problems.push(`${name}=${JSON.stringify(env[name])} is not usable: give ${hint}.`);
    return parsed.data as z.output<(typeof SETTINGS)[K]['schema']>;
  };
  const config: Config = {
    port: read('PORT'),
    host: read('HOST'),
    dataDir: resolve(read('DATA_DIR') ?? '.'),
    demo: read('DEMO'),
    demoAt: read('DEMO_AT'),
    demoSpeed: read('DEMO_SPEED'),
    access: read('ACCESS'),
    trustProxy: read('TRUST_PROXY'),
    logLevel: read('LOG_LEVEL'),
    sourceSilentMs: read('SOURCE_SILENT_MINUTES') * 60_000,
  };
  if (problems.length > 0) throw new ConfigProblem(problems.join('\n'));
  return config;
}
