import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;
/** A code of the step before or after is taken too: clocks of telephones differ. */
const WINDOW = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The second factor (RFC 6238, SHA-1, 6 digits, 30 s: what every authenticator app knows). */
export interface TotpBook {
  /** A new secret, sealed for keeping, and as a person needs it to set up an app. */
  readonly create: (name: string) => { readonly sealed: Buffer; readonly secret: string; readonly uri: string };
  /** The time step whose code this is, if it is later than `lastStep`; null: wrong, or used before. */
  readonly stepOf: (sealed: Buffer, code: string, now: number, lastStep: number) => number | null;
}

/** `serverKey` seals the secrets: a copy of the database alone gives nobody's second factor away. */
export function createTotpBook(serverKey: Uint8Array): TotpBook {
  const key = Buffer.from(hkdfSync('sha256', serverKey, '', 'totp secrets', 32));
  return {
    create: (name) => {
      const secret = new Secret({ size: 20 });
      const totp = new TOTP({ issuer: 'IOC Huế', label: name, secret, period: PERIOD_S });
      return { sealed: seal(key, Buffer.from(secret.bytes)), secret: secret.base32, uri: totp.toString() };
    },
    stepOf: (sealed, code, now, lastStep) => {
      const bytes = open(key, sealed);
      const totp = new TOTP({ secret: new Secret({ buffer: new Uint8Array(bytes).buffer }), period: PERIOD_S });
      const delta = totp.validate({ token: code.replace(/\s/g, ''), timestamp: now, window: WINDOW });
      if (delta === null) return null;
      const step = Math.floor(now / 1000 / PERIOD_S) + delta;
      return step > lastStep ? step : null;
    },
  };
}

function seal(key: Buffer, secret: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const text = Buffer.concat([cipher.update(secret), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), text]);
}

function open(key: Buffer, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
}
