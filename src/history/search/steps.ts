/**
 * A long piece of work cut into steps of some milliseconds at most, so that appends and other questions come in
 * between. It yields after each step and returns its result.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Does all steps at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}
