import type { Row } from '../events/row.ts';

/** An event in a cause chain, and what it caused. */
export interface CauseNode {
  readonly row: Row;
  /** Why it stands below its parent: the same context, or a context that names the parent's. */
  readonly link: 'root' | 'same-context' | 'child-context';
  readonly children: readonly CauseNode[];
}

export interface CauseChain {
  /** A person (`user_id`), where the chain begins with one. */
  readonly userId: string | null;
  /** Usually one tree; empty where nothing else shares a context with the event. */
  readonly roots: readonly CauseNode[];
  /** There was more than is shown. */
  readonly cut: boolean;
}
