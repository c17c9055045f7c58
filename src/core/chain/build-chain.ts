import type { History, StoredEvent } from '../history/history.ts';
import type { CauseChain } from './cause-chain.ts';
import { arrangeCauses, listBranches, toCauseNodes, type CauseBranch } from './arrange-causes.ts';
import { contextIdsOf, toCauseEvent, type CauseEvent } from './cause-event.ts';

/** Limits of a chain: events, and contexts up and down. */
export const CHAIN_LIMITS = { maxNodes: 200, maxContexts: 12 } as const;

const NO_CHAIN: CauseChain = { userId: null, roots: [], cut: false };

/** The only method of a history that a chain needs. */
export type CauseLookup = Pick<History, 'byContext'>;

/**
 * Who or what started an event, and everything that it caused: up by `parent_id`, sideways by `context.id`, down by the
 * contexts that name one of these as parent. Limited, each event once, only events of the same server. There is no chain
 * without a context (servers before 0.75), or if no other event shares the context.
 * https://data.home-assistant.io/docs/context/
 */
export async function buildChain(event: StoredEvent, lookup: CauseLookup): Promise<CauseChain> {
  const own = toCauseEvent(event);
  if (own.context === null) return NO_CHAIN;
  const found = new Map([[own.row.seq, own]]);
  const isWhole = await collect(own, found, lookup);
  // All trees: those beside the event's own have the same, unknown cause.
  const roots = arrangeCauses([...found.values()]);
  const all = listBranches(roots);
  const branch = all.find(({ row }) => row.seq === own.row.seq);
  if (branch === undefined) return NO_CHAIN;
  let root = branch;
  while (root.parent !== null) root = root.parent;
  const userId = root.cause.context?.user_id ?? own.context.user_id ?? null;
  if (all.length === 1) return { ...NO_CHAIN, userId };
  const kept = choose(branch, all);
  return { userId, roots: toCauseNodes(roots, kept), cut: !isWhole || kept.size < all.length };
}

/** Up first, so that the beginning is found even if there are many events. False when a limit was reached. */
async function collect(
  own: CauseEvent,
  found: Map<number, CauseEvent>,
  lookup: CauseLookup,
): Promise<boolean> {
  const asked = new Set<string>();
  let isWhole = true;

  /** Resolves to the events that were not known. */
  async function ask(ids: readonly string[]): Promise<readonly CauseEvent[]> {
    for (const id of ids) asked.add(id);
    const limit = CHAIN_LIMITS.maxNodes + 1;
    const answer = await lookup.byContext(ids, limit);
    if (answer.length >= limit) isWhole = false;
    const fresh = answer
      .filter(({ serverId, seq }) => serverId === own.row.serverId && !found.has(seq))
      .map(toCauseEvent)
      .filter((event) => contextIdsOf(event).some((id) => asked.has(id)));
    for (const event of fresh) found.set(event.row.seq, event);
    return fresh;
  }
  const unasked = (
    events: readonly CauseEvent[],
    pick: (event: CauseEvent) => readonly string[],
  ): string[] => [...new Set(events.flatMap(pick).filter((id) => !asked.has(id)))];

  let edge: readonly CauseEvent[] = [own];
  for (let height = 0; height < CHAIN_LIMITS.maxContexts; height += 1) {
    const parents = unasked(edge, (event) => contextIdsOf(event).slice(1)).slice(0, 1);
    if (parents.length === 0) break;
    edge = (await ask(parents)).filter(({ context }) => context !== null && parents.includes(context.id));
  }
  edge = [...found.values()];
  for (let depth = 0; found.size < CHAIN_LIMITS.maxNodes; depth += 1) {
    const ids = unasked(edge, (event) => contextIdsOf(event).slice(0, 1)).slice(0, CHAIN_LIMITS.maxNodes);
    if (ids.length === 0) return isWhole;
    if (depth === CHAIN_LIMITS.maxContexts) return false;
    edge = await ask(ids);
  }
  return unasked([...found.values()], contextIdsOf).length === 0 && isWhole;
}

/** As many as the limit allows: the causes of the event, then its effects, then the rest, parents before children. */
function choose(own: CauseBranch, all: readonly CauseBranch[]): ReadonlySet<CauseBranch> {
  const kept = new Set<CauseBranch>();
  for (let branch: CauseBranch | null = own; branch !== null; branch = branch.parent) kept.add(branch);
  for (const branch of [...listBranches([own]), ...all]) {
    if (kept.size >= CHAIN_LIMITS.maxNodes) break;
    kept.add(branch);
  }
  return kept;
}
