import { For, Show } from 'solid-js';
import { ageText } from '../../../shared/formats';
import { ownBuild } from '../../kiosk/reloads';
import { useLang } from '../../ui/lang';
import { SCENES } from '../wall/scenes';
import type { OpsCalls } from './opsCalls';

/** Below this the needed text cannot be read from the farthest seat (design guide §2). */
const LEAST_ARC_MINUTES = 16;

/** The walls that are open: what they show, how they fare, and what they are told to show. */
export function WallsTable(props: { readonly calls: OpsCalls }) {
  const { lang, words } = useLang();
  const walls = () => props.calls.view()?.walls ?? [];
  return (
    <section aria-labelledby="ops-walls">
      <h2 id="ops-walls">
        {words.walls} <b>{walls().length}</b>
      </h2>
      <Show when={walls().length > 0} fallback={<p>{words.noWalls}</p>}>
        <div class="ops-scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.screen}</th>
                <th scope="col">{words.scene}</th>
                <th scope="col">{words.size}</th>
                <th scope="col">fps</th>
                <th scope="col">{words.build}</th>
                <th scope="col">{words.openSince}</th>
                <th scope="col">{words.lastError}</th>
                <th scope="col">{words.order}</th>
              </tr>
            </thead>
            <tbody>
              <For each={walls()}>
                {(wall) => (
                  <tr data-wall={wall.screen}>
                    <th scope="row">{wall.screen}</th>
                    <td data-cell="scene">{wall.scene}</td>
                    <td>
                      {wall.size}
                      <Show when={wall.arcMinutes < LEAST_ARC_MINUTES}>
                        <em class="ops-warn">
                          {' '}
                          ▲ {words.tooSmall} ({wall.arcMinutes}′)
                        </em>
                      </Show>
                    </td>
                    <td>{wall.fps ?? '–'}</td>
                    <td>{wall.build === ownBuild() ? words.current : <em class="ops-warn">▲ {words.oldBuild}</em>}</td>
                    <td>
                      {ageText(wall.connectedSeconds * 1000, lang)}
                      <Show when={wall.saidSecondsAgo > 30}>
                        {' '}
                        ({words.silentFor} {ageText(wall.saidSecondsAgo * 1000, lang)})
                      </Show>
                    </td>
                    <td>{wall.lastError ?? '–'}</td>
                    <td>
                      <select
                        aria-label={`${words.order}: ${wall.screen}`}
                        onChange={(event) =>
                          void props.calls.order(wall.id, { scene: event.currentTarget.value, ward: null })
                        }
                      >
                        <option value="">{words.showScene}</option>
                        <For each={SCENES}>{(scene) => <option value={scene.name}>{words[scene.title]}</option>}</For>
                      </select>
                      <button type="button" onClick={() => void props.calls.order(wall.id, { reload: true })}>
                        {words.reload}
                      </button>
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </section>
  );
}
