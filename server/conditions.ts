import { CONDITION_KINDS, type ConditionKind, type ConditionOf, type ServerCondition } from '../shared/conditions';
import type { BusyReason } from './busy';

/** What is not as it should be with the server itself: whoever finds out says so here, screens and `/ops` read it. */
export interface Conditions {
  /** Says how one kind stands; null: it is over. What stays the same is no news. */
  readonly set: <K extends ConditionKind>(kind: K, condition: ConditionOf<K> | null) => void;
  readonly get: <K extends ConditionKind>(kind: K) => ConditionOf<K> | null;
  /** The gravest first. */
  readonly list: () => readonly ServerCondition[];
  /** Calls after every change; returns what ends that. */
  readonly onChange: (listen: (list: readonly ServerCondition[]) => void) => () => void;
}

export function createConditions(): Conditions {
  const standing = new Map<ConditionKind, ServerCondition>();
  const listeners = new Set<(list: readonly ServerCondition[]) => void>();
  const list = (): readonly ServerCondition[] => CONDITION_KINDS.flatMap((kind) => standing.get(kind) ?? []);
  return {
    set: (kind, condition) => {
      if (JSON.stringify(standing.get(kind) ?? null) === JSON.stringify(condition)) return;
      if (condition) standing.set(kind, condition);
      else standing.delete(kind);
      for (const listen of listeners) listen(list());
    },
    get: <K extends ConditionKind>(kind: K) => (standing.get(kind) as ConditionOf<K> | undefined) ?? null,
    list,
    onChange: (listen) => {
      listeners.add(listen);
      return () => void listeners.delete(listen);
    },
  };
}

/** Why no report is taken now; null: they are. */
export function closedTo(conditions: Pick<Conditions, 'get'>): BusyReason | null {
  if (conditions.get('clock')) return 'clock';
  return conditions.get('storage') ? 'storage' : null;
}
