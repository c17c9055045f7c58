/** Calls `fn` at once, and then at most once in `everyMs`, with a last call after the last request. */
export function createPacer(everyMs: number, fn: () => void): () => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | null = null;

  const run = (): void => {
    timer = null;
    lastMs = performance.now();
    fn();
  };

  return () => {
    if (timer !== null) return;
    const waitMs = lastMs + everyMs - performance.now();
    if (waitMs <= 0) run();
    else timer = setTimeout(run, waitMs);
  };
}
