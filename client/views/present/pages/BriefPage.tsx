import { createMemo, createSignal, Show } from 'solid-js';
import type { Brief, BriefFact } from '../../../../shared/brief/composeBrief';
import { Pending } from '../../../reading/Pending';
import { createReading } from '../../../reading/reading';
import { usePresentWords } from '../../../ui/words/present';
import { BriefText } from '../brief/BriefText';
import { Explained } from '../brief/Explained';
import { Exports } from '../brief/Exports';
import { pathOf, queryOf } from '../figures';
import { textOf } from '../lockedText';
import type { PageProps } from './index';

/** Page 4, Bản tin: the written brief; its numbers are locked to their source, its words can be changed once it is held. */
export function BriefPage(props: PageProps) {
  const { words } = usePresentWords();
  const [picked, setPicked] = createSignal<BriefFact | null>(null);
  const [rounded, setRounded] = createSignal<ReadonlySet<string>>(new Set());
  const asked = () => ({ ...props.picture.asked, at: props.picture.asked.at ?? props.picture.summary.asOf });
  const held = () => props.state.frozenAt() !== null;
  const path = () => pathOf('brief', asked(), { variant: props.state.variant() });
  const reading = createReading<{ readonly at: string; readonly brief: Brief }>({
    title: words.brief,
    ask: path,
    about: () => pathOf('brief', { ...asked(), at: null }, { variant: props.state.variant() }),
    read: (get) => {
      const { at } = asked();
      return get<Brief>(path()).then((brief) => ({ at, brief }));
    },
    asOf: ({ at }) => at,
  });
  const brief = () => {
    const found = reading.data();
    // What was written of another instant is not what was held; while the held one is on its way it stands for a moment.
    return found && (!held() || reading.failed() === null || found.at === asked().at) ? found.brief : null;
  };
  // The same text read again is not drawn again: what was changed in it by hand would be lost.
  const written = createMemo(brief, undefined, { equals: (a, b) => a?.text === b?.text });
  const round = (key: string, decimals: 0 | 2): void => {
    const others = [...rounded()].filter((one) => one !== key);
    setRounded(new Set(decimals === 0 ? [...others, key] : others));
  };
  const decimalsOf = (key: string) => (rounded().has(key) ? 0 : 2);
  let article: HTMLElement | undefined;
  return (
    <div class="brief">
      <article>
        <p class="lockline">{held() ? words.locked : words.lockFirst}</p>
        <Show when={written()} fallback={<Pending of={reading} />}>
          {(found) => (
            <BriefText
              brief={found()}
              editable={held()}
              picked={picked()}
              onPick={setPicked}
              decimalsOf={decimalsOf}
              onElement={(element) => {
                article = element;
              }}
            />
          )}
        </Show>
      </article>
      <aside>
        <Show when={picked()} fallback={<p class="pick">{words.pickFact}</p>}>
          {(fact) => (
            <Explained
              fact={fact()}
              page={props}
              decimals={held() ? decimalsOf(fact().key) : null}
              onDecimals={(decimals) => round(fact().key, decimals)}
            />
          )}
        </Show>
        <Exports
          question={() => queryOf(asked(), { variant: props.state.variant() })}
          text={() => (article ? textOf(article) : '')}
        />
      </aside>
    </div>
  );
}
