import type { HaEvent } from '../../core/events/event.ts';
import type { SavedView } from '../../core/settings/settings.ts';
import type { ServerView } from '../../core/ipc/overview.ts';
import { LIMITS } from '../../core/limits.ts';
import { withTimeRange } from '../../core/query/edit-query.ts';
import type { HomeThing } from '../../core/rules/home-things.ts';
import { nameOfPicks } from '../../core/rules/pick-words.ts';
import { refuseWords } from '../../core/rules/refuse-rule.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { ANY_THING, toQuery } from '../../core/rules/rule-picks.ts';
import type { Starter } from '../../core/rules/starters.ts';
import type { SubjectOption } from '../../core/rules/subject-options.ts';
import { PLAIN_RULE } from '../../core/rules/rule-choices.ts';
import { crossingQuery, suggestRule } from '../../core/rules/suggest-rule.ts';
import type { WhenChange } from './when-picker.ts';

const HOUR_MS = 3_600_000;
const MAX_SILENT_HOURS = 7 * 24;

/** A rule that is being made or changed. */
export interface RuleDraft {
  readonly rule: Rule;
  readonly isNew: boolean;
  /** Nobody typed the name, so it follows from what is picked. */
  readonly isNameOurs: boolean;
}

export function draftOf(rule: Rule): RuleDraft {
  return { rule, isNew: false, isNameOurs: false };
}

export function emptyDraft(): RuleDraft {
  return { rule: newRule('', '', undefined), isNew: true, isNameOurs: true };
}

/** "Alert me about this view", or about what is in a cell. What a view says of time means nothing to a rule. */
export function draftOfView({ name, query }: Pick<SavedView, 'name' | 'query'>): RuleDraft {
  const rule = newRule(name, withTimeRange(query, null, null), undefined);
  return { rule, isNew: true, isNameOurs: false };
}

/** A rule about what was chosen from a list. The home is named where there are several. */
export function draftOfOption({ picks, serverId, things }: SubjectOption, severalHomes: boolean): RuleDraft {
  const chosen = { picks, timing: PLAIN_RULE.timing, serverId: severalHomes ? serverId : null, things };
  return withPicks(emptyDraft(), chosen, things);
}

/** "Alert me when this is silent", for at least an hour and longer than it has been. */
export function draftOfSilence(
  thing: { readonly entity: string; readonly name: string; readonly serverId: string },
  silentMs: number,
  severalHomes: boolean,
): RuleDraft {
  const hours = Math.min(MAX_SILENT_HOURS, Math.max(1, Math.ceil(silentMs / HOUR_MS)));
  const query = toQuery({
    kind: 'things',
    things: { ...ANY_THING, entities: [thing.entity] },
    does: { kind: 'anything' },
  });
  const rule = newRule(`${thing.name} silent`.slice(0, 80), query, severalHomes ? thing.serverId : undefined);
  return {
    rule: { ...rule, timing: { kind: 'silent', ms: hours * HOUR_MS } },
    isNew: true,
    isNameOurs: true,
  };
}

/** A rule like another one, to be changed before it is kept. */
export function draftOfCopy(rule: Rule): RuleDraft {
  const copy = { ...rule, id: crypto.randomUUID(), name: `${rule.name.slice(0, 73)} (copy)` };
  delete copy.snoozedUntil;
  return { rule: copy, isNew: true, isNameOurs: false };
}

/** A rule that was suggested. */
export function ruleOfStarter(starter: Starter): Rule {
  const { name, query, timing, level } = starter;
  return { ...newRule(name, query, undefined), timing, level };
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
    return { rule: newRule(suggestion.name, suggestion.query, only), isNew: true, isNameOurs: true };
  }
  // The person says which number: this one is where they begin.
  const { entityId, name, unit, value } = suggestion;
  const query = crossingQuery(entityId, 'above', value);
  const title = `${name} above ${String(value)}${unit === '' ? '' : ` ${unit}`}`.slice(0, 80);
  return { rule: newRule(title, query, only), isNew: true, isNameOurs: true };
}

/** With other words of its owner's own. */
export function withPatch(draft: RuleDraft, patch: Partial<Rule>): RuleDraft {
  const isNameOurs = draft.isNameOurs && patch.name === undefined;
  return { ...draft, isNameOurs, rule: { ...draft.rule, ...patch } };
}

type Part = 'says' | 'does' | 'sound' | 'shows' | 'sendTo';
/** Parts that a rule may go without; `null` takes one away. */
export type PartChange = { readonly [K in Part]?: NonNullable<Rule[K]> | null };

/** With other parts. */
export function withParts(draft: RuleDraft, change: PartChange): RuleDraft {
  const { says, does, sound, shows, sendTo, ...rest } = draft.rule;
  const parts = { says, does, sound, shows, sendTo, ...change };
  const kept = Object.fromEntries(Object.entries(parts).filter(([, value]) => value != null));
  return { ...draft, rule: { ...rest, ...kept } };
}

/** Which events it is about and how often it tells, without what may be typed half. */
export function withoutParts(rule: Rule): Rule {
  const plain = { ...rule };
  delete plain.says;
  delete plain.does;
  return plain;
}

/** The same with its own words, unless these are typed half. */
export function withReadyWords(rule: Rule): Rule {
  const { says } = rule;
  const plain = withoutParts(rule);
  return says === undefined || refuseWords({ says }) !== null ? plain : { ...plain, says };
}

/** With other picks. A name that nobody typed follows from them. */
export function withPicks(
  draft: RuleDraft,
  { picks, timing, serverId }: WhenChange,
  things: readonly HomeThing[],
): RuleDraft {
  const { name } = draft.rule;
  const isNameOurs = draft.isNameOurs || name.trim() === '';
  const next = isNameOurs ? nameOfPicks(picks, timing.kind === 'silent', things) : name;
  const changed = { ...draft.rule, query: toQuery(picks), timing, name: next };
  const known = { ...draft, isNameOurs, rule: changed };
  return serverId === null ? known : withServer(known, serverId);
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
