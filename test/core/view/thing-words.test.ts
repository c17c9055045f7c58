import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import type { Row } from '../../../src/core/events/row.ts';
import { toRow } from '../../../src/core/events/to-row.ts';
import { nameRow } from '../../../src/core/registry/name-row.ts';
import { toRegistry } from '../../../src/core/registry/registry.ts';
import { toCellTerm } from '../../../src/core/view/cell-terms.ts';
import { happenedTo, nameOfThing, whoDidIt } from '../../../src/core/view/thing-words.ts';
import { describeType } from '../../../src/core/view/type-words.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { HOME } from '../registry/registry-builders.ts';

const registries = new Map([['home', toRegistry(HOME)]]);

function rowOf(event: HaEvent, serverId = 'home'): Row {
  return nameRow(toRow(event, { seq: 1, serverId, receivedAt: 0, alert: false }), registries);
}

/** "name | room | what happened | by whom" */
function show(row: Row): string {
  return [nameOfThing(row), row.room ?? '', happenedTo(row), whoDidIt(row)].join(' | ');
}

const by = (userId: string, event: HaEvent): HaEvent => ({
  ...event,
  context: { id: '1', parent_id: null, user_id: userId },
});
const call = haEvent('call_service', {
  domain: 'light',
  service: 'turn_on',
  service_data: { entity_id: 'light.kitchen' },
});

describe('a row in words', () => {
  it.each<[HaEvent, string]>([
    [stateChanged('light.hall', 'off', 'on'), 'Hall | Hall | Turned on, was off | '],
    // As it was called when it happened.
    [
      stateChanged('binary_sensor.window', null, [
        'on',
        { friendly_name: 'Old name', device_class: 'window' },
      ]),
      'Old name | Küche | Was added, open | ',
    ],
    [stateChanged('light.unknown_lamp', 'off', 'on'), 'Unknown lamp |  | Turned on, was off | '],
    [by('user1', call), 'Ceiling | Küche | light.turn_on called | Zoë'],
    [by('someone', call), 'Ceiling | Küche | light.turn_on called | A person'],
    [
      haEvent('zha_event', { device_ieee: '84:71', device_id: 'dev1', command: 'on' }),
      'Window sensor | Küche | On | ',
    ],
    [
      haEvent('zha_event', { device_ieee: '84:71', device_id: 'unknown', command: 'on' }),
      '84:71 |  | Zigbee device 84:71: on | ',
    ],
    [
      haEvent('esphome.doorbell', { device_id: 'dev1', message: 'ring' }),
      'Window sensor | Küche | esphome.doorbell: message = ring | ',
    ],
    [haEvent('homeassistant_started'), ' |  | Home Assistant has started | '],
  ])('%#: %j', (event, words) => {
    expect(show(rowOf(event))).toContain(words);
  });

  it('has nothing of another server', () => {
    expect(rowOf(stateChanged('light.hall', 'off', 'on'), 'cabin').room).toBeUndefined();
  });

  it.each<[Parameters<typeof toCellTerm>[1], string]>([
    ['icon', 'domain light'],
    ['thing', 'entity light.kitchen'],
    ['subject', 'service light.turn_on'],
    ['by', 'person Zoë'],
  ])('stands for something in each column: %s', (column, shown) => {
    const term = toCellTerm(rowOf(by('user1', call)), column, { serverName: '', now: 0 });
    expect(term?.kind === 'facet' && `${term.facet} ${term.value}`).toBe(shown);
  });

  it.each([
    ['state_changed', 'Changes'],
    ['call_service', 'Actions'],
    ['my_own.event', 'My own event'],
  ])('calls %s "%s"', (type, words) => {
    expect(describeType(type)).toBe(words);
  });
});
