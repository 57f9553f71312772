/** Text in which people change words while the locked numbers stay: whatever would touch a number is not done. */
export function guardLocked(element: HTMLElement): void {
  element.addEventListener('beforeinput', (event) => {
    const touches = event.getTargetRanges().some((range) => hasLocked(element, range));
    if (touches || event.inputType.startsWith('format')) event.preventDefault();
  });
  element.addEventListener('drop', (event) => event.preventDefault());
  element.addEventListener('paste', (event) => {
    // Only the words come in: no marks of another text, no styles.
    event.preventDefault();
    const text = event.clipboardData?.getData('text/plain') ?? '';
    document.execCommand('insertText', false, text);
  });
}

function hasLocked(element: HTMLElement, range: StaticRange): boolean {
  const live = document.createRange();
  live.setStart(range.startContainer, range.startOffset);
  live.setEnd(range.endContainer, range.endOffset);
  return [...element.querySelectorAll('.locked')].some((piece) => live.intersectsNode(piece) && !range.collapsed);
}

/** The text as it stands, a line a paragraph. */
export function textOf(element: HTMLElement): string {
  return [...element.children].map((paragraph) => paragraph.textContent?.trim() ?? '').join('\n\n');
}
