import type { Clock } from '../core/clock.ts';

/** How often it is looked whether something is due, and how long after the last time it is. */
const LOOK_MS = 30_000;
const TIDY_MS = 120_000;
/** In a flood V8 has reasons of its own to collect, and nobody wants the pause. Messages a second. */
const CALM_PER_SECOND = 50;

export interface TidyPorts {
  readonly clock: Clock;
  /** A window is open: then speed is what counts. */
  isWatched(): boolean;
  /** Messages received since the start. */
  received(): number;
  /** Gives back what memory is not needed. Takes some 10 ms. */
  tidy(): void;
}

/**
 * Tidies up in the tray: after the start, after a window was closed, and every two minutes, since an app that does next to nothing
 * gives V8 no occasion to look for garbage. Returns the undo.
 */
export function keepTidy({ clock, isWatched, received, tidy }: TidyPorts): () => void {
  let dueAt = clock.monotonic();
  let before = received();
  return clock.every(LOOK_MS, () => {
    const now = clock.monotonic();
    const isCalm = received() - before <= (CALM_PER_SECOND * LOOK_MS) / 1_000;
    before = received();
    if (isWatched()) dueAt = now;
    else if (isCalm && now >= dueAt) {
      dueAt = now + TIDY_MS;
      tidy();
    }
  });
}
