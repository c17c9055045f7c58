import type { QueryNode } from '../query/ast.ts';
import { parseQuery } from '../query/parse-query.ts';
import { leavesOf, type QueryLeaf } from '../query/query-nodes.ts';
import type { Guarded } from './guarded.ts';
import type { Rule } from './rule.ts';
import { refuseCalls } from './rule-calls.ts';
import { describeTemplateError, parseTemplate } from './template.ts';

/** The result of a rule for the events of the last day. */
export interface RuleCount {
  /** Events that it matches, and how often it would have told. */
  readonly matches: number;
  readonly alerts: number;
  /** There are more than were looked at. */
  readonly isMore: boolean;
  /** All events of that time. */
  readonly total: number;
  /** Epoch ms up to which the events were checked; `null` when all were, or when there are more than were looked at. */
  readonly checkedUntil: number | null;
}

/** What a person should know of a rule before it is kept. */
export interface RuleFacts {
  /** The things it is about, as far as they were seen; `null` for one that names no kind of thing. */
  readonly guarded: readonly Guarded[] | null;
  /** Why it can't be kept, in one sentence. That it has too many matches is known only after they were counted. */
  readonly refusal: string | null;
}

/** With at least so many events, a larger part than this is "nearly everything". */
const MIN_TOTAL = 200;
const LARGEST_PART = 1 / 3;

/** Why a rule can't be kept, as a sentence for its owner; `null` when it can, as far as the rule itself goes. */
export function refuseRule(rule: Rule): string | null {
  if (rule.name.trim() === '') return 'Give the rule a name.';
  if (rule.query.trim() === '') return 'Say which events. An empty rule would be about all of them.';
  const parsed = parseQuery(rule.query, { now: 0 });
  if (!parsed.ok) return parsed.error.message;
  const words = refuseWords(rule) ?? refuseCalls(rule);
  if (words !== null) return words;
  const field = leavesOf(parsed.root)
    .map(fieldOfLog)
    .find((name) => name !== null);
  return field === undefined
    ? null
    : `A rule looks at each event as it comes, so ${field} has no meaning in it. Take it out.`;
}

/** Why the own words of a rule can't be used, as a sentence; `null` when they can. */
export function refuseWords({ says }: Pick<Rule, 'says'>): string | null {
  for (const [label, text] of [
    ['title', says?.title],
    ['text', says?.body],
  ] as const) {
    const parsed = text === undefined ? null : parseTemplate(text);
    if (parsed?.ok === false) return `In the ${label}, ${describeTemplateError(parsed.error)}`;
  }
  return null;
}

/** True when a query limits neither entities nor events. */
export function isNearlyEverything(root: QueryNode): boolean {
  switch (root.kind) {
    case 'everything':
    case 'not':
    case 'flag':
      return true;
    case 'facet':
      if (root.facet === 'type') return root.test.kind !== 'is' || root.test.value === 'state_changed';
      if (root.facet === 'origin' || root.facet === 'server' || root.facet === 'kind') return true;
      return root.test.kind === 'exists' || (root.test.kind === 'glob' && /^[*?.]*$/.test(root.test.pattern));
    case 'and':
      return root.parts.every(isNearlyEverything);
    case 'or':
      return root.parts.some(isNearlyEverything);
    default:
      return false;
  }
}

/**
 * Why a rule would alert far too often, with the number of its matches; `null` when it would not.
 *
 * @param count `null` if the events of the last day can't be read
 */
export function refuseFlood(rule: Rule, count: RuleCount | null): string | null {
  const parsed = parseQuery(rule.query, { now: 0 });
  const isPlain = parsed.ok && isNearlyEverything(parsed.root);
  // Things that should never fall silent say a lot.
  const isFlood =
    count !== null &&
    rule.timing.kind !== 'silent' &&
    (count.isMore || (count.total >= MIN_TOTAL && count.matches > count.total * LARGEST_PART));
  if (!isPlain && !isFlood) return null;
  const seen =
    count === null
      ? ''
      : ` It matches ${count.isMore ? 'more than ' : ''}${count.matches.toLocaleString('en-GB')} events of the last 24 hours.`;
  return `This rule is about nearly everything.${seen} Say which things or which events you mean.`;
}

/** The field of a condition that is about rows of the log and not about an event; `null` for another one. */
function fieldOfLog(leaf: QueryLeaf): string | null {
  switch (leaf.kind) {
    case 'time':
      return 'a time (since: or at:)';
    case 'seq':
      return 'seq:';
    case 'flag':
      return leaf.flag === 'recovered' ? null : `${leaf.flag}:`;
    case 'facet':
      return leaf.facet === 'kind' ? 'kind:' : null;
    default:
      return null;
  }
}
