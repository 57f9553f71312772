import { createMemo, Show } from 'solid-js';
import { monthText } from '../../../../shared/formats';
import { WARD_COUNT } from '../../../../shared/wards';
import { useMoments } from '../../../board/moments';
import { createRung } from '../../../board/rung';
import { offWards, paintOf, type WardPaint } from '../../../board/selectors';
import { useBoard } from '../../../board/store';
import { lazily } from '../../../kiosk/lostCode';
import { createMapReading } from '../../../map/mapReading';
import { Boundary } from '../../../reading/Boundary';
import { Pending } from '../../../reading/Pending';
import { TileRow } from '../../../tiles/TileRow';
import { useLang } from '../../../ui/lang';
import { useReadingWords } from '../../../ui/words/reading';
import { ActionList } from '../ActionList';
import { Skyline } from '../Skyline';

const WardMap = lazily(() => import('../../../map/WardMap').then((module) => module.WardMap));

/** Scene A, Toàn cảnh: the map with both rates at once, beside what needs action and the gaps of all 40. */
export function Overview(props: { readonly shown: boolean }) {
  const { state, limits } = useBoard();
  const { knowledge } = useMoments();
  const { lang } = useLang();
  const { words } = useReadingWords();
  const map = createMapReading();
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
        <Boundary name="map" waits={words.mapWaits}>
          <Show
            when={paints().length === WARD_COUNT && map.data()}
            fallback={<Pending of={map} says={words.mapWaits} />}
          >
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
        </Boundary>
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
