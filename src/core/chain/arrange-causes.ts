import { endOfReason } from '../events/run-sentence.ts';
import type { Row } from '../events/row.ts';
import type { CauseNode } from './cause-chain.ts';
import { byTime, type CauseEvent } from './cause-event.ts';
import { findTrigger, nestInContext } from './nest-in-context.ts';

/** Deepest nesting of a tree. Deeper events are put at this depth; a real home has far less. */
const MAX_TREE_DEPTH = 40;

/** A node while its tree is being made. */
export interface CauseBranch extends CauseNode {
  readonly cause: CauseEvent;
  readonly parent: CauseBranch | null;
  /** 0 for a root. */
  readonly depth: number;
  readonly children: CauseBranch[];
}

/** The events of one context of one server, oldest first. */
interface Group {
  readonly events: readonly CauseEvent[];
  parent: Group | null;
  readonly dependants: Group[];
}

/**
 * Trees of causes and effects, each event once, in the order of firing. A context without a known parent begins a tree,
 * and so does an event without a context. Contexts of different servers are never joined. If contexts name each
 * other as parent, which Home Assistant never does, the tree ends at the first of them.
 */
export function arrangeCauses(events: readonly CauseEvent[]): readonly CauseBranch[] {
  const groups = toGroups([...events].sort(byTime));
  const roots: CauseBranch[] = [];
  const queue = groups.filter(({ parent }) => parent === null);
  const branchesOf = new Map<Group, readonly CauseBranch[]>();
  for (const group of queue) {
    const above = group.parent === null ? null : findParent(group, branchesOf.get(group.parent) ?? []);
    const branches = growGroup(group, above);
    branchesOf.set(group, branches);
    if (above === null) roots.push(...branches.slice(0, 1));
    for (const dependant of group.dependants) queue.push(dependant);
  }
  for (const branches of branchesOf.values()) for (const { children } of branches) children.sort(byRowTime);
  return roots.sort(byRowTime);
}

function toGroups(events: readonly CauseEvent[]): readonly Group[] {
  const byKey = new Map<string, CauseEvent[]>();
  for (const event of events) {
    const key = keyOf(event, event.context?.id ?? null);
    const members = byKey.get(key);
    if (members === undefined) byKey.set(key, [event]);
    else members.push(event);
  }
  const groups = new Map<string, Group>();
  for (const [key, members] of byKey) groups.set(key, { events: members, parent: null, dependants: [] });
  for (const group of groups.values()) group.parent = parentGroup(group, groups);
  cutCycles([...groups.values()]);
  for (const group of groups.values()) group.parent?.dependants.push(group);
  return [...groups.values()];
}

/** An event without a context is a group by itself. */
function keyOf({ row }: CauseEvent, contextId: string | null): string {
  return JSON.stringify(contextId === null ? [row.seq] : [row.serverId, contextId]);
}

function parentGroup(group: Group, groups: ReadonlyMap<string, Group>): Group | null {
  const member = group.events.find(({ context }) => context?.parent_id);
  const parentId = member?.context?.parent_id;
  if (member === undefined || !parentId) return null;
  const parent = groups.get(keyOf(member, parentId));
  return parent === undefined || parent === group ? null : parent;
}

/** Each group has at most one parent, so one walk upwards from each finds every cycle. */
function cutCycles(groups: readonly Group[]): void {
  const judged = new Set<Group>();
  for (const start of groups) {
    const walked = new Set<Group>();
    for (let group: Group | null = start; group !== null && !judged.has(group); group = group.parent) {
      walked.add(group);
      if (group.parent !== null && walked.has(group.parent)) group.parent = null;
    }
    for (const group of walked) judged.add(group);
  }
}

/** The event in the parent's context that caused this context. */
function findParent({ events }: Group, above: readonly CauseBranch[]): CauseBranch | null {
  const [first] = events;
  if (first === undefined) return null;
  const earlier = above.filter(({ cause }) => byTime(cause, first) <= 0);
  const place =
    first.event === null
      ? null
      : findTrigger(
          first.event,
          earlier.map(({ cause }) => cause),
        );
  return earlier[place ?? -1] ?? earlier.at(-1) ?? above[0] ?? null;
}

function growGroup({ events }: Group, above: CauseBranch | null): readonly CauseBranch[] {
  const branches: CauseBranch[] = [];
  nestInContext(events).forEach((parentPlace, place) => {
    const cause = events[place];
    if (cause === undefined) return;
    const parent = withinDepth(parentPlace === -1 ? above : (branches[parentPlace] ?? null));
    const link = parentPlace !== -1 ? 'same-context' : parent === null ? 'root' : 'child-context';
    const depth = parent === null ? 0 : parent.depth + 1;
    const branch: CauseBranch = { row: cause.row, link, cause, parent, depth, children: [] };
    parent?.children.push(branch);
    branches.push(branch);
  });
  return branches;
}

function withinDepth(parent: CauseBranch | null): CauseBranch | null {
  return parent !== null && parent.depth >= MAX_TREE_DEPTH ? parent.parent : parent;
}

function byRowTime(a: CauseBranch, b: CauseBranch): number {
  return byTime(a.cause, b.cause);
}

/** A branch and all below it, parents before their children. */
export function listBranches(roots: readonly CauseBranch[]): readonly CauseBranch[] {
  const all = [...roots];
  for (const branch of all) for (const child of branch.children) all.push(child);
  return all;
}

/** The plain tree, as it crosses to the page, with only the branches that are kept. */
export function toCauseNodes(
  roots: readonly CauseBranch[],
  kept: ReadonlySet<CauseBranch> | null = null,
): readonly CauseNode[] {
  return roots
    .filter((branch) => kept === null || kept.has(branch))
    .map(({ row, link, parent, children }) => ({
      row: parent === null ? row : withReason(row, parent.row),
      link,
      children: toCauseNodes(children, kept),
    }));
}

/** An automation names what triggered it, and not how that changed. */
function withReason(row: Row, parent: Row): Row {
  const end = endOfReason(parent.subject);
  if (parent.type !== 'state_changed' || !row.text.endsWith(end)) return row;
  return {
    ...row,
    text: `${row.text.slice(0, -end.length)}, because ${parent.text.replace(/, was .*$/su, '')}`,
  };
}
