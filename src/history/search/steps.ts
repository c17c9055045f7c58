/**
 * A long task in steps of at most a few milliseconds, so that appends and other questions run in
 * between. It yields after each step and returns its result.
 */
export type Steps<T> = Generator<undefined, T, undefined>;
