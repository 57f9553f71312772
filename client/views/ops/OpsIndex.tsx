import { createEffect, createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { useOpsWords } from '../../ui/words/ops';
import type { Counts } from './Section';
import type { SECTION_GROUPS } from './sections';

interface IndexProps {
  readonly groups: typeof SECTION_GROUPS;
  readonly counts: Counts;
  /** What scrolls. */
  readonly page: () => HTMLElement | undefined;
}

/** Where everything is, where one is, and where something waits. Arrow keys go up and down in it. */
export function OpsIndex(props: IndexProps) {
  const { words } = useOpsWords();
  const [here, setHere] = createSignal('');
  let nav: HTMLElement | undefined;
  onMount(() => {
    const page = props.page();
    if (!page) return;
    const look = (): void => void setHere(sectionAtTop(page));
    page.addEventListener('scroll', look, { passive: true });
    onCleanup(() => page.removeEventListener('scroll', look));
    look();
    const wanted = location.hash.slice(1);
    if (/^[a-z]+$/.test(wanted)) go(wanted, false);
  });
  // On a narrow screen the index is a strip: the place one is at stays in sight.
  createEffect(() => {
    const link = nav?.querySelector<HTMLElement>(`a[href="#${here()}"]`);
    if (nav && link && nav.scrollWidth > nav.clientWidth) nav.scrollLeft = link.offsetLeft - nav.clientWidth / 3;
  });
  const onKey = (event: KeyboardEvent): void => {
    const by =
      event.key === 'ArrowDown' || event.key === 'ArrowRight'
        ? 1
        : event.key === 'ArrowUp' || event.key === 'ArrowLeft'
          ? -1
          : 0;
    if (by === 0 || !nav) return;
    const links: Element[] = [...nav.querySelectorAll('a')];
    const at = document.activeElement ? links.indexOf(document.activeElement) : -1;
    event.preventDefault();
    (links[(at + by + links.length) % links.length] as HTMLElement | undefined)?.focus();
  };
  return (
    <nav class="ops-index" aria-label={words.index} ref={nav}>
      <For each={props.groups}>
        {(group) => (
          <div>
            <p>{words[group.title]}</p>
            <ul>
              <For each={group.sections}>
                {(section) => (
                  <li>
                    <a
                      href={`#${section.name}`}
                      aria-current={here() === section.name ? 'location' : undefined}
                      onKeyDown={onKey}
                      onClick={(event) => {
                        event.preventDefault();
                        go(section.name, true);
                      }}
                    >
                      {words[section.title]}
                      <Show when={props.counts.of(section.name) > 0}>
                        <b data-waits={section.name}>{props.counts.of(section.name)}</b>
                      </Show>
                    </a>
                  </li>
                )}
              </For>
            </ul>
          </div>
        )}
      </For>
    </nav>
  );
}

/** Goes there, and reading goes on from there. */
function go(name: string, isAsked: boolean): void {
  const section = document.getElementById(name);
  if (!section) return;
  section.scrollIntoView();
  if (!isAsked) return;
  section.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  history.replaceState(null, '', `${location.pathname}${location.search}#${name}`);
}

/** The last section whose heading has passed the top; at the very end the last of all. */
function sectionAtTop(page: HTMLElement): string {
  const sections = [...page.querySelectorAll<HTMLElement>(':scope section[id]')];
  const isAtEnd = page.scrollTop > 0 && page.scrollTop + page.clientHeight >= page.scrollHeight - 2;
  if (isAtEnd) return sections.at(-1)?.id ?? '';
  const line = page.getBoundingClientRect().top + 80;
  const passed = sections.filter((section) => section.getBoundingClientRect().top <= line);
  return (passed.at(-1) ?? sections[0])?.id ?? '';
}
