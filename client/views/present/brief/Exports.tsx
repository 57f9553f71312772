import { createSignal, For, Show } from 'solid-js';
import { type Answered, ask } from '../../../access/ask';
import { whyOf } from '../../../reading/failure';
import { usePresentWords } from '../../../ui/words/present';
import { useReadingWords } from '../../../ui/words/reading';

interface ExportsProps {
  readonly question: () => URLSearchParams;
  readonly text: () => string;
}

type Edited = 'docx' | 'pdf';

/** A file of a long period takes the server its time. */
const FILE_LIMIT_MS = 60_000;

/** Everything that leaves the house about the period on the screen: one question, one as-of time, in each form. */
export function Exports(props: ExportsProps) {
  const { lang, words } = usePresentWords();
  const { words: reasons } = useReadingWords();
  const [copied, setCopied] = createSignal(false);
  const [fault, setFault] = createSignal<string | null>(null);
  const press = (shape: string) => `/press?${props.question()}&shape=${shape}`;
  const save = async (kind: Edited): Promise<void> => {
    const question = props.question();
    const lines = props.text().split('\n');
    const body = { paragraphs: lines.filter((line) => line.trim() !== '') };
    const answer = await ask('POST', `/api/v1/brief.${kind}?${question}`, body, { limitMs: FILE_LIMIT_MS });
    if (!answer.ok || !(answer.body instanceof Blob)) return void setFault(sentence(answer));
    setFault(null);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(answer.body);
    link.download = `ban-tin-${question.get('from')}-${question.get('to')}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  const sentence = (answer: Answered): string => {
    // 422: the words hold a number that is none of the figures; it is named in quotes.
    const foreign = answer.status === 422 ? /^"[^"]*"/.exec(answer.detail)?.[0] : undefined;
    if (foreign !== undefined) return `${words.notMade} ${foreign} ${words.strangeNumber}.`;
    // What the server says is English; only who reads English gets it too.
    return `${words.notMade} ${reasons[whyOf(answer)]}.${lang === 'en' && answer.detail !== '' ? ` ${answer.detail}` : ''}`;
  };
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(props.text());
      setCopied(true);
    } catch {
      setFault(words.notCopied);
    }
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
        <p role="alert">{fault()}</p>
      </Show>
    </div>
  );
}
