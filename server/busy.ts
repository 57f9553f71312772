/** Why the server cannot do now what is asked; the problem's type is `about:blank#REASON`. Nothing was taken. */
export const BUSY = {
  loading: { retryAfterS: 2, detail: 'The board is being loaded; ask again in a moment.' },
  backlog: { retryAfterS: 2, detail: 'The log has more waiting than it may; nothing was taken. Send it again later.' },
  bodies: {
    retryAfterS: 2,
    detail: 'Too many bodies are on their way at once; nothing was taken. Send it again later.',
  },
  readings: { retryAfterS: 2, detail: 'Too many readings wait for their answer; ask again in a moment.' },
  parser: { retryAfterS: 1, detail: 'What reads bodies was restarted; nothing was taken. Send it again.' },
  storage: {
    retryAfterS: 15,
    detail:
      'Nothing can be written now (the disk is full, read-only or failing); nothing was taken. Send it again later.',
  },
  clock: {
    retryAfterS: 30,
    detail:
      "The server's clock jumped and nothing is recorded until it is settled; nothing was taken. Send it again later.",
  },
  audit: {
    retryAfterS: 15,
    detail: 'Không ghi được nhật ký: what must be written down cannot be answered now. Ask again later.',
  },
} as const satisfies Readonly<Record<string, { readonly retryAfterS: number; readonly detail: string }>>;

export type BusyReason = keyof typeof BUSY;

/** Something cannot be done now, for a passing reason that has a name: calls answer it with 503. Nothing was done. */
export class Busy extends Error {
  constructor(
    readonly reason: BusyReason,
    detail: string = BUSY[reason].detail,
  ) {
    super(detail);
  }
}
