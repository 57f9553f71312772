import type { METRICS } from '../../../shared/metrics';

/** What each figure counts. */
export const EXPLAIN_EN: Readonly<Record<keyof typeof METRICS, string>> = {
  received: 'Dossiers received in the window, each once; those only filed or not accepted are not among them.',
  resolved: 'Dossiers done in the window: early, on time and late.',
  onlineRate: 'Dossiers filed online, divided by those received in the window.',
  onTimeRate: 'Method A: dossiers done early and on time, divided by those resolved in the window.',
  onTimeRateB:
    'Method B, decision 766: dossiers done early or on time and those in progress in time, divided by those resolved and in progress.',
  onTimeRateC: 'Method C: dossiers done early and on time, divided by those received in the window.',
  open: 'Dossiers received, not done and not paused, in time and overdue.',
  dueSoon: 'Dossiers in progress that fall due within the next 4 working hours.',
  pendingOverdue: 'Dossiers in progress whose due date has passed; paused ones are not among them.',
  awaitingIntake: 'Dossiers filed that are waiting to be received.',
  paused: 'Dossiers paused: waiting for papers or for a payment.',
};
