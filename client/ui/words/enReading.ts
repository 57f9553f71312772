import type { READING_VI } from './viReading';

/** The same in English. */
export const READING_EN: { readonly [K in keyof typeof READING_VI]: string } = {
  loading: 'Reading figures…',
  notRead: 'Not read yet',
  notShown: 'This part failed and cannot be shown yet',
  figuresOf: 'figures of',
  trying: 'trying again',
  again: 'trying again in',
  seconds: 's',
  tryNow: 'Try again',
  map: 'Map',
  mapWaits: 'The map is waiting for the server',
  history: 'Earlier days',
  session: 'Sign-in',
  part: 'This part is waiting for the server',
  onDay: 'on',
  away: 'the server cannot be reached',
  slow: 'the server takes too long',
  busy: 'the server is busy',
  refused: 'the server does not allow it',
  missing: 'the server does not have it',
  wrong: 'the server does not take this question',
  garbled: 'the answer cannot be read',
};
