import { createEffect, createMemo, createSignal, onCleanup, Show } from 'solid-js';
import { minuteText, wholeText } from '../../../shared/formats';
import { dayOf, parseInstant } from '../../../shared/localTime';
import type { WardListAnswer } from '../../../shared/wardLists';
import { useMoments } from '../../board/moments';
import { calendar } from '../../board/reference';
import { deviceStore } from '../../offline/deviceStore';
import { useWardWords } from '../../ui/words/ward';
import { halfDayOf } from './dueCard';

const SEEN_KEY = 'ward-due-card-seen';

interface DueCardProps {
  /** The list of what falls due, of the own ward; null without the right to it. */
  readonly soon: WardListAnswer | null;
  /** Due within four working hours, which everybody may know. */
  readonly dueSoon: number;
  readonly onLook: () => void;
}

/** As the offices open, morning and afternoon: what falls due today. It stays until somebody has seen it, or they close. */
export function DueCard(props: DueCardProps) {
  const { minute } = useMoments();
  const { lang, words } = useWardWords();
  const [seen, setSeen] = createSignal(deviceStore.get(SEEN_KEY));
  const half = createMemo(() => halfDayOf(calendar, minute() ?? 0), undefined, { equals: (a, b) => a?.key === b?.key });
  const dues = () => {
    const present = minute() ?? 0;
    const today = dayOf(present);
    const times = (props.soon?.rows ?? []).flatMap(({ dueAt }) => (dueAt === null ? [] : [parseInstant(dueAt) ?? 0]));
    return times.filter((at) => dayOf(at) === today && at >= present);
  };
  const count = createMemo(() => (props.soon ? dues().length : props.dueSoon));
  const isCut = () =>
    props.soon !== null && props.soon.total > props.soon.rows.length && count() === props.soon.rows.length;
  createBadge(count);
  return (
    <Show when={half()}>
      {(present) => (
        <Show when={seen() !== present().key}>
          <section class="due-card" data-half={present().half} data-figure="dueToday" data-value={count()}>
            <p>
              <b>
                {words[present().half]} {minuteText(present().opensAt)}:
              </b>{' '}
              <Show when={count() > 0} fallback={props.soon ? words.noneDue : words.noneDueSoon}>
                <strong>{wholeText(count(), lang)}</strong> {props.soon ? words.fallDue : words.fallDueSoon}
                <Show when={isCut()}> {words.orMore}</Show>
                <Show when={props.soon}>
                  , {words.earliest} {minuteText(Math.min(...dues()))}
                </Show>
              </Show>
            </p>
            <Show when={props.soon && count() > 0}>
              <button type="button" onClick={() => props.onLook()}>
                {words.look}
              </button>
            </Show>
            <button
              type="button"
              onClick={() => {
                deviceStore.set(SEEN_KEY, present().key);
                setSeen(present().key);
              }}
            >
              {words.seen}
            </button>
          </section>
        </Show>
      )}
    </Show>
  );
}

interface Badging {
  readonly setAppBadge?: (count: number) => Promise<void>;
  readonly clearAppBadge?: () => Promise<void>;
}

/** The number on the icon of the installed app, while it runs. */
function createBadge(count: () => number): void {
  const badging = navigator as Navigator & Badging;
  createEffect(() => {
    const due = count();
    const done = due > 0 ? badging.setAppBadge?.(due) : badging.clearAppBadge?.();
    done?.catch(() => undefined);
  });
  onCleanup(() => void badging.clearAppBadge?.().catch(() => undefined));
}
