import { createContext, createMemo, createSignal, type JSX, Show, Suspense, useContext } from 'solid-js';
import { dayText } from '../../shared/formats';
import type { Metric, MetricValue, MetricWindow } from '../../shared/metrics';
import type { UnitFigures } from '../../shared/protocol';
import { useBoard } from '../board/store';
import { lazily } from '../kiosk/lostCode';
import { useLang } from '../ui/lang';

const Explain = lazily(() => import('./Explain').then((module) => module.Explain));

/** Brings in what a question needs, before anybody asks one: the server may be away by then. */
export const preloadAsk = (): Promise<unknown> => Explain.preload();

/** A figure that can be asked what it means. */
export interface Asked {
  /** Names it in `[data-explains]`. */
  readonly key: string;
  readonly title: string;
  /** The metric that it is: says what it counts. */
  readonly metric: string;
  /** What it counts, where it is no metric. */
  readonly about?: string;
  /** The span it speaks for, in words. */
  readonly span: string;
  readonly value: MetricValue | null;
  /** The instant it speaks for, where that is not the board's. */
  readonly asOf?: string | null;
}

const AskContext = createContext<(asked: () => Asked) => void>(() => undefined);

/** Lets every figure below it be asked; one explanation at a time stands over the scene. `place` closes it when it changes. */
export function AskProvider(props: { readonly place: string; readonly children: JSX.Element }) {
  const [opened, setOpened] = createSignal<{ readonly asked: () => Asked; readonly place: string } | null>(null);
  let opener: Element | null = null;
  const shown = createMemo(() => (opened()?.place === props.place ? opened() : null));
  const open = (asked: () => Asked): void => {
    opener = document.activeElement;
    setOpened({ asked, place: props.place });
  };
  const close = (): void => {
    setOpened(null);
    // Who asked by keyboard goes on from where he was.
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
  };
  return (
    <AskContext.Provider value={open}>
      {props.children}
      <Show when={shown()} keyed>
        {(one) => (
          <Suspense>
            <Explain asked={one.asked()} onClose={close} />
          </Suspense>
        )}
      </Show>
    </AskContext.Provider>
  );
}

/** A figure as a button that looks like its text: click, Enter and a remote's OK tell what it means. */
export function Ask(props: { readonly asked: Asked; readonly children: JSX.Element }) {
  const ask = useContext(AskContext);
  return (
    <button type="button" class="ask" aria-haspopup="dialog" onClick={() => ask(() => props.asked)}>
      {props.children}
    </button>
  );
}

/** What a metric says of a unit in a window, ready to be asked; `unit` is null while nothing is known. */
export function createMetricAsk(): (
  metric: Metric,
  window: MetricWindow,
  unit: UnitFigures | null,
  title: string,
) => Asked {
  const spanText = createSpanText();
  return (metric, window, unit, title) => ({
    key: metric.key,
    title,
    metric: metric.key,
    span: spanText(window),
    value: unit && metric.of(unit, window),
  });
}

/** The span of a window of the board in words. */
function createSpanText(): (window: MetricWindow) => string {
  const { state } = useBoard();
  const { words } = useLang();
  return (window) => {
    const span = window === 'now' ? undefined : state.board?.windows[window];
    if (!span) return words.rightNow;
    const to = `${dayText(span.to)}/${span.to.slice(0, 4)}`;
    return span.from === span.to ? `${words.today}, ${to}` : `${dayText(span.from)} – ${to}`;
  };
}
