/** Counts and relative times are drawn this often. */
const BEAT_MS = 1_000;

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | null = null;

function wait(): void {
  timer ??= setTimeout(beat, BEAT_MS - (performance.now() % BEAT_MS));
}

function beat(): void {
  timer = null;
  for (const fn of [...listeners]) fn();
  if (listeners.size > 0) wait();
}

/**
 * Calls `fn` once a second, in the same turn as all others in the page, so that they draw in one frame: a frame costs far
 * more than its changes. Returns the undo.
 */
export function onBeat(fn: () => void): () => void {
  listeners.add(fn);
  wait();
  return () => listeners.delete(fn);
}

/** Calls `fn` on the next beat, once, however often `ask` is called until then. `stop` cancels it. */
export function createBeatCall(fn: () => void): { readonly ask: () => void; readonly stop: () => void } {
  let undo: (() => void) | null = null;

  const stop = (): void => {
    undo?.();
    undo = null;
  };

  return {
    ask() {
      undo ??= onBeat(() => {
        stop();
        fn();
      });
    },
    stop,
  };
}
