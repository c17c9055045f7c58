/**
 * A long task in steps of at most a few milliseconds, so that appends and other questions run in
 * between. It yields after each step and returns its result.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Runs all steps at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
