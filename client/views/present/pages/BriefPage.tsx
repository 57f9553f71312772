import { createMemo, createResource, createSignal, Show } from 'solid-js';
import type { Brief, BriefFact } from '../../../../shared/brief/composeBrief';
import { usePresentWords } from '../../../ui/words/present';
import { BriefText } from '../brief/BriefText';
import { Explained } from '../brief/Explained';
import { Exports } from '../brief/Exports';
import { ask, queryOf } from '../figures';
import { textOf } from '../lockedText';
import type { PageProps } from './index';

/** Page 4, Bản tin: the written brief; its numbers are locked to their source, its words can be changed once it is held. */
export function BriefPage(props: PageProps) {
  const { words } = usePresentWords();
  const [picked, setPicked] = createSignal<BriefFact | null>(null);
  const [rounded, setRounded] = createSignal<ReadonlySet<string>>(new Set());
  const asked = () => ({ ...props.picture.asked, at: props.picture.asked.at ?? props.picture.summary.asOf });
  const [brief] = createResource(
    () => ({ asked: asked(), variant: props.state.variant() }),
    ({ asked: question, variant }) => ask<Brief>('brief', question, { variant }),
  );
  // The same text read again is not drawn again: what was changed in it by hand would be lost.
  const written = createMemo(() => brief.latest, undefined, { equals: (a, b) => a?.text === b?.text });
  const held = () => props.state.frozenAt() !== null;
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
        <Show when={written()}>
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
