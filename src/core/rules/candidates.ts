import type { History } from '../history/history.ts';
import type { QueryNode } from '../query/ast.ts';
import { createMatcher } from '../query/create-matcher.ts';
import { isClassPath } from '../query/field.ts';
import type { QueryContext } from '../query/item.ts';
import { leavesOf, toAnd, toOr, type QueryLeaf } from '../query/query-nodes.ts';
import { itemOf } from './guarded.ts';
import { neededValues } from './needed-values.ts';
import type { Rule } from './rule.ts';

/** More would be a query of their own that takes long. */
const MAX_ENTITIES = 200;
/** Names of entities in a history; a home of 5,000 things has some more than that. */
const MAX_NAMES = 20_000;
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
  const ofThings = changesOfThings(root);
  return toOr([root, timing.kind === 'for' ? ofThings : toAnd([ofThings, LOST])]);
}

/**
 * The entities of the device class that a query is about, where they are few: the store finds an entity at once, but has to
 * read events for a class. Those that are no more count as well, since nobody knows what they were. `null` where that can't be
 * said.
 */
export async function entitiesOfClass(
  root: QueryNode,
  history: Pick<History, 'currentStates' | 'values'>,
  context: QueryContext,
): Promise<QueryNode | null> {
  const parts = root.kind === 'and' ? root.parts : [root];
  const ofClass = toAnd(parts.filter((part) => leavesOf(part).every(isClass)));
  if (ofClass.kind === 'everything') return null;
  const states = await history.currentStates(null);
  const names = await history.values('entity', '', MAX_NAMES);
  if (names.length === MAX_NAMES) return null;
  const isMatch = createMatcher(ofClass, context);
  const entities = new Set(states.filter((each) => isMatch(itemOf(each))).map(({ entity }) => entity));
  const present = new Set(states.map(({ entity }) => entity));
  for (const { value } of names) if (!present.has(value)) entities.add(value);
  if (entities.size > MAX_ENTITIES) return null;
  // No entity has the empty id.
  return toOr(
    [...(entities.size === 0 ? [''] : entities)].map((entity) => is('entity', entity.toLowerCase())),
  );
}

function isClass(leaf: QueryLeaf): boolean {
  return leaf.kind === 'data' && isClassPath(leaf.path);
}

/** Every change of any thing that a query can match, whatever happened. */
export function changesOfThings(root: QueryNode): QueryNode {
  return toAnd([CHANGES, widen(root)]);
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
