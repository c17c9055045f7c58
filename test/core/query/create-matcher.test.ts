import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { createMatcher } from '../../../src/core/query/create-matcher.ts';
import { toQueryItem, type QueryItemFacts } from '../../../src/core/query/event-item.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { arbitraryItemSource } from './support/event-arbitraries.ts';
import { arbitraryQuery } from './support/query-arbitraries.ts';
import { isSlowMatch } from './support/slow-matcher.ts';

const serverNames = new Map([['home', 'Main Street 1']]);
const NOW = Date.UTC(2026, 10, 21, 8);
const FACTS: QueryItemFacts = { seq: 120, kind: 'event', serverId: 'home', at: NOW - 60_000, alert: true };

function isMatch(
  query: string,
  event: HaEvent | null,
  facts: Partial<QueryItemFacts> = {},
  text?: string,
): boolean {
  const parsed = parseQuery(query, { now: NOW });
  if (!parsed.ok) throw new Error(`${query}: ${parsed.error.message}`);
  const item = toQueryItem({ facts: { ...FACTS, ...facts }, event, text: text ?? null });
  return createMatcher(parsed.root, { serverNames })(item);
}

const LIGHT: HaEvent = {
  ...stateChanged('light.hall', 'off', [
    'On',
    {
      friendly_name: 'Zoë’s hall light',
      brightness: 200,
      battery: 12.5,
      modes: ['a', { Name: 'deep' }],
      'x y': null,
    },
  ]),
  context: { id: '01M7ZTX5ZP', parent_id: '01PARENT', user_id: '19ecb464' },
};
const CALL = haEvent('call_service', {
  domain: 'light',
  service: 'turn_on',
  service_data: { entity_id: ['light.hall', 'switch.fan'], flash: true },
});
const TEMPERATURE = stateChanged('sensor.porch', '19.5', '-3');

describe('a state_changed', () => {
  it.each([
    'type:state_changed',
    'TYPE:State_Changed',
    'type:state_*',
    'entity:light.hall',
    'entity:LIGHT.*',
    'entity:/h.ll$/',
    'entity:*',
    'domain:light',
    'from:off',
    'to:on',
    'to:"On"',
    'user:19ecb464',
    'context:01m7ztx5zp',
    'parent:01PARENT',
    'origin:local',
    'server:home',
    'server:"main street 1"',
    'server:main*',
    'kind:event',
    'alert:yes',
    'recovered:no',
    'bookmarked:no',
    'data.entity_id:light.hall',
    'data.new_state.state:on',
    'new_state.state:on',
    'attributes.brightness:200',
    'attributes.brightness:>199.5',
    'attributes.BATTERY:<15',
    'attributes.battery:10..20',
    'attributes.battery:[10 TO 12.5]',
    'data.*.attributes.bat*:12.5',
    'attributes.modes:a',
    'attributes.modes.0:a',
    'attributes.modes.1.name:DEEP',
    'attributes.modes.name:deep',
    'attributes."x y":null',
    'zoe',
    'Zoë',
    'hall li',
    'light_hall',
    'bright',
    '"s hall light"',
    'HALL AND 200',
    'nothing OR hall',
    '-type:call_service',
    'NOT (type:call_service OR type:timer)',
    'since:1m',
    'at:2026-11-21T07:59Z',
    'at:2026-11-21T07:59:00Z..2026-11-21T08:00:00Z',
    'seq:120',
    'seq:100..120',
    'type:(call_service OR state_changed) -entity:(switch.* OR sensor.*)',
    '*',
    '',
  ])('is found by %s', (query) => {
    expect(isMatch(query, LIGHT)).toBe(true);
    expect(isMatch(`NOT (${query || '*'})`, LIGHT)).toBe(false);
  });

  it.each([
    'type:state',
    'entity:light',
    'entity:hall',
    'domain:switch',
    'from:on',
    'to:>0',
    'service:*',
    'user:19ecb',
    'server:cabin',
    'kind:gap',
    'alert:no',
    'recovered:yes',
    'attributes.brightness:<200',
    'attributes."x y":*',
    'attributes.modes.2:*',
    'data.new_state:on',
    'data.state:on',
    'data.new_state.constructor:*',
    'ight',
    'hal_light',
    '"hall s"',
    '"hall li"',
    'last_changed',
    '2026',
    '01M7ZTX5ZP',
    'since:59s',
    'at:2026-11-21T08:00Z',
    'seq:121..200',
    '-*',
  ])('is not found by %s', (query) => {
    expect(isMatch(query, LIGHT)).toBe(false);
  });

  it('compares numbers as numbers, where the state is one', () => {
    expect(isMatch('to:<0', TEMPERATURE)).toBe(true);
    expect(isMatch('from:19..20', TEMPERATURE)).toBe(true);
    expect(isMatch('from:>19.5', TEMPERATURE)).toBe(false);
    expect(isMatch('to:<100', stateChanged('sensor.porch', '1', 'unknown'))).toBe(false);
    expect(isMatch('to:<100', stateChanged('sensor.porch', '1', '0x10'))).toBe(false);
  });
});

describe('a call', () => {
  it.each([
    'service:light.turn_on',
    'domain:switch',
    'domain:light',
    'entity:switch.fan',
    'entity:light.hall',
    'service_data.flash:true',
    'data.service_data.entity_id:switch.*',
  ])('is found by %s', (query) => {
    expect(isMatch(query, CALL)).toBe(true);
  });
});

describe('what is no event', () => {
  it('has kind, server, time and its sentence', () => {
    const gap = { kind: 'gap' as const, alert: false };
    expect(isMatch('kind:gap server:home interruption -type:*', null, gap, 'An interruption of 3 s')).toBe(
      true,
    );
    expect(isMatch('data.x:*', null, gap)).toBe(false);
  });

  it('has a type of its own when it could not be decoded', () => {
    expect(isMatch('type:unparsed "not json"', null, { kind: 'unparsed' }, '{not json')).toBe(true);
  });
});

describe('createMatcher', () => {
  it('says the same as a slow reader of the contract', () => {
    fc.assert(
      fc.property(
        arbitraryQuery,
        fc.array(arbitraryItemSource, { minLength: 1, maxLength: 6 }),
        (query, sources) => {
          const matcher = createMatcher(query, { serverNames });
          const got = sources.map((source) => matcher(toQueryItem(source)));
          expect(got).toEqual(sources.map((source) => isSlowMatch(query, source, serverNames)));
        },
      ),
      { numRuns: 1_200 },
    );
  });

  it('has generated queries that find something, and some that do not', () => {
    const [queries, sources] = [
      fc.sample(arbitraryQuery, { numRuns: 400, seed: 1 }),
      fc.sample(arbitraryItemSource, { numRuns: 60, seed: 1 }),
    ];
    const shares = queries.map(
      (query) => sources.filter((source) => isSlowMatch(query, source, serverNames)).length,
    );
    expect(shares.filter((count) => count > 0 && count < sources.length).length).toBeGreaterThan(150);
  });
});
