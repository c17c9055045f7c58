import { domainOf } from '../events/entity-name.ts';
import { readText } from '../events/read-field.ts';
import type { CurrentState } from '../history/history.ts';
import type { QueryNode } from '../query/ast.ts';
import { createMatcher } from '../query/create-matcher.ts';
import type { QueryContext, QueryItem } from '../query/item.ts';
import { toNumber } from '../query/parse-number.ts';
import { parseQuery } from '../query/parse-query.ts';
import { toRuleItem } from './match-rule.ts';
import { neededValues } from './needed-values.ts';
import { withoutStates } from './query-parts.ts';
import type { Rule } from './rule.ts';

/** Entities of one kind that a rule is about. */
export interface Guarded {
  readonly domain: string;
  /** Empty for an entity without one. */
  readonly deviceClass: string;
  readonly count: number;
}

/**
 * The entities that a rule about changes of state is about, in any present state; most common kind first. `null` for a rule
 * that names no kind of entity: it is about other events, about everything, or about listed entities.
 */
export function guardedBy(
  rule: Rule,
  entities: Iterable<CurrentState>,
  context: QueryContext,
): readonly Guarded[] | null {
  const parsed = parseQuery(rule.query, { now: 0 });
  if (!parsed.ok || neededValues(parsed.root, 'type')?.has('state_changed') === false) return null;
  const things = withoutStates(parsed.root);
  if (!namesKind(things)) return null;
  const isMatch = createMatcher(things, context);
  const states = neededValues(parsed.root, 'to');
  const found = new Map<string, Guarded>();
  for (const entity of entities) {
    if (!canHave(entity, states) || !isMatch(itemOf(entity))) continue;
    const domain = domainOf(entity.entity);
    const deviceClass = readText(entity.attributes, 'device_class');
    const key = `${domain} ${deviceClass}`;
    found.set(key, { domain, deviceClass, count: (found.get(key)?.count ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

/** What several rules are about together, most common kind first. What two of them are about counts once. */
export function watchedBy(
  rules: readonly Rule[],
  entities: readonly CurrentState[],
  context: QueryContext,
): readonly Guarded[] {
  const most = new Map<string, Guarded>();
  for (const rule of rules) {
    for (const each of guardedBy(rule, entities, context) ?? []) {
      const key = `${each.domain} ${each.deviceClass}`;
      if (each.count > (most.get(key)?.count ?? 0)) most.set(key, each);
    }
  }
  return [...most.values()].sort((a, b) => b.count - a.count);
}

function namesKind(node: QueryNode): boolean {
  if (node.kind === 'and' || node.kind === 'or') return node.parts.some(namesKind);
  return (
    node.kind === 'data' ||
    node.kind === 'place' ||
    (node.kind === 'facet' && (node.facet === 'domain' || node.test.kind !== 'is'))
  );
}

/** A sensor with a number never gets such a state: the moisture of soil is not a leak. */
function canHave({ state }: CurrentState, states: ReadonlySet<string> | null): boolean {
  return states === null || toNumber(state) === null || [...states].some((each) => toNumber(each) !== null);
}

/** An entity as if it had come to its state now, for a matcher. */
export function itemOf({ serverId, entity, state, attributes }: CurrentState): QueryItem {
  const data = { entity_id: entity, old_state: null, new_state: { entity_id: entity, state, attributes } };
  const event = { event_type: 'state_changed', data, origin: '', time_fired: '' };
  return toRuleItem({ event, seq: 0, serverId, recovered: false });
}
