import { createMemo, createResource, createSignal, For, Show } from 'solid-js';
import type { Brief, BriefFact, BriefPart } from '../../../../shared/brief/composeBrief';
import { percentText, wholeText } from '../../../../shared/formats';
import { ON_TIME_VARIANTS } from '../../../../shared/ranking';
import { usePresentWords } from '../../../ui/words/present';
import { READING } from '../BigFigures';
import { ask, queryOf } from '../figures';
import { guardLocked, textOf } from '../lockedText';
import type { PageProps } from './index';

/** Page 4, Bản tin: the written brief; its numbers are locked to their source, its words can be changed once it is held. */
export function BriefPage(props: PageProps) {
  const { words } = usePresentWords();
  const [picked, setPicked] = createSignal<BriefFact | null>(null);
  const asked = () => ({ ...props.picture.asked, at: props.picture.asked.at ?? props.picture.summary.asOf });
  const [brief] = createResource(
    () => ({ ...asked(), variant: props.state.variant() }),
    ({ variant, ...question }) => ask<Brief>('brief', question, { variant }),
  );
  // The same text read again is not drawn again: what was changed in it by hand would be lost.
  const written = createMemo(() => brief.latest, undefined, { equals: (a, b) => a?.text === b?.text });
  const held = () => props.state.frozenAt() !== null;
  let article: HTMLElement | undefined;
  return (
    <div class="brief">
      <article>
        <p class="lockline">{held() ? words.locked : words.lockFirst}</p>
        <Show when={written()}>
          {(found) => (
            // biome-ignore lint/a11y/useSemanticElements: a textarea could not hold locked pieces
            <div
              class="brief-text"
              ref={(element) => {
                article = element;
                guardLocked(element);
              }}
              contentEditable={held()}
              lang="vi"
              role="textbox"
              tabIndex={0}
              aria-multiline="true"
              aria-readonly={!held()}
              aria-label={words.brief}
            >
              <For each={paragraphsOf(found().parts)}>
                {(parts) => (
                  <p>
                    <For each={parts}>
                      {(part) => (
                        <Show when={part.fact !== null && found().facts[part.fact]} fallback={part.text}>
                          {(fact) => (
                            <button
                              type="button"
                              class="locked"
                              contentEditable={false}
                              data-fact={fact().key}
                              data-value={fact().value ?? ''}
                              aria-pressed={picked()?.key === fact().key}
                              onClick={() => setPicked(fact())}
                              onFocus={() => setPicked(fact())}
                            >
                              {part.text}
                            </button>
                          )}
                        </Show>
                      )}
                    </For>
                  </p>
                )}
              </For>
            </div>
          )}
        </Show>
      </article>
      <aside>
        <Show when={picked()} fallback={<p class="pick">{words.pickFact}</p>}>
          {(fact) => <Explained fact={fact()} props={props} />}
        </Show>
        <Exports
          question={() => queryOf(asked(), { variant: props.state.variant() })}
          text={() => (article ? textOf(article) : '')}
        />
      </aside>
    </div>
  );
}

/** Parts of a paragraph each; an empty line parts two. */
function paragraphsOf(parts: readonly BriefPart[]): readonly (readonly BriefPart[])[] {
  const out: BriefPart[][] = [[]];
  for (const part of parts) {
    const pieces = part.fact === null ? part.text.split(/\n+/) : [part.text];
    pieces.forEach((text, i) => {
      if (i > 0) out.push([]);
      if (text !== '') out.at(-1)?.push({ text, fact: part.fact });
    });
  }
  return out;
}

function Explained(given: { readonly fact: BriefFact; readonly props: PageProps }) {
  const { lang, words } = usePresentWords();
  const fraction = () =>
    given.fact.num === null || given.fact.den === null
      ? given.fact.shown
      : `${wholeText(given.fact.num, lang)}/${wholeText(given.fact.den, lang)}`;
  const rates = () =>
    given.props.picture.summary.wards.find((unit) => unit.code === given.fact.wards[0]) ??
    given.props.picture.summary.city;
  return (
    <section class="explained" data-explained={given.fact.key}>
      <h2>{words.explainFact}</h2>
      <p class="explained-value">{fraction()}</p>
      <p>
        {given.fact.shown}
        {given.fact.wards.length > 0 && given.fact.wards.length < 40
          ? ` · ${given.fact.wards.length} ${words.units}`
          : ''}
      </p>
      <Show when={given.fact.key === 'onTimeRate' || given.fact.key === 'topOnTime'}>
        <dl aria-label={words.threeReadings}>
          <For each={ON_TIME_VARIANTS}>
            {(variant) => (
              <div classList={{ 'is-own': variant === given.props.state.variant() }}>
                <dt>
                  {variant} · {words[READING[variant]]}
                </dt>
                <dd>{percentText(rates().onTimeRate[variant].num, rates().onTimeRate[variant].den, 2, lang)}%</dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
    </section>
  );
}

function Exports(props: { readonly question: () => URLSearchParams; readonly text: () => string }) {
  const { words } = usePresentWords();
  const [copied, setCopied] = createSignal(false);
  const [fault, setFault] = createSignal<string | null>(null);
  const press = (shape: 'a4' | 'post' | 'wide') => `/press?${props.question()}&shape=${shape}`;
  const docx = async (): Promise<void> => {
    const answer = await fetch(`/api/v1/brief.docx?${props.question()}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        paragraphs: props
          .text()
          .split('\n')
          .filter((line) => line.trim() !== ''),
      }),
    });
    if (!answer.ok) return void setFault(`${answer.status}`);
    setFault(null);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `ban-tin-${props.question().get('from')}-${props.question().get('to')}.docx`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(props.text());
    setCopied(true);
  };
  return (
    <div class="exports">
      <a class="is-first" href={press('a4')} target="_blank" rel="noopener">
        {words.exportPdf} <kbd>X</kbd>
      </a>
      <button type="button" data-export="docx" onClick={() => void docx()}>
        {words.exportDocx}
      </button>
      <a href={press('post')} target="_blank" rel="noopener" title={words.post}>
        {words.exportPng}
      </a>
      <a href={press('wide')} target="_blank" rel="noopener" title={words.wide}>
        {words.exportPng} 4K
      </a>
      <a href={`/api/v1/export?${props.question()}&format=xlsx`} download="">
        {words.exportXlsx}
      </a>
      <a href={`/api/v1/export?${props.question()}&format=csv`} download="">
        {words.exportCsv}
      </a>
      <button type="button" onClick={() => void copy()}>
        {copied() ? words.copied : words.copy}
      </button>
      <Show when={fault()}>
        <p role="alert">
          {words.notRead} {fault()}
        </p>
      </Show>
    </div>
  );
}
