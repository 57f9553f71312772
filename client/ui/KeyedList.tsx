import { type Accessor, createMemo, For, type JSX } from 'solid-js';

interface KeyedListProps<T> {
  readonly each: readonly T[] | null | undefined;
  /** What a row is about, whichever object says so: the same name, the same row. */
  readonly by: (item: T) => string | number;
  readonly fallback?: JSX.Element;
  readonly children: (item: Accessor<T>, index: Accessor<number>) => JSX.Element;
}

/**
 * Rows that stay the same rows while a list is read anew, whoever made its objects: what somebody does in a row, the focus
 * included, outlives the next frame. A row that leaves keeps its last words until it is gone.
 */
export function KeyedList<T>(props: KeyedListProps<T>) {
  const named = createMemo(() => {
    const byName = new Map<string, T>();
    for (const item of props.each ?? []) {
      const name = String(props.by(item));
      // Two that are called the same are still two.
      let own = name;
      for (let again = 2; byName.has(own); again++) own = `${name}#${again}`;
      byName.set(own, item);
    }
    return byName;
  });
  const names = createMemo((): readonly string[] => [...named().keys()], [], { equals: isSameOrder });
  // Read before the rows move: a browser takes the focus from what is moved.
  const ordered = createMemo(() => {
    keepFocus();
    return names();
  });
  return (
    <For each={ordered()} fallback={props.fallback}>
      {(name, index) => {
        const item = createMemo((last: T | undefined) => (named().has(name) ? (named().get(name) as T) : last));
        return props.children(item as Accessor<T>, index);
      }}
    </For>
  );
}

function isSameOrder(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, i) => name === b[i]);
}

/** Gives the focus back to who has it now, if what happens next takes it from him though he stays on the page. */
function keepFocus(): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || focused === document.body) return;
  queueMicrotask(() => {
    if (focused.isConnected && document.activeElement === document.body) focused.focus({ preventScroll: true });
  });
}
