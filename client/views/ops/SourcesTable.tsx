import { Show } from 'solid-js';
import { UNKNOWN, wholeText } from '../../../shared/formats';
import type { SourceMood } from '../../../shared/protocol';
import type { Tone } from '../../../shared/tones';
import { useMoments } from '../../board/moments';
import { KeyedList } from '../../ui/KeyedList';
import { Shape } from '../../ui/Shape';
import { MOOD_WORD, useOpsWords } from '../../ui/words/ops';
import type { SourcesAnswer } from './opsAnswers';
import { whenText } from './opsTexts';
import { Cell, Columns } from './parts';
import { Section, type SectionProps } from './Section';

const REFRESH_MS = 10_000;
const MOOD_TONE: Readonly<Record<SourceMood, Tone>> = {
  live: 'ok',
  delayed: 'watch',
  silent: 'off',
  'off-hours': 'small',
};

/** The systems that send reports: whether they still speak, and what of theirs could not be used. */
export function SourcesTable(props: SectionProps) {
  const { lang, words } = useOpsWords();
  const { minute } = useMoments();
  const feed = props.calls.feed<SourcesAnswer>(words.sources, '/api/v1/sources', REFRESH_MS);
  const silent = () => feed.value()?.sources.filter(({ state }) => state === 'silent').length ?? 0;
  const whole = (count: number | undefined) => (count === undefined ? UNKNOWN : wholeText(count, lang));
  return (
    <Section
      name="sources"
      title={words.sources}
      waits={silent()}
      count={feed.value()?.sources.length ?? ''}
      fault={feed.fault()}
    >
      <Show when={feed.value()}>
        {(answer) => (
          <Show when={answer().sources.length > 0} fallback={<p>{words.sourcesNone}</p>}>
            <table>
              <Columns names={[words.source, words.state, words.lastReport, words.quarantined]} />
              <tbody>
                <KeyedList each={answer().sources} by={(source) => source.name}>
                  {(source) => (
                    <tr data-source={source().name}>
                      <th scope="row">
                        {source().title}{' '}
                        <Show when={source().title !== source().name}>
                          <small>{source().name}</small>
                        </Show>
                      </th>
                      <Cell of={words.state}>
                        <i class="ops-mood">
                          <Shape tone={MOOD_TONE[source().state]} /> {words[MOOD_WORD[source().state]]}
                        </i>
                      </Cell>
                      <Cell of={words.lastReport}>{whenText(source().lastReportAt, minute())}</Cell>
                      <Cell of={words.quarantined}>{whole(source().quarantined)}</Cell>
                    </tr>
                  )}
                </KeyedList>
              </tbody>
            </table>
          </Show>
        )}
      </Show>
    </Section>
  );
}
