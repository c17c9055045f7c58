import type { Facet, QueryNode } from './ast.ts';
import { leavesOf, toAnd, toOr, type QueryLeaf } from './query-nodes.ts';

const GAPS: QueryNode = kindIs('gap');
const EVENTS: QueryNode = toOr([kindIs('event'), kindIs('unparsed')]);

/**
 * The query of a view: its matches, and all gaps within its limits of time, server and seq, because the event that a
 * person looks for may have happened in one. Other rows of our own, such as a connection, are left out. A query that names
 * `kind` is not changed.
 */
export function toViewQuery(root: QueryNode): QueryNode {
  const limits = (root.kind === 'and' ? root.parts : [root]).filter(isLimit);
  // A query of limits only already matches own rows.
  if (isLimit(root) || leavesOf(root).some((leaf) => isFacet(leaf, 'kind'))) return root;
  return toOr([toAnd([EVENTS, root]), toAnd([GAPS, ...limits])]);
}

/** True when only time, server and seq decide. */
function isLimit(node: QueryNode): boolean {
  return leavesOf(node).every(
    (leaf) => ['everything', 'time', 'seq'].includes(leaf.kind) || isFacet(leaf, 'server'),
  );
}

function isFacet(leaf: QueryLeaf, facet: Facet): boolean {
  return leaf.kind === 'facet' && leaf.facet === facet;
}

function kindIs(value: string): QueryNode {
  return { kind: 'facet', facet: 'kind', test: { kind: 'is', value } };
}
