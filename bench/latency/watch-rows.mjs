/**
 * Runs in the page: notes when it was told of each probe, when the row of it stands in the list, laid out, and when the page has drawn
 * the frame with it. Times are ms since the epoch, with their fractions.
 */
export function watchRows() {
  /** @type {{ n: number, toldAt: number, rowAt: number, frameAt: number }[]} */
  const seen = [];
  Object.assign(window, { seen });
  const now = () => performance.timeOrigin + performance.now();
  const list = document
    .querySelector('pl-app')
    ?.shadowRoot?.querySelector('pl-events-page')
    ?.shadowRoot?.querySelector('pl-log-list')?.shadowRoot;
  if (list == null) throw new Error('The page shows no list.');
  // The page asks for a frame in the turn in which it is told of rows, before it makes them.
  const ask = window.requestAnimationFrame.bind(window);
  let toldAt = 0;
  window.requestAnimationFrame = (fn) => {
    toldAt = now();
    return ask(fn);
  };
  let next = 0;
  new MutationObserver(() => {
    const rowAt = now();
    for (;;) {
      const probe = `probe-${String(next)}-`;
      const row = [...list.querySelectorAll('.row')].find(({ textContent }) => textContent.includes(probe));
      if (row === undefined) return;
      const reading = { n: next, toldAt, rowAt, frameAt: 0 };
      seen.push(reading);
      next += 1;
      ask(() => {
        // The first task after the frame.
        const channel = new MessageChannel();
        channel.port1.onmessage = () => {
          reading.frameAt = now();
          channel.port1.close();
        };
        channel.port2.postMessage(null);
      });
    }
  }).observe(list, { childList: true, subtree: true, characterData: true });
}
