import './tiles.css';
import { createMemo, For, Show } from 'solid-js';
import type { MetricValue } from '../../shared/metrics';
import { useMoments } from '../board/moments';
import { laggingText } from '../board/selectors';
import { useBoard } from '../board/store';
import { useLang } from '../ui/lang';
import { Ask, createMetricAsk } from './Ask';
import { Figure } from './Figure';
import { TILES, type Tile } from './index';

/** The five key figures. What is not known is a dash with its reason, never 0 (I8). */
export function TileRow() {
  const { state } = useBoard();
  const { knowledge } = useMoments();
  const { lang, words } = useLang();
  const metricAsk = createMetricAsk();
  const lagging = createMemo(() => state.board && laggingText(state.board.sources, lang));
  const figureOf = (tile: Tile): MetricValue | null => {
    const known = tile.window === 'today' ? knowledge().today : knowledge().ever;
    return known && state.board ? tile.metric.of(state.board.city, tile.window) : null;
  };
  const fraction = (tile: Tile): string => {
    const value = figureOf(tile);
    return value && state.board ? tile.fraction({ board: state.board, words, lang }, value) : words.noData;
  };
  const asksForAction = (tile: Tile): boolean => {
    const value = figureOf(tile);
    return tile.asksForAction && value?.kind === 'count' && value.value > 0;
  };
  const askedOf = (tile: Tile) =>
    metricAsk(tile.metric, tile.window, figureOf(tile) && (state.board?.city ?? null), words[tile.title]);
  return (
    <section class="tiles" aria-live="off">
      <For each={TILES}>
        {(tile) => (
          <div class="tile" classList={{ 'is-act': asksForAction(tile) }}>
            <h2>
              <Ask asked={askedOf(tile)}>{words[tile.title]}</Ask>
            </h2>
            <Figure metric={tile.metric.key} window={tile.window} value={figureOf(tile)} />
            <p class="fraction">{fraction(tile)}</p>
            <p class="span">
              <Show when={lagging()} fallback={words[tile.span]}>
                {(text) => text()}
              </Show>
            </p>
          </div>
        )}
      </For>
    </section>
  );
}
