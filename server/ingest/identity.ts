import { createHmac, type KeyObject } from 'node:crypto';

/** 128 bits of HMAC-SHA-256: enough to tell all dossiers of a country apart, useless without the server's key. */
export const HASH_BYTES = 16;

export type Purpose = 'dossier' | 'id' | 'refused';

/** Hashes identifying text at the door, so that it is never kept (I9). Each purpose has its own space. */
export function keyedHash(key: KeyObject, purpose: Purpose, text: string): Buffer {
  return createHmac('sha256', key).update(purpose).update('\0').update(text).digest().subarray(0, HASH_BYTES);
}

/** One dossier, however its number was typed: NFC, no space around it. */
export function canonicalNumber(dossierNo: string): string {
  return dossierNo.normalize('NFC').trim();
}

/** The last four digits, which is all of a number that is ever shown. */
export function hintOf(dossierNo: string): string {
  return dossierNo.replace(/\D/g, '').slice(-4);
}
