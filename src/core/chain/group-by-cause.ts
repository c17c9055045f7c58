import type { StoredEvent } from '../history/history.ts';
import type { CauseNode } from './cause-chain.ts';
import { arrangeCauses, listBranches, toCauseNodes, type CauseBranch } from './arrange-causes.ts';
import { toCauseEvent } from './cause-event.ts';

/** Events with the same first cause. */
export interface CauseGroup {
  /** The person who began it, if any. */
  readonly userId: string | null;
  /** Usually one tree; several if their common cause is not among the events. */
  readonly roots: readonly CauseNode[];
  /** Events in all of its trees. */
  readonly count: number;
  /** Epoch ms of the first and the last. */
  readonly from: number;
  readonly to: number;
}

/**
 * Groups a list of events by their first cause, in the order of their first events. Every event is in exactly one group;
 * rows of our own and events without a context are separate groups.
 */
export function groupByCause(events: readonly StoredEvent[]): readonly CauseGroup[] {
  const byOrigin = new Map<string, CauseBranch[]>();
  for (const root of arrangeCauses(events.map(toCauseEvent))) {
    const key = originOf(root);
    byOrigin.set(key, [...(byOrigin.get(key) ?? []), root]);
  }
  return [...byOrigin.values()].map(toGroup);
}

/** The context that began a tree, even if only its id is known. */
function originOf({ cause: { row, context } }: CauseBranch): string {
  return JSON.stringify(context === null ? [row.seq] : [row.serverId, context.parent_id ?? context.id]);
}

function toGroup(roots: readonly CauseBranch[]): CauseGroup {
  const all = listBranches(roots);
  const times = all.map(({ row }) => row.at);
  return {
    userId: roots[0]?.cause.context?.user_id ?? null,
    roots: toCauseNodes(roots),
    count: all.length,
    from: times.reduce((a, b) => Math.min(a, b), Infinity),
    to: times.reduce((a, b) => Math.max(a, b), -Infinity),
  };
}
