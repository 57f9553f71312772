import { createMemo, createResource, Show, Suspense } from 'solid-js';
import { monthText } from '../../../../shared/formats';
import { WARD_COUNT } from '../../../../shared/wards';
import { useMoments } from '../../../board/moments';
import { createRung } from '../../../board/rung';
import { offWards, paintOf, type WardPaint } from '../../../board/selectors';
import { useBoard } from '../../../board/store';
import { lazily } from '../../../kiosk/lostCode';
import type { MapSource } from '../../../map/WardMap';
import { TileRow } from '../../../tiles/TileRow';
import { useLang } from '../../../ui/lang';
import { ActionList } from '../ActionList';
import { Skyline } from '../Skyline';

const WardMap = lazily(() => import('../../../map/WardMap').then((module) => module.WardMap));

const MAP_TRIES = 20;

/** The map is asked for until it comes: a wall that starts with its server must not stay without one. */
async function fetchMap(): Promise<MapSource> {
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await fetch('/api/v1/map');
      if (answer.ok) return (await answer.json()) as MapSource;
      throw new Error(`the map could not be loaded (${answer.status})`);
    } catch (cause) {
      if (attempt === MAP_TRIES) throw cause;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
}

/** Scene A, Toàn cảnh: the map with both rates at once, beside what needs action and the gaps of all 40. */
export function Overview(props: { readonly shown: boolean }) {
  const { state, limits } = useBoard();
  const { knowledge } = useMoments();
  const { lang } = useLang();
  const [map] = createResource(fetchMap);
  const ever = () => knowledge().ever;
  const off = createMemo(() => offWards(state.board?.sources ?? []));
  const paints = createMemo((): readonly WardPaint[] =>
    (state.board?.wards ?? []).map((ward) =>
      paintOf(ward, { off: off().has(ward.code), ever: ever(), lang, limits: limits() }),
    ),
  );
  const rung = createRung();
  const month = () => monthText(state.board?.windows.month.to ?? '', lang);
  return (
    <>
      <TileRow />
      <section class="map-zone">
        <Suspense>
          <Show when={paints().length === WARD_COUNT && map()}>
            {(source) => (
              <WardMap
                paints={paints()}
                active={props.shown}
                monthLabel={month()}
                source={source()}
                lang={lang}
                limits={limits()}
                rung={rung()}
              />
            )}
          </Show>
        </Suspense>
      </section>
      <aside class="side">
        <ActionList />
        <Show when={ever()}>
          <Skyline paints={paints()} />
        </Show>
      </aside>
    </>
  );
}
