import type { Clock } from '../core/clock.ts';

const LOOK_MS = 30_000;
/** Messages a second. */
const CALM_PER_SECOND = 50;

export interface CalmPorts {
  readonly clock: Clock;
  /** A window is open. */
  isWatched(): boolean;
  /** Messages received since the start. */
  received(): number;
}

/** What the app is at: somebody looks, or else a flood comes in, or else neither. */
export type Occupation = 'watched' | 'flooded' | 'calm';

/** Tells each half minute what the last one was like. Returns the undo. */
export function lookWhetherCalm(
  { clock, isWatched, received }: CalmPorts,
  tell: (occupation: Occupation) => void,
): () => void {
  let before = received();
  return clock.every(LOOK_MS, () => {
    const isFlooded = received() - before > (CALM_PER_SECOND * LOOK_MS) / 1_000;
    before = received();
    tell(isWatched() ? 'watched' : isFlooded ? 'flooded' : 'calm');
  });
}
