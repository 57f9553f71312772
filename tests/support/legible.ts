/** Runs in the tablet's page: what lies outside, is written too small, or is too small to hit. */
export function measureLegible() {
  const all = [...document.querySelectorAll<HTMLElement>('.ward *')].filter(
    (node) => node.getClientRects().length > 0 && !node.closest('.unseen'),
  );
  const box = (node: Element) => node.getBoundingClientRect();
  const name = (node: Element) =>
    `${node.tagName} ${node.getAttribute('class') ?? ''} ${node.textContent?.slice(0, 30)}`;
  const texts = all.filter((node) =>
    [...node.childNodes].some(({ nodeType, data }: Node & { data?: string }) => nodeType === 3 && data?.trim()),
  );
  /** SVG texts are drawn by the scale of their picture. */
  const size = (node: Element): number => {
    const css = Number.parseFloat(getComputedStyle(node).fontSize);
    const matrix = node instanceof SVGGraphicsElement ? node.getScreenCTM() : null;
    return css * (matrix?.a ?? 1);
  };
  const scroller = document.querySelector('.ward');
  return {
    sideways: scroller ? Math.max(0, scroller.scrollWidth - scroller.clientWidth) : -1,
    outside: texts.filter((node) => box(node).right > innerWidth + 1 || box(node).left < -1).map(name),
    small: texts.filter((node) => size(node) < 17.9).map((node) => `${size(node).toFixed(1)} ${name(node)}`),
    tight: all
      .filter((node) => node.matches('button, a, input'))
      .filter((node) => box(node).width < 44 || box(node).height < 44)
      .map(name),
  };
}
