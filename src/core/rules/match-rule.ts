import type { HaEvent } from '../events/event.ts';
import { isWireRecord, readField } from '../events/read-field.ts';
import { stateText } from '../events/state-change.ts';
import type { QueryNode } from '../query/ast.ts';
import { createMatcher } from '../query/create-matcher.ts';
import { toQueryItem } from '../query/event-item.ts';
import type { QueryContext, QueryItem, QueryMatcher } from '../query/item.ts';
import { createValueTest } from '../query/match-value.ts';
import { parseQuery } from '../query/parse-query.ts';
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

/** A rule that is switched on and makes sense. */
interface ReadyRule {
  readonly rule: Rule;
  /** Event types and new states that it needs, lower case; `null`: any. */
  readonly types: ReadonlySet<string> | null;
  readonly states: ReadonlySet<string> | null;
  /** It asks for `unavailable` or `unknown`. */
  readonly wantsLost: boolean;
  readonly isMatch: QueryMatcher;
}

/** Types whose rules are remembered. A server can invent names for ever. */
const MAX_TYPES = 500;

/**
 * Makes the one function that tells which rule an event is for. Each query is read once, and rules are sorted by the event
 * type and the new state that they need: of ten events nine are a `state_changed`, and hardly any of those is for anybody.
 */
export function createRuleMatcher(rules: readonly Rule[], context: QueryContext) {
  const ready = rules.flatMap((rule) => toReady(rule, context));
  const byType = new Map<string, readonly ReadyRule[]>();
  const changes = byState(ready.filter(({ types }) => types?.has('state_changed') !== false));

  function rulesOf(type: string): readonly ReadyRule[] {
    const known = byType.get(type);
    if (known !== undefined) return known;
    const lower = type.toLowerCase();
    const found = ready.filter(({ types }) => types?.has(lower) !== false);
    if (byType.size < MAX_TYPES) byType.set(type, found);
    return found;
  }

  return {
    /** The first rule that wants to hear of an event, or `null`. */
    match(candidate: RuleEvent): Rule | null {
      const { event, step } = candidate;
      const isChange = event.event_type === 'state_changed';
      if (isChange && step === 'none') return null;
      const rules = isChange ? changes(newStateOf(event)) : rulesOf(event.event_type);
      if (rules.length === 0) return null;
      const item = toRuleItem(candidate);
      return (
        rules.find(
          ({ rule, wantsLost, isMatch }) =>
            (rule.server === undefined || rule.server === candidate.serverId) &&
            (step !== 'lost' || wantsLost) &&
            isMatch(item),
        )?.rule ?? null
      );
    },
  };
}

function toReady(rule: Rule, context: QueryContext): readonly ReadyRule[] {
  const parsed = parseQuery(rule.query, { now: 0 });
  if (!rule.enabled || !parsed.ok) return [];
  const { root } = parsed;
  const [types, states] = [neededValues(root, 'type'), neededValues(root, 'to')];
  return [{ rule, types, states, wantsLost: asksForLost(root), isMatch: createMatcher(root, context) }];
}

/** The rules that may be about a new state, in their order. */
function byState(rules: readonly ReadyRule[]): (state: string) => readonly ReadyRule[] {
  const others = rules.filter(({ states }) => states === null);
  const named = new Set(rules.flatMap(({ states }) => [...(states ?? [])]));
  const byName = new Map(
    [...named].map((state) => [state, rules.filter(({ states }) => states?.has(state) !== false)] as const),
  );
  return (state) => byName.get(state.toLowerCase()) ?? others;
}

function newStateOf(event: HaEvent): string {
  const after = readField(event.data, 'new_state');
  return isWireRecord(after) ? stateText(readField(after, 'state')) : '';
}

/** An event as the query of a rule looks at it. */
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
