import { describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { createRegistryKeeper } from '../../../src/core/registry/registry-keeper.ts';
import type { Registry } from '../../../src/core/registry/registry.ts';
import type { RegistryDocument } from '../../../src/core/registry/registry-document.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { HOME } from './registry-builders.ts';

function setUp(earlier: ReadonlyMap<string, RegistryDocument> = new Map()) {
  const clock = createVirtualClock();
  const asked: string[] = [];
  const changes: string[] = [];
  const server = { home: HOME };
  const known = new Map<string, Registry>();
  const keeper = createRegistryKeeper({
    clock,
    known,
    earlier,
    send(serverId) {
      asked.push(serverId);
      return Promise.resolve({ kind: 'done', body: server.home });
    },
    onChange: (serverId, document) => changes.push(`${serverId} ${String(document.entities.length)}`),
  });
  return { clock, asked, changes, server, known, keeper };
}

describe('createRegistryKeeper', () => {
  it('asks a server that is live, and knows its names', async () => {
    const { clock, known, keeper, changes } = setUp();
    keeper.connected('home');
    await clock.advance(1_000);
    expect(known.get('home')?.users.get('user1')).toBe('Zoë');
    expect(changes).toEqual(['home 6']);
  });

  it('knows at once what an earlier run was told, and tells nobody of the same again', async () => {
    const { clock, known, keeper, changes, asked } = setUp(new Map([['home', HOME]]));
    expect(known.get('home')?.areas.get('kitchen')?.name).toBe('Küche');
    keeper.connected('home');
    await clock.advance(1_000);
    expect(asked).toEqual(['home']);
    expect(changes).toEqual([]);
  });

  it.each<[string, HaEvent, number]>([
    ['an area', haEvent('area_registry_updated'), 1],
    ['an entity', haEvent('entity_registry_updated'), 1],
    ['a person who is new', stateChanged('person.tom', null, ['home', { user_id: 'u' }]), 1],
    [
      'a name',
      stateChanged('person.tom', ['home', { friendly_name: 'T' }], ['home', { friendly_name: 'Tom' }]),
      1,
    ],
    [
      'a person who leaves',
      stateChanged('person.tom', ['home', { user_id: 'u' }], ['away', { user_id: 'u' }]),
      0,
    ],
    ['a lamp', stateChanged('light.hall', null, 'on'), 0],
  ])('asks again about %s', async (_, event, times) => {
    const { clock, keeper, asked } = setUp();
    keeper.note('home', event);
    await clock.advance(1_000);
    expect(asked).toHaveLength(times);
  });

  it('asks once a minute, however much changes, and is right in the end', async () => {
    const { clock, known, keeper, asked, server } = setUp();
    keeper.connected('home');
    for (let second = 0; second < 90; second += 1) {
      await clock.advance(1_000);
      keeper.note('home', haEvent('entity_registry_updated'));
    }
    server.home = { ...HOME, areas: [] };
    await clock.advance(120_000);
    expect(asked).toHaveLength(3);
    expect(known.get('home')?.areas.size).toBe(0);
    expect(clock.timers).toBe(0);
  });

  it('forgets a server that is gone, also while it waits, and ends without a timer', async () => {
    const { clock, known, keeper, asked } = setUp(new Map([['old', HOME]]));
    keeper.connected('home');
    keeper.keepOnly(new Set());
    await clock.advance(10_000);
    expect(asked).toEqual([]);
    expect(known.size).toBe(0);
    keeper.connected('home');
    keeper.stop();
    expect(clock.timers).toBe(0);
  });
});
