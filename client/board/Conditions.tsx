import './state.css';
import { Show, Suspense } from 'solid-js';
import type { ConditionKind } from '../../shared/conditions';
import { lazily } from '../kiosk/lostCode';
import { useConditions } from './useConditions';

const ConditionList = lazily(() => import('./ConditionList').then((module) => module.ConditionList));

export interface ConditionsProps {
  /** Only what every screen tells; the rest is for `/ops`. */
  readonly forWalls: boolean;
  /** Told by the view itself, with what can be done about it there. */
  readonly besides?: ConditionKind;
  /** So many are told, and how many more there are. */
  readonly most: number;
  /** With what to do about it. */
  readonly advice: boolean;
  readonly class: string;
}

/**
 * What is wrong with the server, while it lasts. Its code comes when there is something to tell, which only a line that
 * works can bring.
 */
export function Conditions(props: ConditionsProps) {
  const conditions = useConditions(props.forWalls, props.besides);
  return (
    <Show when={conditions().length > 0}>
      <Suspense>
        <ConditionList {...props} />
      </Suspense>
    </Show>
  );
}
