import type { Steps } from '../search/steps.ts';

/** How long steps run before messages get a turn, milliseconds. */
const SLICE_MS = 8;
/** The first slice is short: it usually finds a page, and the question for that page is waiting in the message loop. */
const FIRST_SLICE_MS = 1;

export interface Task<T> {
  readonly steps: Steps<T>;
  onDone(result: T): void;
  onError(error: unknown): void;
  /** Called after each step: whether a question waits for the matches so far. Must be fast when none does. */
  onStep?(): void;
  /** Called after each slice. */
  onProgress?(): void;
}

/**
 * Runs several long tasks, a slice of each in turn, with turns for the message loop in between: a search
 * through a million events does not delay an append.
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
    /** Begins at once, so short work is done when this returns. Returns the function that cancels it. */
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
