import factsJson from '../../data/wardFacts.json';
import type { WardFacts } from '../../shared/wards';
import { wards } from './reference';

const FACTS = factsJson as unknown as Readonly<Record<string, WardFacts>>;

/** Where the wards lie and which border on which: apart from their names, which every screen needs at once. */
export const wardPlaces = wards.flatMap((ward) => {
  const facts = FACTS[ward.code];
  return facts ? [{ ...ward, ...facts }] : [];
});
