import type { Lang } from '../../shared/formats';
import type { WardPaint } from '../board/selectors';
import { KeyedList } from '../ui/KeyedList';
import { TONE_WORDS, WORDS } from '../ui/words';

/** The map for those who do not see it: forty rows. */
export function TextTwin(props: { readonly paints: readonly WardPaint[]; readonly lang: Lang }) {
  return (
    <table class="unseen">
      <caption>{WORDS[props.lang].mapTable}</caption>
      <thead>
        <tr>
          <th scope="col">{WORDS[props.lang].ward}</th>
          <th scope="col">{WORDS[props.lang].state}</th>
        </tr>
      </thead>
      <tbody>
        <KeyedList each={props.paints} by={(paint) => paint.code}>
          {(paint) => (
            <tr data-twin={paint().code}>
              <th scope="row">{paint().name}</th>
              <td>
                {TONE_WORDS[props.lang][paint().tone]}. {paint().title}
              </td>
            </tr>
          )}
        </KeyedList>
      </tbody>
    </table>
  );
}
