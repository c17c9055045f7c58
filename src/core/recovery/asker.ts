import type { Target } from '../stream/request.ts';
import type { RestPorts } from '../stream/rest.ts';

/** Whom a recovery asks, and how often it may. */
export interface Asker extends RestPorts {
  readonly target: Target;
  readonly signal: AbortSignal;
  /** Waits for a place among the requests that are allowed. `false`: none to be had, or ended. */
  takePlace(): Promise<boolean>;
}
