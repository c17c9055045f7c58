import { FAILED_LOGIN_LOGGER } from '../events/failed-login.ts';
import { domainOf } from '../events/entity-name.ts';
import { quoteValue } from '../query/quote-value.ts';
import { isOfKind, type HomeThing } from './home-things.ts';
import { FAILED_AUTOMATION_QUERY, LOGGED } from './pick-words.ts';
import type { Rule } from './rule.ts';

/** A rule that is suggested because the home has things for it. */
export interface Starter extends Pick<Rule, 'name' | 'query' | 'timing' | 'level'> {
  /** Stays the same, whatever the home is called. */
  readonly key: string;
  /** Lines that Home Assistant's configuration needs, or nothing is ever told. */
  readonly needs?: string;
}

const MINUTE_MS = 60_000;
const AT_ONCE: Rule['timing'] = { kind: 'at-once' };

type Make = (things: readonly HomeThing[]) => Starter | null;

/** Those that name things of one kind. */
function ofKind(starter: Starter, domain: string, ...classes: readonly string[]): Make {
  return (things) => (things.some((thing) => isOfKind(thing, domain, classes)) ? starter : null);
}

const DANGER = { timing: AT_ONCE, level: 'critical' } as const;
const PLAIN = { timing: AT_ONCE, level: 'normal' } as const;

const MAKERS: readonly Make[] = [
  ofKind(
    { key: 'leaks', name: 'Leaks', query: 'class:moisture to:on', ...DANGER },
    'binary_sensor',
    'moisture',
  ),
  ofKind(
    {
      key: 'smoke',
      name: 'Smoke and gas',
      query: 'class:(smoke OR gas OR carbon_monoxide) to:on',
      ...DANGER,
    },
    'binary_sensor',
    'smoke',
    'gas',
    'carbon_monoxide',
  ),
  ofKind(
    {
      key: 'door-open',
      name: 'A door or window is left open',
      query: 'class:(door OR window OR opening) to:on',
      timing: { kind: 'for', ms: 10 * MINUTE_MS },
      level: 'normal',
    },
    'binary_sensor',
    'door',
    'window',
    'opening',
  ),
  garageLeftOpen,
  doorbell,
  ofKind(
    { key: 'battery', name: 'A battery falls below 15 %', query: 'class:battery from:>=15 to:<15', ...PLAIN },
    'sensor',
    'battery',
  ),
  (things) =>
    things.length === 0
      ? null
      : {
          key: 'unavailable',
          name: 'Something is unavailable for 10 minutes',
          query: 'to:unavailable',
          timing: { kind: 'for', ms: 10 * MINUTE_MS },
          level: 'quiet',
        },
  (things) =>
    things.some(({ entity }) => domainOf(entity) === 'update')
      ? { key: 'update', name: 'An update is there', query: 'domain:update to:on', ...PLAIN, level: 'quiet' }
      : null,
  (things) =>
    things.some(({ entity }) => domainOf(entity) === 'automation')
      ? {
          key: 'automation-failed',
          name: 'An automation fails',
          query: FAILED_AUTOMATION_QUERY,
          ...PLAIN,
          needs: LOGGED,
        }
      : null,
  (things) =>
    things.length === 0
      ? null
      : {
          key: 'login',
          name: 'A login fails',
          query: `type:system_log_event data.name:${FAILED_LOGIN_LOGGER}`,
          timing: AT_ONCE,
          level: 'important',
          needs: LOGGED,
        },
];

/** Rules for the things that a home has. */
export function suggestStarters(things: readonly HomeThing[]): readonly Starter[] {
  return MAKERS.flatMap((make) => make(things) ?? []);
}

/** Without those that are there already. */
export function withoutKept(
  starters: readonly Starter[],
  rules: readonly Pick<Rule, 'query'>[],
): readonly Starter[] {
  const known = new Set(rules.map(({ query }) => query));
  return starters.filter(({ query }) => !known.has(query));
}

function garageLeftOpen(things: readonly HomeThing[]): Starter | null {
  const base = {
    key: 'garage-open',
    timing: { kind: 'for', ms: 10 * MINUTE_MS },
    level: 'normal',
  } as const;
  const cover = things.find((thing) => isOfKind(thing, 'cover', ['garage']));
  if (cover !== undefined) {
    return {
      ...base,
      name: `${cover.name} is left open`.slice(0, 80),
      query: `entity:${quoteValue(cover.entity)} to:open`,
    };
  }
  const isThere = things.some((thing) => isOfKind(thing, 'binary_sensor', ['garage_door']));
  return isThere ? { ...base, name: 'The garage is left open', query: 'class:garage_door to:on' } : null;
}

/** By class, which only newer homes have; else by what it is called. */
function doorbell(things: readonly HomeThing[]): Starter | null {
  const bell =
    things.find((thing) => isOfKind(thing, 'event', ['doorbell'])) ??
    things.find(({ entity, name }) => {
      const isBell = /doorbell/i.test(`${entity} ${name}`);
      return isBell && ['event', 'binary_sensor'].includes(domainOf(entity));
    });
  if (bell === undefined) return null;
  const entity = `entity:${quoteValue(bell.entity)}`;
  return {
    key: 'doorbell',
    name: `${bell.name} rings`.slice(0, 80),
    query: domainOf(bell.entity) === 'event' ? `type:state_changed ${entity}` : `${entity} to:on`,
    ...PLAIN,
  };
}
