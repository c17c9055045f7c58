import { describe, expect, it } from 'vitest';
import { listThings } from '../../src/core/rules/home-things.ts';
import { toQuery } from '../../src/core/rules/rule-picks.ts';
import { suggestStarters } from '../../src/core/rules/starters.ts';
import { subjectOptions } from '../../src/core/rules/subject-options.ts';
import { toRegistry } from '../../src/core/registry/registry.ts';
import { HOUSE_ENTITIES } from '../../src/demo/house/entities.ts';
import { describeRooms } from '../../src/demo/house/rooms.ts';

const STATES = HOUSE_ENTITIES.map(({ entityId, state, attributes }) => {
  return { serverId: 'demo', entity: entityId, state, attributes };
});
const HA_STATES = STATES.map(({ entity, state, attributes }) => {
  return { entity_id: entity, state, attributes, last_changed: '', last_updated: '' };
});
const THINGS = listThings(STATES, new Map([['demo', toRegistry(describeRooms(HA_STATES))]]));

describe('the demo home in the lists of a rule', () => {
  it.each([
    ['garage door', 'Garage door', 'entity:cover.garage_door to:open'],
    ['doorbell', 'Doorbell', 'type:state_changed entity:event.doorbell'],
    ['battery', 'Any battery', 'class:battery from:>=15 to:<15'],
    ['wrong login', 'A login fails', 'type:system_log_event data.name:homeassistant.components.http.ban'],
    ['freezer', 'Freezer temperature', 'entity:sensor.freezer_temperature from:<=-18.4 to:>-18.4'],
    ['kids motion', 'Kids’ room motion', 'entity:binary_sensor.kids_room_motion to:on'],
  ])('finds by %j: %s', (typed, words, query) => {
    const { options } = subjectOptions({
      typed,
      things: THINGS,
      homes: new Map(),
      types: [],
      actions: [],
      onlyThings: false,
    });
    const found = options.find((option) => option.words === words);
    expect(found === undefined ? '' : toQuery(found.picks)).toBe(query);
  });

  it('has something for each suggestion but smoke', () => {
    expect(suggestStarters(THINGS).map(({ key }) => key)).toEqual([
      'leaks',
      'door-open',
      'garage-open',
      'doorbell',
      'battery',
      'unavailable',
      'update',
      'login',
    ]);
  });
});
