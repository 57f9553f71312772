import { createMemo, createSignal, For, Show } from 'solid-js';
import { findUnits } from '../../../shared/search';
import { wards } from '../../board/reference';
import { usePresentWords } from '../../ui/words/present';
import { Panel } from './Panel';

const SHOWN = 8;

interface UnitSearchProps {
  /** `beside`: it is to be compared with the one in the spotlight. */
  readonly onTake: (code: string, beside: boolean) => void;
  readonly onClose: () => void;
}

/** Finds a unit by a few letters without marks, its number or its code. Enter takes the first, Shift+Enter compares. */
export function UnitSearch(props: UnitSearchProps) {
  const { words } = usePresentWords();
  const [typed, setTyped] = createSignal('');
  const [at, setAt] = createSignal(0);
  const found = createMemo(() => findUnits(wards, typed()).slice(0, SHOWN));
  const onKey = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0) {
      event.preventDefault();
      setAt((at() + by + found().length) % Math.max(1, found().length));
    }
    const unit = found()[at()];
    if (event.key === 'Enter' && unit) {
      event.preventDefault();
      props.onTake(unit.code, event.shiftKey);
    }
  };
  return (
    <Panel name="search" title={words.search} onClose={props.onClose}>
      <label>
        {words.search}
        <input
          type="search"
          autofocus
          autocomplete="off"
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
      </label>
      <ul>
        <For each={found()}>
          {(unit, i) => (
            <li data-found={unit.code} data-first={i() === at() ? 'yes' : 'no'}>
              <button type="button" aria-current={i() === at()} onClick={() => props.onTake(unit.code, false)}>
                {unit.name} <small>{unit.kind}</small>
              </button>
              <button type="button" onClick={() => props.onTake(unit.code, true)}>
                + {words.compare}
              </button>
            </li>
          )}
        </For>
      </ul>
      <Show when={found().length === 0}>
        <p>{words.nothingFound}</p>
      </Show>
    </Panel>
  );
}
