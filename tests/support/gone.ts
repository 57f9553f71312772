/** Runs in a page: the instant at which nothing of that was there any more. */
export function untilGone(css: string): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!document.querySelector(css)) resolve(performance.timeOrigin + performance.now());
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
    look();
  });
}
