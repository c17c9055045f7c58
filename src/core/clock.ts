/**
 * Time as an argument. Core never reads a clock or sets a timer by itself, so that a test can run an hour of
 * retries in a millisecond.
 */
export interface Clock {
  /** Wall clock, milliseconds since the epoch. Can jump when a person or NTP sets it. */
  now(): number;
  /** Monotonic clock in milliseconds from an arbitrary start. Never jumps; may stand still while asleep. */
  monotonic(): number;
  /** Calls `fn` once after `delayMs`. Returns the undo; calling it twice, or too late, does nothing. */
  after(delayMs: number, fn: () => void): () => void;
  /**
   * Calls `fn` each `delayMs`, until undone. Costs less than repeated `after`: Electron wakes its event loop once
   * more for each new timer, but Node renews a repeating one itself.
   */
  every(delayMs: number, fn: () => void): () => void;
}

/** A source of randomness in `[0, 1)`, injected for the same reason. */
export type Random = () => number;
