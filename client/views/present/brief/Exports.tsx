import { createSignal, For, Show } from 'solid-js';
import { usePresentWords } from '../../../ui/words/present';

interface ExportsProps {
  readonly question: () => URLSearchParams;
  readonly text: () => string;
}

type Edited = 'docx' | 'pdf';

/** Everything that leaves the house about the period on the screen: one question, one as-of time, in each form. */
export function Exports(props: ExportsProps) {
  const { words } = usePresentWords();
  const [copied, setCopied] = createSignal(false);
  const [fault, setFault] = createSignal<string | null>(null);
  const press = (shape: string) => `/press?${props.question()}&shape=${shape}`;
  const save = async (kind: Edited): Promise<void> => {
    const answer = await fetch(`/api/v1/brief.${kind}?${props.question()}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        paragraphs: props
          .text()
          .split('\n')
          .filter((line) => line.trim() !== ''),
      }),
    }).catch(() => null);
    if (!answer?.ok) {
      const problem = (await answer?.json().catch(() => null)) as { readonly detail?: string } | null;
      return void setFault(problem?.detail ?? `${answer?.status ?? ''}`);
    }
    setFault(null);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(await answer.blob());
    link.download = `ban-tin-${props.question().get('from')}-${props.question().get('to')}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(props.text());
    setCopied(true);
  };
  const pictures = [
    ['sheet', words.exportSheet, words.sheet],
    ['post', words.exportPost, words.post],
    ['wide', `${words.exportPng} 4K`, words.wide],
  ] as const;
  const tables = [
    ['xlsx', words.exportXlsx],
    ['csv', words.exportCsv],
    ['pdf', words.exportTablePdf],
  ] as const;
  return (
    <div class="exports">
      <button type="button" class="is-first" data-export="pdf" onClick={() => void save('pdf')}>
        {words.exportPdf} <kbd>X</kbd>
      </button>
      <button type="button" data-export="docx" onClick={() => void save('docx')}>
        {words.exportDocx}
      </button>
      <button type="button" data-export="copy" onClick={() => void copy()}>
        {copied() ? words.copied : words.copy}
      </button>
      <a href={press('a4')} target="_blank" rel="noopener">
        {words.printA4}
      </a>
      <For each={pictures}>
        {([shape, text, title]) => (
          <a href={press(shape)} target="_blank" rel="noopener" title={title}>
            {text}
          </a>
        )}
      </For>
      <For each={tables}>
        {([format, text]) => (
          <a href={`/api/v1/export?${props.question()}&format=${format}`} download="" data-export={`table-${format}`}>
            {text}
          </a>
        )}
      </For>
      <Show when={fault()}>
        <p role="alert">
          {words.notRead} {fault()}
        </p>
      </Show>
    </div>
  );
}
