import type { QueryNode } from '../query/ast.ts';
import { leavesOf, toAnd, toOr } from '../query/query-nodes.ts';

const EVERYTHING: QueryNode = { kind: 'everything' };

/**
 * The condition that must stay true of a thing for a rule that waits: its query without the state before, which is
 * only true at the moment of the change. A change from "on" lasts while the state is not "on". `null` for a query without
 * states, which no state can contradict.
 */
export function toHolding(root: QueryNode): QueryNode | null {
  const leaves = leavesOf(root);
  const hasNew = leaves.some(isAboutNew);
  return hasNew || leaves.some(isAboutOld) ? strip(root, hasNew) : null;
}

function strip(node: QueryNode, hasNew: boolean): QueryNode {
  switch (node.kind) {
    case 'and':
      return toAnd(node.parts.map((part) => strip(part, hasNew)));
    case 'or':
      return toOr(node.parts.map((part) => strip(part, hasNew)));
    case 'not':
      return leavesOf(node.part).some(isAboutOld) ? EVERYTHING : node;
    case 'facet':
      if (node.facet !== 'from') return node;
      return hasNew ? EVERYTHING : { kind: 'not', part: { ...node, facet: 'to' } };
    case 'data':
      return isAboutOld(node) ? EVERYTHING : node;
    default:
      return node;
  }
}

function isAboutNew(node: QueryNode): boolean {
  return node.kind === 'facet' && node.facet === 'to';
}

function isAboutOld(node: QueryNode): boolean {
  if (node.kind === 'data') return node.path[0] === 'old_state';
  return node.kind === 'facet' && node.facet === 'from';
}

/** The query without its conditions on states and their values. */
export function withoutStates(node: QueryNode): QueryNode {
  switch (node.kind) {
    case 'and':
      return toAnd(node.parts.map(withoutStates));
    case 'or':
      return toOr(node.parts.map(withoutStates));
    case 'not': {
      const part = withoutStates(node.part);
      return part.kind === 'everything' ? part : { kind: 'not', part };
    }
    case 'facet':
      return node.facet === 'entity' || node.facet === 'domain' ? node : EVERYTHING;
    case 'place':
      // A person may be the one who caused it.
      return node.place === 'person' ? EVERYTHING : node;
    case 'data':
      return node.path.at(-1) === 'device_class' ? node : EVERYTHING;
    default:
      return EVERYTHING;
  }
}
