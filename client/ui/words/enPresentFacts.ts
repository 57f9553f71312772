import type { FACTS_VI } from './viPresentFacts';

export const FACTS_EN: Readonly<Record<keyof typeof FACTS_VI, string>> = {
  formula: 'How it is counted',
  numerator: 'Numerator',
  denominator: 'Denominator',
  decimals: 'Written in the brief',
  twoDecimals: 'two decimals',
  noDecimals: 'rounded',
  receivedOnline: 'dossiers received online',
  received: 'dossiers received',
  onTime: 'dossiers finished early or on time',
  onTimeB: 'dossiers finished early, on time, or pending in time at the end',
  A: 'dossiers resolved',
  B: 'dossiers resolved and pending at the end (QĐ 766)',
  C: 'dossiers received',
  inPeriod: 'in the period',
  onLastDay: 'on the last day alone',
  leastN: 'Ranked are only units with at least',
};

export const FACT_FORMULAS_EN: Readonly<Record<string, string>> = {
  received:
    'Dossiers received in the period, each counted once; those that wait or were turned away are not among them.',
  units: 'Units that received at least one dossier in the period.',
  onlineRate: 'Received online ÷ received.',
  resolved: 'Dossiers finished in the period: early + on time + late.',
  onTimeRate: 'On time in the chosen reading.',
  topOnline: 'The highest online rate of the units.',
  topOnTime: 'The highest on-time rate of the units.',
  dayReceived: 'Dossiers received on the last day alone.',
  dayOnlineRate: 'Received online ÷ received, on the last day alone.',
  dayTopOnline: 'The highest online rate of the units on the last day alone.',
  overdue: 'Dossiers being processed past their due time, at the end of the period.',
  overdueUnits: 'Units with at least one overdue dossier being processed at the end of the period.',
};
