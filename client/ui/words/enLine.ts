import type { CAUSES_VI, CHECKS_VI, LINE_VI, STORAGE_VI } from './viLine';

type Like<T> = { readonly [K in keyof T]: string };

export const LINE_EN: Like<typeof LINE_VI> = {
  loading: 'Loading data…',
  loadingSimulated: 'Loading simulated data…',
  simulated: 'SIMULATED DATA',
  loadingDay: 'day',
  loadingWhole: 'The figures appear at once, when all is loaded.',
  dash: 'A dash means not known yet, not zero.',
  keptMeanwhile: 'Showing the earlier figures.',
  connecting: 'Connecting to the server…',
  comesBack: 'Figures appear by themselves when the line is open.',
  line: 'Line',
  figuresOf: 'Figures of',
  old: 'old by',
  notJudged: 'Alerts have not been judged yet.',
  notJudgedHint: 'Whether any unit needs action is not known yet.',
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

export const CAUSES_EN: Like<typeof CAUSES_VI> = {
  offline: 'This device is offline',
  refused: 'The server cannot be reached',
  unanswered: 'The server does not answer',
  'line-blocked': 'The live line is refused',
  unknown: 'Nothing heard from the server',
};

export const CHECKS_EN: Like<typeof CHECKS_VI> = {
  offline: "Check this device's cable or Wi-Fi.",
  refused: 'Check whether the server runs and the network reaches it.',
  unanswered: 'Check the server and the network to it.',
  'line-blocked': 'The server answers. Check the proxy: let WebSocket pass at /socket.io/.',
  unknown: 'Connecting again.',
};

export const STORAGE_EN: Like<typeof STORAGE_VI> = {
  full: 'The server cannot write (disk full)',
  'read-only': 'The server cannot write (disk read-only)',
  failing: 'The server cannot write (disk failing)',
};
