import type { NOTES_VI } from './viNotes';

/** Words around what wards tell the centre. */
export const NOTES_EN: Readonly<Record<keyof typeof NOTES_VI, string>> = {
  unitSays: 'The unit says',
  since: 'since',
  until: 'until',
  centre: 'Centre',
  notesOfPeriod: 'Told by the unit in this period',
};
