import { For, Show } from 'solid-js';
import { ageText } from '../../../shared/formats';
import type { View } from '../../../shared/protocol';
import { ownBuild } from '../../kiosk/reloads';
import { KeyedList } from '../../ui/KeyedList';
import { useDeskWords } from '../../ui/words/desk';
import { useOpsWords } from '../../ui/words/ops';
import { SCENES } from '../wall/scenes';
import { Cell, Columns } from './parts';
import { Section, type SectionProps } from './Section';

/** Below this the needed text cannot be read from the farthest seat (design guide §2). */
const LEAST_ARC_MINUTES = 16;

/** The screens that are open, walls first of all: what they show, how they fare, and what they are told to show. */
export function WallsTable(props: SectionProps) {
  const { words: opsWords } = useOpsWords();
  const { lang, words } = useDeskWords();
  const overview = () => props.calls.overview;
  const walls = () => props.calls.view()?.walls ?? [];
  const kinds: Readonly<Record<View, string>> = {
    wall: '',
    present: words.present,
    ward: words.wardView,
    ops: words.ops,
    remote: '',
  };
  const sceneText = ({ view, scene }: { readonly view: View; readonly scene: string }) =>
    kinds[view] === '' ? scene : `${kinds[view]}: ${scene}`;
  return (
    <Section
      name="walls"
      title={opsWords.walls}
      count={overview().value() ? walls().length : ''}
      fault={overview().fault()}
    >
      <Show when={walls().length > 0} fallback={<p>{overview().value() ? words.noWalls : ''}</p>}>
        <table>
          <Columns
            names={[
              words.screen,
              words.scene,
              words.size,
              'fps',
              words.build,
              words.openSince,
              words.lastError,
              words.order,
            ]}
          />
          <tbody>
            <KeyedList each={walls()} by={(wall) => wall.id}>
              {(wall) => (
                <tr data-wall={wall().screen}>
                  <th scope="row">{wall().screen}</th>
                  <Cell of={words.scene}>{sceneText(wall())}</Cell>
                  <Cell of={words.size}>
                    {wall().size}
                    <Show when={isWall(wall()) && wall().arcMinutes < LEAST_ARC_MINUTES}>
                      <em class="ops-warn">
                        {' '}
                        ▲ {words.tooSmall} ({wall().arcMinutes}′)
                      </em>
                    </Show>
                  </Cell>
                  <Cell of="fps">{wall().fps ?? '–'}</Cell>
                  <Cell of={words.build}>
                    {wall().build === ownBuild() ? words.current : <em class="ops-warn">▲ {words.oldBuild}</em>}
                  </Cell>
                  <Cell of={words.openSince}>
                    <span data-ticking="">
                      {ageText(wall().connectedSeconds * 1000, lang)}
                      <Show when={wall().saidSecondsAgo > 30}>
                        {' '}
                        ({words.silentFor} {ageText(wall().saidSecondsAgo * 1000, lang)})
                      </Show>
                    </span>
                  </Cell>
                  <Cell of={words.lastError}>{wall().lastError ?? '–'}</Cell>
                  <td class="ops-acts">
                    <Show when={isWall(wall())}>
                      <select
                        aria-label={`${words.order}: ${wall().screen}`}
                        onChange={(event) =>
                          void props.calls.order(wall().id, { scene: event.currentTarget.value, ward: null })
                        }
                      >
                        <option value="">{words.showScene}</option>
                        <For each={SCENES}>{(scene) => <option value={scene.name}>{words[scene.title]}</option>}</For>
                      </select>
                    </Show>
                    <button type="button" onClick={() => void props.calls.order(wall().id, { reload: true })}>
                      {words.reload}
                    </button>
                  </td>
                </tr>
              )}
            </KeyedList>
          </tbody>
        </table>
      </Show>
    </Section>
  );
}

/** Others show what who holds them chose, and take no orders. */
function isWall({ view }: { readonly view: View }): boolean {
  return view === 'wall';
}
