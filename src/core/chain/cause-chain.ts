import type { Row } from '../events/row.ts';

/** An event in a cause chain, and what it caused. */
export interface CauseNode {
  readonly row: Row;
  /** Why it is below its parent: the same context, or a context that names the parent's. */
  readonly link: 'root' | 'same-context' | 'child-context';
  readonly children: readonly CauseNode[];
}

export interface CauseChain {
  /** A person (`user_id`), if the chain begins with one. */
  readonly userId: string | null;
  /** The person's name, where it is known. */
  readonly userName?: string;
  /** Usually one tree; empty if no other event shares a context with the event. */
  readonly roots: readonly CauseNode[];
  /** The chain is longer than shown. */
  readonly cut: boolean;
}
