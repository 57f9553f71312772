import type { CONDITIONS_VI, STORAGE_VI } from './viConditions';

type Like<T> = { readonly [K in keyof T]: string };

export const CONDITIONS_EN: Like<typeof CONDITIONS_VI> = {
  since: 'since',
  serverClock: "server's time",
  expected: 'expected',
  clockJumped: "The server's clock jumped, nothing is recorded",
  reportsRefused: 'New reports are turned away; they are taken again once it can write.',
  clockHint:
    'If the clock is right, run: npm run clock -- accept. If not, set it right; once they agree, the server goes on by itself.',
  calendarEnds: 'The working calendar ends on',
  calendarOver: 'it is over, only weekends count as days off',
  calendarHint: 'Add the days after it, so that due dates and working time are counted right.',
  calendarDiffers: 'dossiers were counted under another calendar than the one in force',
  calendarDiffersHint: 'Run npm run recount to count them again; every difference is recorded.',
  unknownUnits: 'unit codes are not in the list of units any more',
  unknownUnitsHint: 'Their figures are counted apart, not in the city:',
  conditions: 'State of the server',
};

export const STORAGE_EN: Like<typeof STORAGE_VI> = {
  full: 'The server cannot write (disk full)',
  'read-only': 'The server cannot write (disk read-only)',
  failing: 'The server cannot write (disk failing)',
};
