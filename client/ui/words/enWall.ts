import type { WALL_VI } from './viWall';

/** The same in English. */
export const WALL_EN: { readonly [K in keyof typeof WALL_VI]: string } = {
  sameClock: 'Received by the same hour',
  lastFortnight: 'Last 14 days',
  upToNow: 'up to the same hour',
  shelved: 'shelved',
  shelvedUntil: 'shelved until',
  taken: 'taken',
  actionsAbout:
    'Alerts that ask for action and ring or are taken; shelved ones are not counted. Many of one rule are one line.',
  change15About: 'How a figure of today, or of what stands now, changed in the last 15 minutes.',
  from0to100: '0 to 100%, one stroke per unit',
  lostSignal: 'no signal',
  since: 'since',
  value: 'Value',
  methodA: 'method A',
  tooManyNote: 'not counted beyond 1,000; ask the sender',
  serverTrouble: 'no new dossiers; figures true until then',
};
