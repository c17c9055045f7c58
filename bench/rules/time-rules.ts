import { createEngine } from '../../src/core/rules/engine.ts';
import { createKnownStates } from '../../src/core/rules/known-states.ts';
import { createMatcher } from '../../src/core/query/create-matcher.ts';
import { toQueryItem } from '../../src/core/query/event-item.ts';
import { parseQuery } from '../../src/core/query/parse-query.ts';
import { PLAIN_RULE } from '../../src/core/rules/rule-choices.ts';
import type { Rule } from '../../src/core/rules/rule.ts';
import type { HaEvent } from '../../src/core/events/event.ts';

/** Microseconds that an event takes, and how many alerts came of all. */
export interface RuleTimes {
  readonly engineUs: number;
  readonly naiveUs: number;
  readonly told: number;
}

const RATE = 10_000;
const NAMES = { serverNames: new Map([['home', 'Home']]) };
const DOMAINS = ['light', 'switch', 'binary_sensor', 'cover', 'lock', 'media_player', 'person'] as const;

/** What people make: by thing, by kind, with each timing, with conditions, and some expressions that are slow to try. */
function ruleAt(i: number): Rule {
  const n = String(i);
  const queries = [
    `entity:light.thing_${n} to:on`,
    `entity:sensor.value_${n} from:<=500 to:>500`,
    `entity:binary_sensor.thing_${n}*`,
    `class:door to:on`,
    `domain:cover to:open`,
    `type:my_event_${n} data.button:${n}`,
    `entity:/^switch\\.(thing|other)_[0-9]*${n}$/ to:off`,
    `"kitchen ${n}" to:on`,
  ];
  const timings: readonly Rule['timing'][] = [
    { kind: 'at-once' },
    { kind: 'for', ms: 60_000 },
    { kind: 'silent', ms: 600_000 },
    { kind: 'times', count: 3, withinMs: 60_000 },
  ];
  return {
    id: n,
    name: `Rule ${n}`,
    enabled: true,
    query: queries[i % queries.length] ?? '',
    cooldownMs: 10_000,
    ...PLAIN_RULE,
    timing: timings[Math.floor(i / queries.length) % timings.length] ?? { kind: 'at-once' },
    onlyIf: i % 5 === 0 ? [{ kind: 'everybody-away' }, { kind: 'sun', is: 'down' }] : [],
  };
}

/** Nine of ten are changes of state, two thirds of those of a number. */
function eventAt(i: number): HaEvent {
  const id = String((i * 7_919) % 2_000);
  if (i % 10 === 9)
    return { event_type: `my_event_${id}`, data: { button: id }, origin: 'LOCAL', time_fired: '' };
  const isNumber = i % 3 !== 0;
  const domain = isNumber ? 'sensor' : (DOMAINS[i % DOMAINS.length] ?? 'light');
  const entity = isNumber ? `sensor.value_${id}` : `${domain}.thing_${id}`;
  const lap = Math.floor(i / 2_000);
  const state = (turn: number): string =>
    isNumber ? String((turn * 37) % 1_000) : turn % 2 === 0 ? 'on' : 'off';
  const attributes = {
    friendly_name: `Thing ${id} of the kitchen`,
    device_class: i % 30 === 0 ? 'door' : 'power',
  };
  const side = (turn: number): object => ({ entity_id: entity, state: state(turn), attributes });
  const data = { entity_id: entity, old_state: side(lap), new_state: side(lap + 1) };
  return { event_type: 'state_changed', data, origin: 'LOCAL', time_fired: '' };
}

/** Each rule asked about each event, by the same matcher. */
function createNaive(rules: readonly Rule[]): (event: HaEvent) => number {
  const states = createKnownStates();
  const matchers = rules.flatMap(({ query }) => {
    const parsed = parseQuery(query, { now: 0 });
    return parsed.ok ? [createMatcher(parsed.root, NAMES)] : [];
  });
  return (event) => {
    if (event.event_type === 'state_changed' && states.note(event, 'home') === 'none') return 0;
    const facts = { seq: 0, kind: 'event', serverId: 'home', at: 0, alert: false } as const;
    const item = toQueryItem({ facts, event, text: null });
    return matchers.filter((isMatch) => isMatch(item)).length;
  };
}

/** One pass of so many events over so many rules, after another to warm up. */
export function timeRules(ruleCount: number, eventCount: number): RuleTimes {
  const rules = Array.from({ length: ruleCount }, (_, i) => ruleAt(i));
  const events = Array.from({ length: eventCount }, (_, i) => eventAt(i));
  const naive = createNaive(rules);
  const engine = createEngine();
  engine.follow(rules, NAMES);
  let told = 0;
  let t = 0;
  const runEngine = (): void => {
    for (const [i, event] of events.entries()) {
      t += 1_000 / RATE;
      const now = { t, at: t, computer: null };
      told += engine
        .take({ event, seq: i, serverId: 'home' }, now)
        .filter(({ verdict }) => verdict === 'tell').length;
    }
  };
  let matches = 0;
  const runNaive = (): void => {
    for (const event of events) matches += naive(event);
  };
  const time = (run: () => void): number => {
    run();
    const startedAt = performance.now();
    run();
    return ((performance.now() - startedAt) * 1_000) / eventCount;
  };
  const naiveUs = time(runNaive);
  const engineUs = time(runEngine);
  if (matches === 0) throw new Error('no rule has matched');
  return { engineUs, naiveUs, told };
}
