import type { HaEvent } from '../events/event.ts';
import { isWireRecord, readField } from '../events/read-field.ts';
import { isAbsent, stateText } from '../events/state-change.ts';
import type { QueryNode } from '../query/ast.ts';
import { createMatcher } from '../query/create-matcher.ts';
import { toQueryItem } from '../query/event-item.ts';
import type { QueryContext, QueryItem, QueryMatcher } from '../query/item.ts';
import { createValueTest } from '../query/match-value.ts';
import { parseQuery } from '../query/parse-query.ts';
import { resolvePlaces } from '../query/resolve-places.ts';
import { toHolding, withoutStates } from './query-parts.ts';
import type { StateStep } from './known-states.ts';
import { neededValues } from './needed-values.ts';
import type { Rule } from './rule.ts';

/** An event as a rule looks at it. */
export interface RuleEvent {
  readonly event: HaEvent;
  readonly seq: number;
  readonly serverId: string;
  readonly recovered: boolean;
  /** What it means where it is a `state_changed`; of no account elsewhere. */
  readonly step: StateStep;
}

/** A rule that is switched on, makes sense, and has the consent of its owner. */
export interface ReadyRule {
  readonly rule: Rule;
  /** Place in the list of its owner. */
  readonly order: number;
  /** Event types, entities, their domains and new states that it needs, lower case; `null`: any. */
  readonly types: ReadonlySet<string> | null;
  readonly entities: ReadonlySet<string> | null;
  readonly domains: ReadonlySet<string> | null;
  readonly states: ReadonlySet<string> | null;
  /** It asks for `unavailable` or `unknown`. */
  readonly wantsLost: boolean;
  readonly isMatch: QueryMatcher;
  /** Whether it goes on to be so; `null` where nothing can be contrary. */
  readonly holds: QueryMatcher | null;
  /** Whether a thing is one that it is about, whatever state that is in. */
  readonly isThing: QueryMatcher;
}

/** Types whose rules are remembered. A server can invent names for ever. */
const MAX_TYPES = 500;
/** So few are asked as quickly as sorted. */
const FEW = 4;
const NONE: readonly ReadyRule[] = [];

/**
 * Makes the one function that tells which rules an event is for. Each query is read once, and rules are sorted by the event
 * type, the entity and the new state that they need: of ten events nine are a `state_changed`, and hardly any is for anybody.
 */
export function createRuleMatcher(rules: readonly Rule[], context: QueryContext) {
  const ready = rules.flatMap((rule, order) => toReady(rule, order, context));
  const byType = new Map<string, readonly ReadyRule[]>();
  const ofChanges = ready.filter(({ types }) => types?.has('state_changed') !== false);
  const changes = createIndex(ofChanges);
  // Also a change of attributes alone is a sign of life.
  const signs = createIndex(ofChanges.filter(({ rule }) => rule.timing.kind === 'silent'));
  const lasting = createIndex(
    ofChanges.filter(({ rule, holds }) => rule.timing.kind === 'for' && holds !== null),
  );

  function rulesOf(type: string): readonly ReadyRule[] {
    const known = byType.get(type);
    if (known !== undefined) return known;
    const lower = type.toLowerCase();
    const found = ready.filter(({ types }) => types?.has(lower) !== false);
    if (byType.size < MAX_TYPES) byType.set(type, found);
    return found;
  }

  return {
    /** The rules that want to hear of an event, in their order. */
    match(candidate: RuleEvent): readonly ReadyRule[] {
      const { event, serverId, step } = candidate;
      const isChange = event.event_type === 'state_changed';
      const index = step === 'none' ? signs : changes;
      const others = isChange ? NONE : rulesOf(event.event_type);
      const state = isChange ? newStateOf(event) : '';
      // Hardly any event is for anybody, so hardly any is looked at closely.
      if (isChange ? !index.wants(state) : others.length === 0) return NONE;
      const item = toRuleItem(candidate);
      const isLost = isChange && isAbsent(state);
      const found = isChange ? index.find(item, state) : others;
      const matches = found.filter(
        (each) => isOfServer(each, serverId) && (!isLost || each.wantsLost) && each.isMatch(item),
      );
      return matches.length < 2 ? matches : matches.sort((a, b) => a.order - b.order);
    },
    /** The rules that wait, and for which a state that is there counts as well as one that comes. */
    standing(candidate: RuleEvent): readonly ReadyRule[] {
      const { event, serverId } = candidate;
      const item = toRuleItem(candidate);
      const state = newStateOf(event);
      return [
        ...lasting
          .find(item, state)
          .filter((each) => (!isAbsent(state) || each.wantsLost) && each.holds?.(item) === true),
        // A thing that says nothing may be in any state.
        ...signs.all.filter((each) => each.isThing(item)),
      ].filter((each) => isOfServer(each, serverId));
    },
    /** True where rules ask what states things are in. */
    asksForStates: ofChanges.some(
      ({ rule: { timing } }) => timing.kind === 'for' || timing.kind === 'silent',
    ),
    ready,
  };
}

/** The new state of a `state_changed`; empty where there is none. */
export function newStateOf(event: HaEvent): string {
  const after = readField(event.data, 'new_state');
  return isWireRecord(after) ? stateText(readField(after, 'state')) : '';
}

function isOfServer({ rule }: ReadyRule, serverId: string): boolean {
  return rule.server === undefined || rule.server === serverId;
}

function toReady(rule: Rule, order: number, context: QueryContext): readonly ReadyRule[] {
  const parsed = parseQuery(rule.query, { now: 0 });
  if (!rule.enabled || rule.unconfirmed === true || !parsed.ok) return [];
  const { root } = parsed;
  const holding = rule.timing.kind === 'for' ? toHolding(root) : null;
  const things = withoutStates(root);
  const placed = resolvePlaces(root, context.registries ?? new Map());
  return [
    {
      rule,
      order,
      types: neededValues(root, 'type'),
      entities: neededValues(placed, 'entity'),
      domains: neededValues(placed, 'domain'),
      states: neededValues(root, 'to'),
      wantsLost: asksForLost(root),
      isMatch: createMatcher(root, context),
      holds: holding === null ? null : createMatcher(holding, context),
      isThing: createMatcher(things.kind === 'everything' ? root : things, context),
    },
  ];
}

type Values = ReadonlySet<string> | null;

/** Rules of which an event meets only those that may be about it. */
interface RuleIndex {
  readonly all: readonly ReadyRule[];
  /** Whether any rule may be about a change to a state. */
  wants(state: string): boolean;
  /** The rules that may be about a change, in any order. */
  find(item: QueryItem, state: string): readonly ReadyRule[];
}

function createIndex(all: readonly ReadyRule[]): RuleIndex {
  const add = createShelf(all, [
    ({ entities }) => entities,
    ({ domains }) => domains,
    ({ states }) => states,
  ]);
  const states = all.every((rule) => rule.states !== null)
    ? new Set(all.flatMap((rule) => [...(rule.states ?? [])]))
    : null;
  return {
    all,
    wants: (state) => states === null || states.has(state.toLowerCase()),
    find(item, state) {
      const found: ReadyRule[] = [];
      if (all.length === 0) return found;
      const entities = item.values('entity');
      add([entities, item.values('domain'), [state.toLowerCase()]], found);
      return entities.length > 1 ? [...new Set(found)] : found;
    },
  };
}

/** Sorts rules by what they need, one thing after the other. Adds those that have what an event has, or need nothing. */
function createShelf(
  rules: readonly ReadyRule[],
  [valuesOf, ...others]: readonly ((rule: ReadyRule) => Values)[],
  depth = 0,
): (values: readonly (readonly string[])[], found: ReadyRule[]) => void {
  if (valuesOf === undefined || rules.length <= FEW)
    return (_values, found) => {
      for (const rule of rules) found.push(rule);
    };
  const byValue = new Map<string, ReadyRule[]>();
  for (const rule of rules)
    for (const value of valuesOf(rule) ?? []) {
      const named = byValue.get(value);
      if (named === undefined) byValue.set(value, [rule]);
      else named.push(rule);
    }
  const shelves = new Map(
    [...byValue].map(([value, named]) => [value, createShelf(named, others, depth + 1)] as const),
  );
  const addUnnamed = createShelf(
    rules.filter((rule) => valuesOf(rule) === null),
    others,
    depth + 1,
  );
  return (values, found) => {
    if (shelves.size > 0) for (const value of values[depth] ?? []) shelves.get(value)?.(values, found);
    addUnnamed(values, found);
  };
}

/** An event, or a state that was read, as the query of a rule looks at it. */
export function toRuleItem({ event, seq, serverId, recovered }: Omit<RuleEvent, 'step'>): QueryItem {
  const facts = { seq, kind: 'event', serverId, at: 0, alert: false, recovered } as const;
  return toQueryItem({ facts, event, text: null });
}

/** That a thing stopped answering is told only to who asks for it, such as with `to:unavailable` or `to:*`. */
function asksForLost(node: QueryNode): boolean {
  switch (node.kind) {
    case 'facet': {
      const isMatch = node.facet === 'to' ? createValueTest(node.test) : () => false;
      return isMatch('unavailable') || isMatch('unknown');
    }
    case 'and':
    case 'or':
      return node.parts.some(asksForLost);
    default:
      return false;
  }
}
