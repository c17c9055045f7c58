import type { Steps } from '../search/steps.ts';

/** How long steps are done before messages get their turn, milliseconds. */
const SLICE_MS = 8;
/** The first slice is short: it usually finds a page, and the question for that page waits in the message loop. */
const FIRST_SLICE_MS = 1;

export interface Task<T> {
  readonly steps: Steps<T>;
  onDone(result: T): void;
  onError(error: unknown): void;
  /** After each step: whether somebody waits for what was found so far. Must be quick when nobody does. */
  onStep?(): void;
  /** After each slice. */
  onProgress?(): void;
}

/**
 * Does long pieces of work beside each other, a slice of each in turn, and lets the message loop run in between: a search
 * through a million events does not hold up an append.
 */
export type TaskQueue = ReturnType<typeof createTaskQueue>;

export function createTaskQueue() {
  const slices: (() => boolean)[] = [];
  let isScheduled = false;

  function schedule(): void {
    if (isScheduled || slices.length === 0) return;
    isScheduled = true;
    setImmediate(() => {
      isScheduled = false;
      const slice = slices.shift();
      if (slice?.() === true) slices.push(slice);
      schedule();
    });
  }

  return {
    /** Begins at once, so that short work is done when this returns. Returns how to give it up. */
    run<T>(task: Task<T>): () => void {
      let isGivenUp = false;
      const slice = (): boolean => !isGivenUp && doSlice(task, SLICE_MS);
      if (doSlice(task, FIRST_SLICE_MS)) slices.push(slice);
      schedule();
      return () => {
        isGivenUp = true;
      };
    },
  };
}

/** True when there is more to do. */
function doSlice<T>({ steps, onDone, onError, onStep, onProgress }: Task<T>, forMs: number): boolean {
  const end = performance.now() + forMs;
  try {
    do {
      const step = steps.next();
      if (step.done === true) {
        onDone(step.value);
        return false;
      }
      onStep?.();
    } while (performance.now() < end);
    onProgress?.();
    return true;
  } catch (error) {
    onError(error);
    return false;
  }
}
