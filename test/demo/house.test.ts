import { isFailedLogin } from '../../src/core/events/failed-login.ts';
import { describe, expect, it } from 'vitest';
import type { HaEvent, HaState } from '../../src/core/events/event.ts';
import { createSeededRandom } from '../../src/demo/house/seeded-random.ts';
import { createHouse } from '../../src/demo/house.ts';
import type { House } from '../../src/demo/house.ts';

const START = Date.UTC(2026, 10, 21, 7, 30);
const SEEDS = [1, 2, 3, 20_161_121];

interface Life {
  readonly house: House;
  readonly before: readonly HaState[];
  /** Every event with the house's own time in ms since it woke up. */
  readonly events: readonly { readonly atMs: number; readonly event: HaEvent }[];
  readonly lengthMs: number;
}

/** Lets a house live some hours in a moment. */
function live(seed: number, hours: number): Life {
  let time = START;
  const house = createHouse({ random: createSeededRandom(seed), now: () => time });
  const before = house.states();
  const events: { atMs: number; event: HaEvent }[] = [];
  while (time - START < hours * 3_600_000) {
    const step = house.next();
    for (const event of step.events) events.push({ atMs: time - START, event });
    time += step.delayMs;
  }
  return { house, before, events, lengthMs: time - START };
}

describe.each(SEEDS)('a house with seed %i', (seed) => {
  const life = live(seed, 2);

  it('says in each old_state what the last new_state was', () => {
    const states = new Map<string, HaState | null>(life.before.map((state) => [state.entity_id, state]));
    for (const { event } of life.events) {
      if (event.event_type !== 'state_changed') continue;
      const { entity_id, old_state, new_state } = event.data as {
        entity_id: string;
        old_state: HaState | null;
        new_state: HaState;
      };
      expect(old_state).toEqual(states.get(entity_id) ?? null);
      expect(new_state).not.toEqual(old_state);
      states.set(entity_id, new_state);
    }
    expect(life.house.states()).toEqual([...states.values()].filter((state) => state !== null));
  });

  it('names in each parent_id a context that an earlier event had', () => {
    const seen = new Set<string>();
    let children = 0;
    for (const { event } of life.events) {
      const parent = event.context?.parent_id;
      if (typeof parent === 'string') {
        children++;
        expect(seen).toContain(parent);
      }
      if (event.context) seen.add(event.context.id);
    }
    expect(children).toBeGreaterThan(100);
  });

  it('lets time_fired only grow, and last_changed only with the state', () => {
    let last = '';
    for (const { event } of life.events) {
      expect(event.time_fired > last).toBe(true);
      expect(event.time_fired).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00$/);
      last = event.time_fired;
      const { old_state, new_state } = event.data as { old_state?: HaState; new_state?: HaState };
      if (old_state && new_state) {
        expect(old_state.last_changed === new_state.last_changed).toBe(old_state.state === new_state.state);
      }
    }
  });

  it('opens the front door within the first ten seconds', () => {
    const opening = life.events.find(({ event }) => isChange(event, 'binary_sensor.front_door', 'on'));
    expect(opening?.atMs).toBeLessThan(10_000);
  });

  it('fires an event every second or two, with a burst now and then', () => {
    const meanMs = life.lengthMs / life.events.length;
    expect(meanMs).toBeGreaterThan(1_000);
    expect(meanMs).toBeLessThan(2_000);
    const perMoment = new Map<number, number>();
    for (const { atMs } of life.events) perMoment.set(atMs, (perMoment.get(atMs) ?? 0) + 1);
    expect(Math.max(...perMoment.values())).toBeGreaterThan(20);
    expect(Math.max(...perMoment.values())).toBeLessThan(60);
  });

  it.each([
    ['a leak', (event: HaEvent) => isChange(event, 'binary_sensor.washing_machine_leak', 'on')],
    ['the valve closing after it', (event: HaEvent) => isChange(event, 'valve.main_water', 'closed')],
    ['a low battery', (event: HaEvent) => isChange(event, 'sensor.garage_remote_battery', '14')],
    ['a failed login', (event: HaEvent) => event.event_type !== 'call_service' && isFailedLogin(event)],
    ['the garage door opening', (event: HaEvent) => isChange(event, 'cover.garage_door', 'open')],
    ['motion in the kids’ room', (event: HaEvent) => isChange(event, 'binary_sensor.kids_room_motion', 'on')],
    ['a person coming home', (event: HaEvent) => isChange(event, 'person.tom', 'home')],
    ['an update', (event: HaEvent) => isChange(event, 'update.home_assistant_core_update', 'on')],
    [
      'a sensor that is lost',
      (event: HaEvent) => isChange(event, 'sensor.bedroom_temperature', 'unavailable'),
    ],
    ['a finished timer', (event: HaEvent) => event.event_type === 'timer.finished'],
    ['a tag', (event: HaEvent) => event.event_type === 'tag_scanned'],
    ['a script', (event: HaEvent) => event.event_type === 'script_started'],
    ['an automation', (event: HaEvent) => event.event_type === 'automation_triggered'],
    ['a person’s act', (event: HaEvent) => typeof event.context?.user_id === 'string'],
    ['a change of attributes only', isAttributeChange],
    ['a name that is not ASCII', (event: HaEvent) => JSON.stringify(event).includes('Zoë’s lamp ☕')],
  ])('shows %s', (_, matches) => {
    expect(life.events.some(({ event }) => matches(event))).toBe(true);
  });

  it('shows a failed login only in a way that a home of its age has', () => {
    const failed = life.events
      .filter(({ event }) => isFailedLogin(event))
      .map(({ event }) => event.event_type);
    expect(new Set(failed)).toEqual(new Set(['system_log_event']));
  });

  it('reports numbers that a house could have', () => {
    const bounds: Record<string, [number, number]> = {
      'sensor.living_room_temperature': [15, 26],
      'sensor.outdoor_temperature': [-5, 25],
      'sensor.outdoor_humidity': [40, 100],
      'sensor.bathroom_humidity': [30, 90],
      'sensor.house_power': [0, 1_500],
      'sensor.study_co2': [350, 1_500],
    };
    for (const { event } of life.events) {
      const state = event.data['new_state'] as HaState | undefined;
      const bound = bounds[state?.entity_id ?? ''];
      if (!state || !bound) continue;
      expect(Number(state.state), state.entity_id).toBeGreaterThan(bound[0]);
      expect(Number(state.state), state.entity_id).toBeLessThan(bound[1]);
    }
  });
});

describe('a house', () => {
  it('lives the same day again for the same seed, and another day for another', () => {
    expect(live(5, 0.2).events).toEqual(live(5, 0.2).events);
    expect(live(5, 0.2).events).not.toEqual(live(6, 0.2).events);
  });

  it('carries the cause of an automation through to the lamp', () => {
    const house = createHouse({ random: createSeededRandom(1), now: () => START });
    const events = house.fire({ eventType: 'tag_scanned', data: { tag_id: 'x' } });
    const [tag, run, ...rest] = events;
    expect(tag?.event_type).toBe('tag_scanned');
    expect(run?.event_type).toBe('automation_triggered');
    expect(run?.context?.parent_id).toBe(tag?.context?.id);
    expect(run?.context?.id).not.toBe(tag?.context?.id);
    const lamp = rest.find((event) => isChange(event, 'light.cafe_corner', 'on'));
    expect(lamp?.context).toEqual(run?.context);
  });

  it('keeps an automation still that was switched off', () => {
    const house = createHouse({ random: createSeededRandom(1), now: () => START });
    house.call({ domain: 'automation', service: 'turn_off', data: { entity_id: 'automation.coffee_tag' } });
    expect(house.fire({ eventType: 'tag_scanned' })).toHaveLength(1);
  });

  it('leaves entities of another domain alone', () => {
    const house = createHouse({ random: createSeededRandom(1), now: () => START });
    const events = house.call({ domain: 'switch', service: 'turn_on', data: { entity_id: 'light.hall' } });
    expect(events.map(({ event_type }) => event_type)).toEqual(['call_service']);
  });

  it('names contexts by ULIDs', () => {
    const house = createHouse({ random: createSeededRandom(1), now: () => START });
    const id = house.fire({ eventType: 'x' })[0]?.context?.id ?? '';
    expect(id).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
    const digits = Array.from(id.slice(0, 10), (sign) => '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(sign));
    expect(digits.reduce((time, digit) => time * 32 + digit, 0)).toBe(START);
  });
});

function isChange(event: HaEvent, entityId: string, to: string): boolean {
  const state = event.data['new_state'] as HaState | null | undefined;
  return event.event_type === 'state_changed' && state?.entity_id === entityId && state.state === to;
}

function isAttributeChange({ data }: HaEvent): boolean {
  const { old_state, new_state } = data as { old_state?: HaState; new_state?: HaState };
  return old_state !== undefined && old_state.state === new_state?.state;
}
