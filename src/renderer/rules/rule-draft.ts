import type { HaEvent } from '../../core/events/event.ts';
import type { SavedView } from '../../core/settings/settings.ts';
import type { ServerView } from '../../core/ipc/overview.ts';
import { LIMITS } from '../../core/limits.ts';
import { withTimeRange } from '../../core/query/edit-query.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { PLAIN_RULE } from '../../core/rules/rule-choices.ts';
import { crossingQuery, suggestRule } from '../../core/rules/suggest-rule.ts';

/** A limit of a number that a person is asked for. */
export interface NumberDraft {
  readonly entityId: string;
  /** Name of the entity. */
  readonly name: string;
  readonly unit: string;
  readonly side: 'above' | 'below';
  /** As typed. */
  readonly limit: string;
}

/** A rule that is being made or changed. */
export interface RuleDraft {
  readonly rule: Rule;
  readonly isNew: boolean;
  /** While it is there, it makes the query and the name. */
  readonly number: NumberDraft | null;
}

export function draftOf(rule: Rule): RuleDraft {
  return { rule, isNew: false, number: null };
}

export function emptyDraft(): RuleDraft {
  return { rule: newRule('', '', undefined), isNew: true, number: null };
}

/** "Alert me about this view". What a view says of time means nothing to a rule. */
export function draftOfView({ name, query }: SavedView): RuleDraft {
  return { rule: newRule(name, withTimeRange(query, null, null), undefined), isNew: true, number: null };
}

/**
 * "Alert me about this". The server is named where there are several, and for the demo home, which takes its rules along
 * when it leaves.
 */
export function draftOfEvent(event: HaEvent, serverId: string, servers: readonly ServerView[]): RuleDraft {
  const server = servers.find(({ id }) => id === serverId);
  const only = server !== undefined && (servers.length > 1 || server.demo) ? serverId : undefined;
  const suggestion = suggestRule(event);
  if (suggestion.kind === 'query') {
    return { rule: newRule(suggestion.name, suggestion.query, only), isNew: true, number: null };
  }
  const { entityId, name, unit, value } = suggestion;
  const number: NumberDraft = { entityId, name, unit, side: 'above', limit: String(value) };
  return withNumber({ rule: newRule(name, '', only), isNew: true, number }, number);
}

/** With another side or limit, and the query and name that follow from it. */
export function withNumber(draft: RuleDraft, number: NumberDraft): RuleDraft {
  const limit = Number(number.limit.replace(',', '.'));
  if (number.limit.trim() === '' || !Number.isFinite(limit)) return { ...draft, number };
  const unit = number.unit === '' ? '' : ` ${number.unit}`;
  const name = `${number.name} ${number.side} ${String(limit)}${unit}`.slice(0, 80);
  const query = crossingQuery(number.entityId, number.side, limit);
  return { ...draft, number, rule: { ...draft.rule, name, query } };
}

/** With other words of its owner's own; a limit that made the query before is forgotten. */
export function withPatch(draft: RuleDraft, patch: Partial<Rule>): RuleDraft {
  const number = patch.query === undefined ? draft.number : null;
  return { ...draft, number, rule: { ...draft.rule, ...patch } };
}

/** For one server, or for all. */
export function withServer(draft: RuleDraft, serverId: string | null): RuleDraft {
  const { server, ...rest } = { ...draft.rule, server: serverId };
  return { ...draft, rule: server === null ? rest : { ...rest, server } };
}

function newRule(name: string, query: string, server: string | undefined): Rule {
  return {
    id: crypto.randomUUID(),
    name,
    enabled: true,
    query,
    ...(server === undefined ? {} : { server }),
    cooldownMs: LIMITS.defaultCooldownMs,
    ...PLAIN_RULE,
  };
}
