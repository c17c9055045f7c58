import type { QueryNode } from './ast.ts';
import { toAnd, toOr } from './query-nodes.ts';

const GAPS: QueryNode = kindIs('gap');
const EVENTS: QueryNode = toOr([kindIs('event'), kindIs('unparsed')]);

/**
 * What a view of a query shows: its matches, and all interruptions within its limits of time, server and seq, because what a
 * person looks for may have happened in one. Other rows of our own, such as a connection, are left out. A query that names
 * `kind` is taken at its word.
 */
export function toViewQuery(root: QueryNode): QueryNode {
  const limits = (root.kind === 'and' ? root.parts : [root]).filter(isLimit);
  // Limits alone let own rows through as they are.
  if (isLimit(root) || namesKind(root)) return root;
  return toOr([toAnd([EVENTS, root]), toAnd([GAPS, ...limits])]);
}

/** True when only time, server and seq decide. */
function isLimit(node: QueryNode): boolean {
  switch (node.kind) {
    case 'everything':
    case 'time':
    case 'seq':
      return true;
    case 'facet':
      return node.facet === 'server';
    case 'not':
      return isLimit(node.part);
    case 'and':
    case 'or':
      return node.parts.every(isLimit);
    case 'flag':
    case 'data':
    case 'words':
    case 'phrase':
      return false;
  }
}

function namesKind(node: QueryNode): boolean {
  switch (node.kind) {
    case 'facet':
      return node.facet === 'kind';
    case 'not':
      return namesKind(node.part);
    case 'and':
    case 'or':
      return node.parts.some(namesKind);
    default:
      return false;
  }
}

function kindIs(value: string): QueryNode {
  return { kind: 'facet', facet: 'kind', test: { kind: 'is', value } };
}
