import { createContext, createEffect, createSignal, type JSX, onCleanup, Show, useContext } from 'solid-js';
import type { OpsCalls } from './opsCalls';

/** What every section of the page is given. */
export interface SectionProps {
  readonly calls: OpsCalls;
  /** Who acts: the name of who is signed in, or what a guest wrote. */
  readonly person: string;
}

/** How much waits in each section, for the index. */
export interface Counts {
  readonly of: (section: string) => number;
  readonly say: (section: string, count: number) => void;
}

export function createCounts(): Counts {
  const [counts, setCounts] = createSignal<Readonly<Record<string, number>>>({});
  return {
    of: (section) => counts()[section] ?? 0,
    say: (section, count) => setCounts((old) => (old[section] === count ? old : { ...old, [section]: count })),
  };
}

const CountsContext = createContext<Counts>(createCounts());
export const CountsProvider = CountsContext.Provider;

interface FrameProps {
  readonly name: string;
  readonly title: string;
  /** What waits here for somebody. */
  readonly waits?: number;
  readonly count?: JSX.Element;
  readonly note?: JSX.Element;
  /** Why there is nothing to see; null: there is. */
  readonly fault?: string | null;
  readonly children: JSX.Element;
}

/** One section: a heading that the index leads to, how many, and one line on what it is. */
export function Section(props: FrameProps) {
  const counts = useContext(CountsContext);
  createEffect(() => counts.say(props.name, props.waits ?? 0));
  onCleanup(() => counts.say(props.name, 0));
  return (
    <section id={props.name} aria-labelledby={`ops-${props.name}`}>
      <h2 id={`ops-${props.name}`} tabindex="-1">
        {props.title}
        <Show when={props.count !== undefined}>
          {' '}
          <b>{props.count}</b>
        </Show>
        <Show when={props.note}>
          {' '}
          <small>{props.note}</small>
        </Show>
      </h2>
      <Show when={props.fault}>
        <p class="ops-trouble" role="status">
          {props.fault}
        </p>
      </Show>
      {props.children}
    </section>
  );
}
