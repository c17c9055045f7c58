import type { CurrentState } from '../../src/core/history/history.ts';
import type { HaEvent, HaState } from '../../src/core/events/event.ts';

/** A small seeded generator, so that every screenshot shows the same day. https://en.wikipedia.org/wiki/Lehmer_random_number_generator */
export function createRandom(seed: number): () => number {
  let value = seed;
  return () => {
    value = (value * 48_271) % 2_147_483_647;
    return value / 2_147_483_647;
  };
}

interface Thing {
  readonly id: string;
  readonly name: string;
  readonly states: readonly string[];
  readonly attributes?: Readonly<Record<string, unknown>>;
}

const LIGHTS: readonly Thing[] = [
  ['hall', 'Hall light'],
  ['kitchen', 'Kitchen light'],
  ['kitchen_counter', 'Kitchen counter light'],
  ['porch', 'Porch light'],
  ['bedroom', 'Bedroom light'],
  ['bathroom', 'Bathroom light'],
  ['stairs', 'Stairs light'],
  ['desk', 'Desk light'],
  ['kids_room', 'Kids room light'],
  ['garden', 'Garden light'],
].map(([id, name]) => ({ id: `light.${id ?? ''}`, name: name ?? '', states: ['off', 'on'] }));

const SENSORS: readonly Thing[] = [
  {
    id: 'binary_sensor.front_door',
    name: 'Front door',
    states: ['off', 'on'],
    attributes: { device_class: 'door' },
  },
  {
    id: 'binary_sensor.hall_motion',
    name: 'Hall motion',
    states: ['off', 'on'],
    attributes: { device_class: 'motion' },
  },
  {
    id: 'binary_sensor.garden_motion',
    name: 'Garden motion',
    states: ['off', 'on'],
    attributes: { device_class: 'motion' },
  },
  {
    id: 'sensor.living_room_temperature',
    name: 'Living room temperature',
    states: ['20.8', '21.1', '21.4', '21.6'],
    attributes: { unit_of_measurement: '°C', device_class: 'temperature' },
  },
  {
    id: 'sensor.power',
    name: 'House power',
    states: ['312', '448', '1204', '655', '389'],
    attributes: { unit_of_measurement: 'W', device_class: 'power' },
  },
  {
    id: 'sensor.washing_machine_power',
    name: 'Washing machine power',
    states: ['3', '1980', '412', '88'],
    attributes: { unit_of_measurement: 'W' },
  },
  { id: 'person.anna', name: 'Anna', states: ['home', 'not_home'] },
  { id: 'climate.living_room', name: 'Living room heating', states: ['heat', 'off'] },
];

function hex(random: () => number): string {
  return Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
}

function iso(at: number): string {
  return new Date(at).toISOString().replace('Z', '000+00:00');
}

/** Events of a believable day. `next(at)` gives one to four events of one cause, fired at and just after `at` (epoch ms). */
export class FakeHouse {
  readonly #random: () => number;
  readonly #states = new Map<string, string>();

  constructor(seed = 7) {
    this.#random = createRandom(seed);
  }

  next(at: number): readonly { readonly event: HaEvent; readonly at: number }[] {
    const dice = this.#random();
    if (dice < 0.4) return [this.#change(this.#pick(SENSORS), at, hex(this.#random), null)];
    if (dice < 0.78) return this.#lightCalled(at);
    if (dice < 0.93) return this.#automation(at);
    return [this.#rare(at)];
  }

  #pick<T>(items: readonly T[]): T {
    const item = items[Math.floor(this.#random() * items.length)];
    if (item === undefined) throw new Error('An empty list has nothing to pick.');
    return item;
  }

  #event(
    type: string,
    data: Record<string, unknown>,
    at: number,
    id: string,
    parent: string | null,
  ): { event: HaEvent; at: number } {
    const event: HaEvent = {
      event_type: type,
      data,
      origin: 'LOCAL',
      time_fired: iso(at),
      context: {
        id,
        parent_id: parent,
        user_id: parent === null ? '2c3d9f0b7a1e4f6d8b5a4c3e2f1d0a9b' : null,
      },
    };
    return { event, at };
  }

  #change(thing: Thing, at: number, id: string, parent: string | null): { event: HaEvent; at: number } {
    const before = this.#states.get(thing.id) ?? thing.states[0] ?? 'off';
    const others = thing.states.filter((state) => state !== before);
    const after = this.#pick(others);
    this.#states.set(thing.id, after);
    const state = (value: string, changed: number): HaState => ({
      entity_id: thing.id,
      state: value,
      attributes: {
        ...(thing.id.startsWith('light.') && value === 'on'
          ? { brightness: 120, color_mode: 'color_temp', color_temp_kelvin: 2700 }
          : {}),
        ...thing.attributes,
        friendly_name: thing.name,
      },
      last_changed: iso(changed),
      last_updated: iso(changed),
      context: { id, parent_id: parent, user_id: null },
    });
    const data = { entity_id: thing.id, old_state: state(before, at - 900_000), new_state: state(after, at) };
    return this.#event('state_changed', data, at, id, parent);
  }

  #call(light: Thing, at: number, id: string, parent: string | null): { event: HaEvent; at: number } {
    const on = (this.#states.get(light.id) ?? 'off') === 'off';
    const data = {
      domain: 'light',
      service: on ? 'turn_on' : 'turn_off',
      service_data: { entity_id: [light.id] },
    };
    return this.#event('call_service', data, at, id, parent);
  }

  #lightCalled(at: number): readonly { event: HaEvent; at: number }[] {
    const light = this.#pick(LIGHTS);
    const id = hex(this.#random);
    return [this.#call(light, at, id, null), this.#change(light, at + 6, id, null)];
  }

  #automation(at: number): readonly { event: HaEvent; at: number }[] {
    const light = this.#pick(LIGHTS);
    const motion = hex(this.#random);
    const id = hex(this.#random);
    const data = {
      name: 'Motion in the hall',
      entity_id: 'automation.hall_motion',
      source: 'state of binary_sensor.hall_motion',
    };
    const hall = SENSORS[1];
    return [
      ...(hall === undefined ? [] : [this.#change(hall, at, motion, null)]),
      this.#event('automation_triggered', data, at + 3, id, motion),
      this.#call(light, at + 9, id, motion),
      this.#change(light, at + 15, id, motion),
    ];
  }

  #rare(at: number): { event: HaEvent; at: number } {
    const id = hex(this.#random);
    const [type, data] = this.#pick<readonly [string, Record<string, unknown>]>([
      ['timer.finished', { entity_id: 'timer.laundry', finished_at: iso(at) }],
      ['tag_scanned', { tag_id: '7a5b-laundry', device_id: 'pixel-8' }],
      ['zha_event', { device_ieee: '00:15:8d:00:02:7f', command: 'single_press', args: [] }],
      ['script_started', { name: 'Good night', entity_id: 'script.good_night' }],
      [
        'logbook_entry',
        { name: 'Postbox', message: 'was opened', domain: 'automation', entity_id: 'binary_sensor.postbox' },
      ],
      ['mobile_app_notification_action', { action: 'OPEN_GARAGE', device_id: 'pixel-8' }],
      ['esphome.doorbell', { device_name: 'doorbell', button: 'front', battery: 87 }],
    ]);
    return this.#event(type, data, at, id, null);
  }
}

/** What the house has said of its entities so far: id, state, device class, name, unit. */
const KNOWN: readonly (readonly [string, string, string?, string?, string?])[] = [
  ['binary_sensor.cellar_leak', 'off', 'moisture'],
  ['binary_sensor.bath_leak', 'off', 'moisture'],
  ['binary_sensor.smoke_hall', 'off', 'smoke'],
  ['binary_sensor.smoke_landing', 'off', 'smoke'],
  ['binary_sensor.smoke_kitchen', 'off', 'smoke'],
  ['binary_sensor.front_door', 'off', 'door', 'Front door'],
  ['alarm_control_panel.house', 'disarmed'],
  ['cover.garage_door', 'closed', 'garage', 'Garage door'],
  ['event.doorbell', '2026-11-21T07:00:00+00:00', 'doorbell', 'Doorbell'],
  ['sensor.front_door_battery', '71', 'battery', 'Front door battery', '%'],
  ['sensor.garage_remote_battery', '19', 'battery', 'Garage remote battery', '%'],
  ['sensor.freezer', '-18.4', 'temperature', 'Freezer', '°C'],
  ['binary_sensor.kids_room_motion', 'off', 'motion', 'Kids room motion'],
  ['binary_sensor.hall_motion', 'off', 'motion', 'Hall motion'],
  ['person.anna', 'home', '', 'Anna'],
  ['person.ben', 'not_home', '', 'Ben'],
  ['light.hall', 'off', '', 'Hall light'],
  ['sensor.living_room_temperature', '21.1', 'temperature', 'Living room temperature', '°C'],
  ['sensor.power', '448', 'power', 'House power', 'W'],
  ['sensor.washing_machine_power', '3', '', 'Washing machine power', 'W'],
  ['sun.sun', 'below_horizon', '', 'Sun'],
  ['camera.front_door', 'idle', '', 'Front door camera'],
];

export const KNOWN_ENTITIES: readonly CurrentState[] = KNOWN.map(
  ([entity, state, deviceClass = '', name = '', unit = '']) => ({
    serverId: 'home',
    entity,
    state,
    attributes: {
      ...(deviceClass === '' ? {} : { device_class: deviceClass }),
      ...(name === '' ? {} : { friendly_name: name }),
      ...(unit === '' ? {} : { unit_of_measurement: unit }),
    },
  }),
);
