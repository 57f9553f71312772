import { For, Show } from 'solid-js';
import type { Brief, BriefFact, BriefPart } from '../../../../shared/brief/composeBrief';
import { prosePercent } from '../../../../shared/period/compare';
import { rate } from '../../../../shared/rates';
import { usePresentWords } from '../../../ui/words/present';
import { guardLocked } from '../lockedText';

interface BriefTextProps {
  readonly brief: Brief;
  readonly editable: boolean;
  readonly picked: BriefFact | null;
  readonly onPick: (fact: BriefFact) => void;
  readonly decimalsOf: (key: string) => 0 | 2;
  readonly onElement: (element: HTMLElement) => void;
}

/** The brief as people read and edit it: words are theirs, numbers stand in their frames. */
export function BriefText(props: BriefTextProps) {
  const { words } = usePresentWords();
  const locked = (part: BriefPart, fact: BriefFact) => (
    <button
      type="button"
      class="locked"
      contentEditable={false}
      data-fact={fact.key}
      data-value={fact.value ?? ''}
      aria-pressed={props.picked?.key === fact.key}
      onClick={() => props.onPick(fact)}
      onFocus={() => props.onPick(fact)}
      onPointerEnter={() => props.onPick(fact)}
    >
      {shownOf(part, fact, props.decimalsOf(fact.key))}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a textarea could not hold locked pieces
    <div
      class="brief-text"
      ref={(element) => {
        props.onElement(element);
        guardLocked(element);
      }}
      contentEditable={props.editable}
      lang="vi"
      role="textbox"
      tabIndex={0}
      aria-multiline="true"
      aria-readonly={!props.editable}
      aria-label={words.brief}
    >
      <For each={paragraphsOf(props.brief.parts)}>
        {(parts) => (
          <p>
            <For each={parts}>
              {(part) => (
                <Show when={part.fact !== null && props.brief.facts[part.fact]} fallback={part.text}>
                  {(fact) => (
                    // A bracket before a number never stays behind at the end of a line.
                    <Show when={part.opens} fallback={locked(part, fact())}>
                      <span class="kept">({locked(part, fact())}</span>
                    </Show>
                  )}
                </Show>
              )}
            </For>
          </p>
        )}
      </For>
    </div>
  );
}

/** A percentage is written with the decimals that were chosen for it; everything else as it came. */
function shownOf(part: BriefPart, fact: BriefFact, decimals: 0 | 2): string {
  if (decimals === 2 || fact.num === null || fact.den === null || part.text !== fact.shown) return part.text;
  return prosePercent(rate(fact.num, fact.den), decimals, 'vi');
}

interface ShownPart extends BriefPart {
  /** A bracket belongs in front of it. */
  readonly opens: boolean;
}

/** Parts of a paragraph each; an empty line parts two. */
function paragraphsOf(parts: readonly BriefPart[]): readonly (readonly ShownPart[])[] {
  const out: ShownPart[][] = [[]];
  let opens = false;
  for (const part of parts) {
    if (part.fact !== null) {
      out.at(-1)?.push({ ...part, opens });
      opens = false;
      continue;
    }
    opens = part.text.endsWith('(');
    const text = opens ? part.text.slice(0, -1) : part.text;
    text.split(/\n+/).forEach((piece, i) => {
      if (i > 0) out.push([]);
      if (piece !== '') out.at(-1)?.push({ text: piece, fact: null, opens: false });
    });
  }
  return out;
}
