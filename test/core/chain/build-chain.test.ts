import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildChain, CHAIN_LIMITS } from '../../../src/core/chain/build-chain.ts';
import type { HaContext, HaEvent } from '../../../src/core/events/event.ts';
import type { StoredEvent } from '../../../src/core/history/history.ts';
import { createSeededRandom } from '../../../src/demo/house/seeded-random.ts';
import { createHouse } from '../../../src/demo/house.ts';
import { haEvent, stateChanged } from '../../support/event-builders.ts';
import { readCaptureMessages } from '../../support/capture-messages.ts';
import { chainOf, drawTree, listNodes, lookIn, storeMessages, toStored } from './stored-events.ts';

function caused(
  event: HaEvent,
  id: string,
  parent: string | null = null,
  user: string | null = null,
): HaEvent {
  const context: HaContext = { id, parent_id: parent, user_id: user };
  return { ...event, context };
}

function store(events: readonly HaEvent[], serverId = 'home', from = 1): readonly StoredEvent[] {
  return events.map((event, place) => toStored(event, from + place, serverId));
}

const call = (domain: string, service: string, entityId: string): HaEvent =>
  haEvent('call_service', { domain, service, service_data: { entity_id: entityId } });

const HALL = [
  caused(stateChanged('binary_sensor.hall_motion', 'off', 'on'), 'A'),
  caused(
    haEvent('automation_triggered', {
      name: 'Morning hall',
      entity_id: 'automation.morning_hall',
      source: 'state of binary_sensor.hall_motion',
    }),
    'B',
    'A',
  ),
  caused(call('light', 'turn_on', 'light.hall'), 'B', 'A'),
  caused(stateChanged('light.hall', 'off', 'on'), 'B', 'A'),
];

describe('the chain of an event', () => {
  it('leads from what started it to all that it caused, whichever of them is asked about', async () => {
    const events = store(HALL);
    for (const { seq } of events) {
      const chain = await chainOf(events, (event) => event.seq === seq);
      expect(drawTree(chain.roots)).toBe(
        [
          'state_changed binary_sensor.hall_motion',
          '  automation_triggered automation.morning_hall',
          '    call_service light.turn_on',
          '      state_changed light.hall',
          '',
        ].join('\n'),
      );
      expect(chain.cut).toBe(false);
    }
  });

  it('marks how each stands below its parent', async () => {
    const chain = await chainOf(store(HALL), ({ seq }) => seq === 4);
    expect(listNodes(chain.roots).map(({ link }) => link)).toEqual([
      'root',
      'child-context',
      'same-context',
      'same-context',
    ]);
  });

  it('names the person it began with, from the root', async () => {
    const events = store([
      caused(call('input_boolean', 'turn_on', 'input_boolean.lamp'), 'U', null, '3f2a'),
      caused(stateChanged('input_boolean.lamp', 'off', 'on'), 'U', null, '3f2a'),
      ...HALL.slice(1).map((event) => caused(event, 'B', 'U')),
    ]);
    expect((await chainOf(events, ({ seq }) => seq === 5)).userId).toBe('3f2a');
    const alone = store([caused(haEvent('my_event'), 'X', null, '3f2a')]);
    expect(await chainOf(alone, () => true)).toEqual({ userId: '3f2a', roots: [], cut: false });
  });

  it('hangs an automation below the very change that set it off', async () => {
    const events = store([
      caused(call('scene', 'turn_on', 'scene.evening'), 'S'),
      caused(stateChanged('light.hall', 'off', 'on'), 'S'),
      caused(stateChanged('light.desk', 'off', 'on'), 'S'),
      caused(
        haEvent('automation_triggered', { entity_id: 'automation.x', source: 'state of light.hall' }),
        'T',
        'S',
      ),
      caused(
        haEvent('automation_triggered', { entity_id: 'automation.y', source: 'numeric state of light.desk' }),
        'V',
        'S',
      ),
    ]);
    expect(drawTree((await chainOf(events, ({ seq }) => seq === 1)).roots)).toBe(
      [
        'call_service scene.turn_on',
        '  state_changed light.hall',
        '    automation_triggered automation.x',
        '  state_changed light.desk',
        '    automation_triggered automation.y',
        '',
      ].join('\n'),
    );
  });

  it('gives a change to the call that asked for it, and what follows a script to the automation', async () => {
    const run = (event: HaEvent): HaEvent => caused(event, 'R');
    const events = store([
      run(haEvent('automation_triggered', { entity_id: 'automation.evening', source: 'sunset' })),
      run(stateChanged('automation.evening', ['on', { current: 0 }], ['on', { current: 1 }])),
      run(call('script', 'good_night', 'script.good_night')),
      run(haEvent('script_started', { entity_id: 'script.good_night', name: 'Good night' })),
      run(stateChanged('script.good_night', 'off', 'on')),
      run(call('lock', 'lock', 'lock.front_door')),
      run(stateChanged('lock.front_door', 'unlocked', 'locked')),
      run(stateChanged('script.good_night', 'on', 'off')),
      run(call('timer', 'start', 'timer.eggs')),
      run(haEvent('timer.started', { entity_id: 'timer.eggs' })),
      run(haEvent('my_event')),
      run(stateChanged('lock.front_door', 'locked', 'jammed')),
    ]);
    expect(drawTree((await chainOf(events, ({ seq }) => seq === 7)).roots)).toBe(
      [
        'automation_triggered automation.evening',
        '  state_changed automation.evening',
        '  call_service script.good_night',
        '    script_started script.good_night',
        '      state_changed script.good_night',
        '      call_service lock.lock',
        '        state_changed lock.front_door',
        '        state_changed lock.front_door',
        '      state_changed script.good_night',
        '  call_service timer.start',
        '    timer.started timer.eggs',
        '  my_event ',
        '',
      ].join('\n'),
    );
  });

  it('keeps servers apart, whose contexts may have the same ids', async () => {
    const events = [...store(HALL), ...store(HALL, 'cabin', 10)];
    const chain = await chainOf(events, ({ seq }) => seq === 12);
    expect(listNodes(chain.roots).map(({ row }) => row.seq)).toEqual([10, 11, 12, 13]);
  });

  it('is empty where nothing shares a context, where there is none, and for a row of our own', async () => {
    const empty = { userId: null, roots: [], cut: false };
    expect(await chainOf(store([caused(haEvent('my_event'), 'X')]), () => true)).toEqual(empty);
    const { context, ...old } = haEvent('my_event');
    expect(context).toBeDefined();
    expect(await chainOf(store([old]), () => true)).toEqual(empty);
    const own: StoredEvent = { ...toStored(haEvent('x'), 1), raw: '' };
    expect(await buildChain(own, lookIn([]))).toEqual(empty);
  });

  it('shows siblings side by side where what started them is not kept', async () => {
    const events = store([
      caused(haEvent('automation_triggered', { entity_id: 'automation.a' }), 'B', 'GONE'),
      caused(haEvent('automation_triggered', { entity_id: 'automation.c' }), 'C', 'GONE'),
    ]);
    expect((await chainOf(events, ({ seq }) => seq === 2)).roots).toHaveLength(2);
  });
});

describe('the chains of real homes', () => {
  it('of 2024 show a lamp that a person switched, and the automation and the script that it set off', async () => {
    const events = storeMessages(readCaptureMessages('2024.1.0b2'));
    const chain = await chainOf(events, ({ row }) => row.subject === 'script.hallo');
    expect(chain.userId).toMatch(/^[0-9a-f]{32}$/);
    expect(drawTree(chain.roots)).toBe(
      [
        'call_service input_boolean.turn_on',
        '  state_changed input_boolean.lamp',
        '    automation_triggered automation.bij_lamp',
        '      state_changed automation.bij_lamp',
        '      call_service script.hallo',
        '        script_started script.hallo',
        '          state_changed script.hallo',
        '          custom_event ',
        '          state_changed script.hallo',
        '      state_changed automation.bij_lamp',
        '',
      ].join('\n'),
    );
  });

  it('of 2019, where automations do not say what set them off, are whole too', async () => {
    const events = storeMessages(readCaptureMessages('0.100.3'));
    const chain = await chainOf(events, ({ row }) => row.type === 'custom_event');
    expect(drawTree(chain.roots)).toContain(
      '  state_changed input_boolean.lamp\n    automation_triggered automation.bij_lamp\n',
    );
    expect(listNodes(chain.roots)).toHaveLength(8);
  });

  it('of 2018, where an automation ran in the context of its trigger, are one tree', async () => {
    const events = storeMessages(readCaptureMessages('0.80.3'));
    const chain = await chainOf(events, ({ row }) => row.type === 'custom_event');
    expect(chain.roots).toHaveLength(1);
    expect(listNodes(chain.roots)).toHaveLength(7);
    expect(drawTree(chain.roots)).toContain('  call_service script.hallo\n    service_executed ');
  });

  it('of 2016 are empty', async () => {
    for (const event of storeMessages(readCaptureMessages('0.27.2')))
      expect((await buildChain(event, lookIn([event]))).roots).toEqual([]);
  });

  it('of the demo house lead every automation back to what set it off', async () => {
    const house = createHouse({ random: createSeededRandom(7), now: () => Date.UTC(2026, 10, 21) });
    const fired = Array.from({ length: 200 }, () => house.next().events).flat();
    const events = store(fired);
    const runs = events.filter(({ row }) => row.type === 'automation_triggered');
    expect(runs.length).toBeGreaterThan(10);
    for (const run of runs) {
      const { roots } = await buildChain(run, lookIn(events));
      const parent = listNodes(roots).find(({ children }) => children.some(({ row }) => row.seq === run.seq));
      const { source } = (JSON.parse(run.raw) as HaEvent).data;
      expect(String(source)).toContain(
        parent?.row.type === 'state_changed'
          ? parent.row.subject
          : parent?.row.type === 'tag_scanned'
            ? 'tag'
            : 'event',
      );
    }
  });
});

describe('whatever contexts there are', () => {
  const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const anyEvent = fc.record({
    id,
    parent: fc.option(id, { nil: null }),
    server: fc.constantFrom('home', 'cabin'),
    event: fc.constantFrom(
      stateChanged('light.hall', 'off', 'on'),
      stateChanged('script.x', 'on', 'off'),
      call('light', 'turn_on', 'light.hall'),
      call('script', 'x', 'script.x'),
      haEvent('automation_triggered', { entity_id: 'automation.x', source: 'state of light.hall' }),
      haEvent('script_started', { entity_id: 'script.x' }),
      haEvent('my_event'),
    ),
  });

  it('a chain ends, has each event once, all of one server, and the event itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 1, maxLength: 60 }), fc.nat(), async (drawn, pick) => {
        const events = drawn.map((each, place) =>
          toStored(caused(each.event, each.id, each.parent), place + 1, each.server),
        );
        const start = events[pick % events.length];
        if (start === undefined) return;
        const lookup = lookIn(events);
        const nodes = listNodes((await buildChain(start, lookup)).roots);
        const seqs = nodes.map(({ row }) => row.seq);
        expect(new Set(seqs).size).toBe(seqs.length);
        expect(nodes.every(({ row }) => row.serverId === start.serverId)).toBe(true);
        if (nodes.length > 0) expect(seqs).toContain(start.seq);
        for (const { children } of nodes) {
          const order = children.map(({ row }) => row.seq);
          expect(order).toEqual([...order].sort((a, b) => a - b));
        }
        expect(lookup.asked()).toBeLessThanOrEqual(2 * CHAIN_LIMITS.maxContexts + 1);
      }),
    );
  });

  it('a chain of a thousand events is cut, and still leads from its beginning to the event', async () => {
    const many = Array.from({ length: 1_000 }, (_, place) =>
      caused(stateChanged(`light.x_${String(place)}`, 'off', 'on'), 'B', 'A'),
    );
    const events = store([...HALL.slice(0, 2), ...many]);
    const chain = await chainOf(events, ({ seq }) => seq === 1_002);
    const nodes = listNodes(chain.roots);
    expect(chain.cut).toBe(true);
    expect(nodes).toHaveLength(CHAIN_LIMITS.maxNodes);
    expect(nodes.map(({ row }) => row.seq)).toEqual(expect.arrayContaining([1, 2, 1_002]));
  });

  it('a line of a hundred contexts is followed so far and no further', async () => {
    const line = Array.from({ length: 100 }, (_, place) =>
      caused(haEvent('my_event'), `c${String(place)}`, place === 0 ? null : `c${String(place - 1)}`),
    );
    const lookup = lookIn(store(line));
    const middle = store(line)[50];
    if (middle === undefined) throw new Error('There is a middle.');
    const chain = await buildChain(middle, lookup);
    expect(chain.cut).toBe(true);
    expect(listNodes(chain.roots).length).toBeGreaterThanOrEqual(2 * CHAIN_LIMITS.maxContexts);
    expect(lookup.asked()).toBeLessThanOrEqual(2 * CHAIN_LIMITS.maxContexts + 1);
  });
});
