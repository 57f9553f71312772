import type { CAUSES_VI, CHECKS_VI, LINE_VI } from './viLine';

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
