import { createSignal, onMount, Show } from 'solid-js';
import { Simulated } from '../../access/Simulated';
import { useBoard } from '../../board/store';
import { usePresentWords } from '../../ui/words/present';
import { drawPoster } from './drawPoster';
import type { PressFigures } from './pressFigures';

interface PosterProps {
  readonly figures: PressFigures;
  readonly width: number;
  readonly height: number;
}

/** A picture of the period, drawn on a canvas of its full size: what is seen is what is saved. */
export function Poster(props: PosterProps) {
  const { lang, words } = usePresentWords();
  const { limits } = useBoard();
  const [address, setAddress] = createSignal<string | null>(null);
  let canvas: HTMLCanvasElement | undefined;
  onMount(async () => {
    // A canvas draws with what is loaded by then: the faces are brought in first, Vietnamese letters included.
    await Promise.all(
      ['600 40px "Plex"', '400 40px "Plex Cond"', '500 40px "Plex Cond"', '600 40px "Plex Cond"'].map((font) =>
        document.fonts.load(font, 'Huế ậữỗ 0123'),
      ),
    );
    const context = canvas?.getContext('2d');
    if (!canvas || !context) return;
    drawPoster(context, {
      figures: props.figures,
      words,
      lang,
      limits: limits(),
      width: props.width,
      height: props.height,
    });
    canvas.toBlob((blob) => blob && setAddress(URL.createObjectURL(blob)), 'image/png');
  });
  const name = () =>
    `ho-so-hue-${props.figures.picture.summary.from}-${props.figures.picture.summary.to}-${props.width}x${props.height}.png`;
  return (
    <main class="sheet" data-shape="poster" data-ready={address() === null ? 'no' : 'yes'}>
      <div class="no-print">
        <Show when={address()}>
          {(href) => (
            <a href={href()} download={name()}>
              {words.download}
            </a>
          )}
        </Show>
        <Simulated class="press-sim">{words.simulatedLong}</Simulated>
      </div>
      <canvas ref={canvas} width={props.width} height={props.height} role="img" aria-label={props.figures.brief.text} />
    </main>
  );
}
