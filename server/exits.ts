/**
 * How a process of the product ends, for whoever starts it again (after sysexits.h): README, "Under a supervisor".
 * Commands besides: 0 done, 1 done in part or with differences, 2 asked wrongly.
 */
export const EXIT = {
  /** Something that must not happen did: start it again. */
  fatal: 70,
  /** Something else has what is needed, the folder or the port: start it again later. */
  taken: 75,
  /** Settings or keys that do not fit: a person has to mend them first. */
  config: 78,
} as const;

/** What was asked cannot be, and nothing was changed; the message is for whoever asked and says what to do. */
export class Refusal extends Error {
  constructor(
    message: string,
    readonly exitCode: (typeof EXIT)[keyof typeof EXIT],
  ) {
    super(message);
  }
}
