import { createMemo } from 'solid-js';
import type { ConditionKind, ServerCondition } from '../../shared/conditions';
import { useBoard } from './store';

/** Walls tell what makes what is shown untrue, or soon will; the rest is for `/ops`. */
export function isForWalls(condition: ServerCondition): boolean {
  return (
    condition.kind === 'storage' || condition.kind === 'clock' || (condition.kind === 'calendar-ends' && condition.over)
  );
}

/** What is not as it should be with the server itself, the gravest first; what of it a view tells is up to the view. */
export function useConditions(forWalls: boolean, besides?: ConditionKind): () => readonly ServerCondition[] {
  const { state } = useBoard();
  return createMemo(() =>
    (state.board?.conditions ?? []).filter((one) => one.kind !== besides && (!forWalls || isForWalls(one))),
  );
}
