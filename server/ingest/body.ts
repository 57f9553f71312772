import { gunzipSync } from 'node:zlib';
import type { BodyFault } from './fault';

export const MAX_BODY_BYTES = 16 * 1024 * 1024;

export type BodyText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: BodyFault };

/** Bytes of a request → text; at most MAX_BODY_BYTES, inflated. */
export function bodyText(bytes: Uint8Array, gzipped: boolean): BodyText {
  let plain = bytes;
  if (gzipped) {
    try {
      plain = gunzipSync(bytes, { maxOutputLength: MAX_BODY_BYTES });
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
      return code === 'ERR_BUFFER_TOO_LARGE' ? { ok: false, fault: TOO_LARGE } : { ok: false, fault: BAD_GZIP };
    }
  }
  if (plain.byteLength > MAX_BODY_BYTES) return { ok: false, fault: TOO_LARGE };
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(plain) };
  } catch {
    return { ok: false, fault: { status: 400, detail: 'The body is not valid UTF-8.' } };
  }
}

export const TOO_LARGE: BodyFault = {
  status: 413,
  detail: 'The body is larger than 16 MiB (inflated). Send the reports in parts.',
};
const BAD_GZIP: BodyFault = { status: 400, detail: 'The body says it is gzip and cannot be inflated.' };
