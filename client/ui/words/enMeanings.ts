import type { RuleName } from '../../../shared/alerts';
import type { AlertState } from '../../../shared/protocol';

/** What each alert rule says, by its name. */
export const RULES_EN: Readonly<Record<RuleName, string>> = {
  'server-storage': 'the server cannot write',
  'server-clock': "the server's clock jumped",
  unbalanced: 'figures do not balance',
  'source-silent': 'source silent',
  'too-many-reports': 'too many reports of one dossier',
  'overdue-long': 'overdue for more than 10 working days',
  'overdue-count': 'overdue above the limit',
  'intake-overdue': 'awaiting intake for over 8 working hours',
  'on-time-low': 'on-time rate below the limit',
  'due-soon': 'many fall due soon',
  'ward-silent': 'unit silent in working hours',
  'online-low': 'online rate below the limit',
};

export const STATES_EN: Readonly<Record<AlertState, string>> = {
  pending: 'pending',
  firing: 'firing',
  acknowledged: 'acknowledged',
  shelved: 'shelved',
  resolved: 'resolved',
};
