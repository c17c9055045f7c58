import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { createMatcher } from '../../../src/core/query/create-matcher.ts';
import { toQueryItem } from '../../../src/core/query/event-item.ts';
import { parseQuery } from '../../../src/core/query/parse-query.ts';
import { printQuery } from '../../support/print-query.ts';
import { toRegistry } from '../../../src/core/registry/registry.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { HOME } from '../registry/registry-builders.ts';

const registries = new Map([['home', toRegistry(HOME)]]);

function finds(query: string, event: HaEvent, serverId = 'home'): boolean {
  const parsed = parseQuery(query, { now: 0 });
  if (!parsed.ok) throw new Error(parsed.error.message);
  const isMatch = createMatcher(parsed.root, { serverNames: new Map(), registries });
  const facts = { seq: 1, kind: 'event', serverId, at: 0, alert: false } as const;
  return isMatch(toQueryItem({ facts, event, text: null }));
}

const window = stateChanged('binary_sensor.window', 'off', 'on');
const call: HaEvent = {
  ...haEvent('call_service', {
    domain: 'light',
    service: 'turn_on',
    service_data: { entity_id: 'light.hall' },
  }),
  context: { id: '1', parent_id: null, user_id: 'user1' },
};

describe('a place in a query', () => {
  it.each<[string, HaEvent, boolean]>([
    ['area:Küche', window, true],
    ['area:kitchen', window, true],
    ['area:k*', window, true],
    ['area:hall', window, false],
    ['area:(hall OR kitchen)', window, true],
    ['-area:kitchen', window, false],
    ['-area:*', stateChanged('light.nowhere', 'off', 'on'), true],
    ['area:hall', call, true],
    ['floor:"ground floor" to:on', window, true],
    ['label:"At night"', window, true],
    ['device:"Window sensor"', window, true],
    ['device:"window sensor"', haEvent('zha_event', { device_id: 'dev1', command: 'on' }), true],
    ['device:mower', haEvent('zha_event', { device_id: 'dev1', command: 'on' }), false],
    ['person:Zoë', call, true],
    ['person:zoë', stateChanged('person.zoe', 'home', 'away'), true],
    ['person:zoë', window, false],
    ['area:nowhere', window, false],
    ['-area:nowhere', window, true],
  ])('%s', (query, event, isFound) => {
    expect(finds(query, event)).toBe(isFound);
  });

  it('is one of its own server: ids are the same in many homes', () => {
    expect(finds('area:kitchen', window, 'cabin')).toBe(false);
  });

  it('is nowhere without registries', () => {
    const parsed = parseQuery('area:kitchen', { now: 0 });
    expect(parsed.ok && createMatcher(parsed.root, { serverNames: new Map() })).toBeTypeOf('function');
  });

  it.each(['area:kitchen', 'floor:"ground floor"', 'person:*', 'device:/lamp/'])(
    '%s is printed as it was typed',
    (query) => {
      const parsed = parseQuery(query, { now: 0 });
      expect(parsed.ok && printQuery(parsed.root)).toBe(query);
    },
  );
});
