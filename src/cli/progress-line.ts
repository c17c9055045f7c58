/** Shortest time between two updates. */
const SHOW_EVERY_MS = 100;

/** "12,000 of 48,000 events, 25 %", overwritten by the next. A pipe or a file gets none. */
export function createProgressLine(
  stream: { readonly isTTY?: boolean; write(text: string): unknown },
  monotonic: () => number = () => performance.now(),
) {
  let shownAt = Number.NEGATIVE_INFINITY;
  let isShown = false;
  return {
    show: (written: number, total: number | null): void => {
      if (stream.isTTY !== true || monotonic() - shownAt < SHOW_EVERY_MS) return;
      shownAt = monotonic();
      isShown = true;
      stream.write(`\r\u001b[K${describeProgress(written, total)}`);
    },
    clear: (): void => {
      if (isShown) stream.write('\r\u001b[K');
      isShown = false;
    },
  };
}

function describeProgress(written: number, total: number | null): string {
  const done = written.toLocaleString('en-GB');
  if (total === null) return written === 0 ? 'Looking for events' : `${done} events`;
  const share = total === 0 ? 100 : Math.floor((written / total) * 100);
  return `${done} of ${total.toLocaleString('en-GB')} events, ${String(share)} %`;
}
