import type { RowKind, RowTone } from '../events/row.ts';
import type { RecoveryOutcome } from '../recovery/recovery.ts';
import type { FailureServer } from '../stream/describe-failure.ts';
import type { Failure, Gap } from '../stream/failure.ts';

/** The result of a gap's recovery: how many events, and whether they are all. */
export interface GapRecovery {
  readonly count: number;
  readonly outcome: RecoveryOutcome;
}

/**
 * A row of the log that Porchlight writes itself, as data. It is stored as this JSON. `own-row-words.ts` makes its sentence
 * when it is shown, so other words or another language need no change of the stored data.
 */
export type OwnRow =
  /** A live stream was interrupted. `recovery` is `null` until the recorder was asked. */
  | { readonly kind: 'gap'; readonly gap: Gap; readonly recovery: GapRecovery | null }
  /** The first connection of a run. `name` is the server's. */
  | { readonly kind: 'connected'; readonly name: string }
  /** A connection that does not retry automatically. */
  | { readonly kind: 'stopped'; readonly failure: Failure; readonly server: FailureServer }
  /** An event that is too large, `bytes` of it so far, or, when it is over, in all. */
  | { readonly kind: 'oversize'; readonly bytes: number; readonly isOver: boolean }
  /** The clock of this computer was set back by so many milliseconds. */
  | { readonly kind: 'clock-set-back'; readonly byMs: number }
  /** A row from an opened file, of which only the sentence is known. */
  | {
      readonly kind: 'imported';
      readonly rowKind: Exclude<RowKind, 'event'>;
      readonly tone: RowTone;
      readonly text: string;
    };

/** A gap whose recovery has not ended. */
export interface UnfinishedGap {
  /** Key of its row. */
  readonly seq: number;
  readonly serverId: string;
  readonly gap: Gap;
  /** Events that were recovered until now. */
  readonly count: number;
  /** What is before this moment, epoch ms by our clock, is still to be asked. */
  readonly downTo: number;
}

/** The gap of a row whose recovery has not ended; `null` for any other row. */
export function toUnfinishedGap({ seq, serverId, own }: Omit<PlacedOwnRow, 'at'>): UnfinishedGap | null {
  if (own.kind !== 'gap') return null;
  const { gap, recovery } = own;
  // The run ended before the first answer.
  if (recovery === null) return { seq, serverId, gap, count: 0, downTo: gap.to };
  const { count, outcome } = recovery;
  return outcome.kind === 'running' ? { seq, serverId, gap, count, downTo: outcome.downTo } : null;
}

/** A row of our own, its key, and when it happened (epoch ms). */
export interface PlacedOwnRow {
  readonly seq: number;
  readonly serverId: string;
  readonly at: number;
  readonly own: OwnRow;
}
