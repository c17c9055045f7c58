import type { RecoveryOutcome } from '../recovery/recovery.ts';
import type { FailureServer } from '../stream/describe-failure.ts';
import type { Failure, Gap } from '../stream/failure.ts';

/** What came back of a gap: how many events, and whether that is all of it. */
export interface GapRecovery {
  readonly count: number;
  readonly outcome: RecoveryOutcome;
}

/**
 * A row of the log that Porchlight writes itself, as data. It is kept as this JSON; `own-row-words.ts` makes its sentence when
 * it is shown, so that other words or another language need no change of what is kept.
 */
export type OwnRow =
  /** A stream that was live was not. `recovery` is `null` until the recorder was asked. */
  | { readonly kind: 'gap'; readonly gap: Gap; readonly recovery: GapRecovery | null }
  /** The first connection of a run. `name` is the server's. */
  | { readonly kind: 'connected'; readonly name: string }
  /** A connection that does not try again by itself. */
  | { readonly kind: 'stopped'; readonly failure: Failure; readonly server: FailureServer }
  /** An event that is too large, `bytes` of it so far, or, when it is over, in all. */
  | { readonly kind: 'oversize'; readonly bytes: number; readonly isOver: boolean }
  /** The clock of this computer was set back by so many milliseconds. */
  | { readonly kind: 'clock-set-back'; readonly byMs: number };

const KINDS: Readonly<Record<OwnRow['kind'], true>> = {
  gap: true,
  connected: true,
  stopped: true,
  oversize: true,
  'clock-set-back': true,
};

/** Reads a row of our own that this program kept as JSON; `null` for a kind that only a newer version knows. */
export function readOwnRow(json: string): OwnRow | null {
  const value = JSON.parse(json) as OwnRow | null;
  return value !== null && Object.hasOwn(KINDS, value.kind) ? value : null;
}
