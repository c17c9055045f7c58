/** One case of a suite about requests, answers and connections. */
export interface BehaviourCase {
  /** The case's name in its suite. */
  readonly name: string;
  /** What the suite wants, in words. */
  readonly wanted: string;
  /** Why the monitor does otherwise; absent where it does as wanted. */
  readonly differs?: string;
  /** Asserts what the monitor does. */
  check(): Promise<void>;
}

/** A case that needs something the monitor has no use for. */
export interface LeftOutCase {
  readonly name: string;
  readonly why: string;
}

/** The reason that both suites meet. */
export const NO_REDIRECTS =
  'Not followed: the request contains a secret, and `x-ha-access` would be sent to any other host. The message names the target, and a person can change the address.';
