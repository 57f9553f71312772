import { createSignal, ErrorBoundary, type JSX, onCleanup, onMount, Suspense } from 'solid-js';
import { noteFault } from '../kiosk/faults';
import { useReadingWords } from '../ui/words/reading';
import { pauseMs } from './backoff';
import { Waiting } from './Pending';
import { onRetryAll } from './unread';

interface BoundaryProps {
  /** What is inside, as `/ops` is told. */
  readonly name: string;
  /** What is said while its code is on its way; without it: that this part waits. */
  readonly waits?: string;
  readonly children: JSX.Element;
}

/** A part that ran for so long before it failed again has earned a quick try. */
const WELL_AFTER_MS = 60_000;

/**
 * Keeps a fault within its part: the rest of the view stands, the part says so in the reader's language, is tried again by
 * itself and by key, and `/ops` is told what the exception said. While its code is on its way, it says that it waits.
 */
export function Boundary(props: BoundaryProps) {
  const { words } = useReadingWords();
  let failures = 0;
  let failedMs = Number.NEGATIVE_INFINITY;
  const failed = (cause: unknown): number => {
    const nowMs = performance.now();
    failures = nowMs - failedMs > WELL_AFTER_MS ? 1 : failures + 1;
    failedMs = nowMs;
    console.error(cause);
    noteFault(`${props.name}: ${cause}`);
    return pauseMs(failures);
  };
  return (
    <ErrorBoundary
      fallback={(cause, reset) => {
        // Once a fault: as a property it would be counted whenever it is read.
        const nextMs = failed(cause);
        return <Fault pauseMs={nextMs} onRetry={reset} />;
      }}
    >
      <Suspense fallback={<Waiting text={props.waits ?? words.part} />}>{props.children}</Suspense>
    </ErrorBoundary>
  );
}

function Fault(props: { readonly pauseMs: number; readonly onRetry: () => void }) {
  const { words } = useReadingWords();
  const [isTrying, setTrying] = createSignal(false);
  const retry = (): void => {
    setTrying(true);
    props.onRetry();
  };
  onMount(() => {
    const timer = setTimeout(retry, props.pauseMs);
    onCleanup(() => clearTimeout(timer));
  });
  onRetryAll(retry);
  return (
    <p class="pending is-fault" role="alert" data-fault="yes">
      {words.notShown}: {words.again} {Math.ceil(props.pauseMs / 1000)} {words.seconds}.
      <button type="button" disabled={isTrying()} onClick={retry}>
        {words.tryNow} <kbd>R</kbd>
      </button>
    </p>
  );
}
