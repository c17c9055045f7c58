import type { QueryNode } from '../query/ast.ts';
import { isClassPath } from '../query/field.ts';
import { leavesOf, toAnd, toOr, type QueryLeaf } from '../query/query-nodes.ts';
import { neededValues } from './needed-values.ts';
import type { Rule } from './rule.ts';

const EVERYTHING: QueryNode = { kind: 'everything' };
const CHANGES = is('type', 'state_changed');
/** Entities that became unavailable or were removed: these events have their states before. */
const LOST = toOr([
  is('to', 'unavailable'),
  is('to', 'unknown'),
  { kind: 'not', part: { kind: 'facet', facet: 'to', test: { kind: 'exists' } } },
]);

/** The events that a rule needs for a test over the history: those that match, and those that end a match. */
export function candidatesOf({ timing }: Rule, root: QueryNode): QueryNode {
  if (timing.kind === 'silent' || neededValues(root, 'type')?.has('state_changed') === false) return root;
  const ofThings = toAnd([CHANGES, widen(root)]);
  return toOr([root, timing.kind === 'for' ? ofThings : toAnd([ofThings, LOST])]);
}

/** The events of the entities in a rule's conditions; `null` if these are not about states. */
export function watchedBy({ onlyIf }: Rule): QueryNode | null {
  const parts = onlyIf.flatMap((condition): readonly QueryNode[] => {
    switch (condition.kind) {
      case 'state':
        return [is('entity', condition.entity.toLowerCase())];
      case 'everybody-away':
        return [is('domain', 'person'), is('domain', 'device_tracker')];
      case 'sun':
        return [is('entity', 'sun.sun')];
      case 'hours':
      case 'computer':
        return [];
    }
  });
  return parts.length === 0 ? null : toAnd([CHANGES, toOr(parts)]);
}

/** Matches every event of any thing that the query can match, whatever happened. */
function widen(node: QueryNode): QueryNode {
  switch (node.kind) {
    case 'and':
      return toAnd(node.parts.map(widen));
    case 'or':
      return toOr(node.parts.map(widen));
    case 'not':
      return leavesOf(node.part).every(isOfThing) ? node : EVERYTHING;
    case 'data':
      return isClassPath(node.path)
        ? toOr([node, { ...node, path: ['old_state', ...node.path.slice(1)] }])
        : EVERYTHING;
    default:
      return isOfThing(node) ? node : EVERYTHING;
  }
}

function isOfThing(leaf: QueryLeaf): boolean {
  if (leaf.kind === 'place') return leaf.place !== 'person';
  return leaf.kind === 'facet' && ['entity', 'domain', 'server', 'type'].includes(leaf.facet);
}

function is(facet: 'type' | 'to' | 'entity' | 'domain', value: string): QueryNode {
  return { kind: 'facet', facet, test: { kind: 'is', value } };
}
