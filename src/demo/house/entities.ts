/** An entity with its first state. */
export interface EntitySeed {
  readonly entityId: string;
  readonly state: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

type Attributes = Readonly<Record<string, unknown>>;

const entity = (entityId: string, state: string, name: string, attributes: Attributes = {}): EntitySeed => ({
  entityId,
  state,
  attributes: { ...attributes, friendly_name: name },
});

const light = (id: string, name: string): EntitySeed =>
  entity(`light.${id}`, 'off', name, {
    supported_color_modes: ['brightness'],
    color_mode: null,
    brightness: null,
    supported_features: 40,
  });

const contact = (id: string, name: string, deviceClass: string): EntitySeed =>
  entity(`binary_sensor.${id}`, 'off', name, { device_class: deviceClass });

const measurement = (
  id: string,
  state: string,
  name: string,
  deviceClass: string,
  unit: string,
): EntitySeed =>
  entity(`sensor.${id}`, state, name, {
    state_class: 'measurement',
    unit_of_measurement: unit,
    device_class: deviceClass,
  });

/** Every lamp of the house. "Movie night" switches them all. */
const LIGHTS: readonly EntitySeed[] = [
  light('kitchen', 'Kitchen ceiling'),
  light('kitchen_worktop', 'Kitchen worktop'),
  light('pantry', 'Pantry'),
  light('dining_table', 'Dining table'),
  light('living_room', 'Living room ceiling'),
  light('sofa_lamp', 'Sofa lamp'),
  light('zoes_lamp', 'Zoë’s lamp ☕'),
  light('tv_backlight', 'TV backlight'),
  light('cafe_corner', 'Café corner'),
  light('hall', 'Hall'),
  light('stairs', 'Stairs'),
  light('landing', 'Landing'),
  light('bathroom', 'Bathroom'),
  light('bathroom_mirror', 'Bathroom mirror'),
  light('bedroom', 'Bedroom ceiling'),
  light('bedside_left', 'Bedside left'),
  light('bedside_right', 'Bedside right'),
  light('study', 'Study ceiling'),
  light('study_desk', 'Study desk'),
  light('garage', 'Garage'),
  light('porch', 'Porch light'),
  light('garden_path', 'Garden path'),
];

const SENSORS: readonly EntitySeed[] = [
  contact('front_door', 'Front door', 'door'),
  contact('back_door', 'Back door', 'door'),
  contact('kitchen_window', 'Kitchen window', 'window'),
  contact('hall_motion', 'Hall motion', 'motion'),
  contact('kitchen_motion', 'Kitchen motion', 'motion'),
  contact('living_room_motion', 'Living room motion', 'motion'),
  contact('landing_motion', 'Landing motion', 'motion'),
  contact('bathroom_motion', 'Bathroom motion', 'motion'),
  contact('kids_room_motion', 'Kids’ room motion', 'motion'),
  contact('washing_machine_leak', 'Washing machine leak', 'moisture'),
  measurement('living_room_temperature', '20.8', 'Living room temperature', 'temperature', '°C'),
  measurement('bedroom_temperature', '18.6', 'Bedroom temperature', 'temperature', '°C'),
  measurement('outdoor_temperature', '9.4', 'Outdoor temperature', 'temperature', '°C'),
  measurement('freezer_temperature', '-18.4', 'Freezer temperature', 'temperature', '°C'),
  measurement('bathroom_humidity', '54', 'Bathroom humidity', 'humidity', '%'),
  measurement('outdoor_humidity', '78', 'Outdoor humidity', 'humidity', '%'),
  measurement('study_co2', '620', 'Study CO₂', 'carbon_dioxide', 'ppm'),
  measurement('house_power', '412', 'House power', 'power', 'W'),
  measurement('fridge_power', '38.5', 'Fridge power', 'power', 'W'),
  measurement('washing_machine_power', '0.4', 'Washing machine power', 'power', 'W'),
  measurement('front_door_battery', '71', 'Front door battery', 'battery', '%'),
  measurement('garage_remote_battery', '19', 'Garage remote battery', 'battery', '%'),
  entity('sensor.washing_machine', 'idle', 'Washing machine', {
    device_class: 'enum',
    options: ['idle', 'washing', 'spinning', 'finished'],
    icon: 'mdi:washing-machine',
  }),
];

const DEVICES: readonly EntitySeed[] = [
  entity('switch.coffee_machine', 'off', 'Coffee machine', { device_class: 'outlet' }),
  entity('switch.pantry_fan', 'off', 'Pantry fan'),
  entity('input_boolean.guests', 'off', 'Guests', { editable: false, icon: 'mdi:account-group' }),
  entity('cover.garage_door', 'closed', 'Garage door', { device_class: 'garage', supported_features: 3 }),
  entity('lock.front_door', 'locked', 'Front door lock', { supported_features: 1 }),
  entity('valve.main_water', 'open', 'Main water valve', { device_class: 'water', supported_features: 3 }),
  entity('climate.living_room', 'heat', 'Living room thermostat', {
    hvac_modes: ['off', 'heat'],
    min_temp: 7,
    max_temp: 30,
    current_temperature: 20.8,
    temperature: 20.5,
    hvac_action: 'idle',
    supported_features: 1,
  }),
  entity('media_player.living_room', 'idle', 'Living room speaker', {
    device_class: 'speaker',
    volume_level: 0.32,
    is_volume_muted: false,
    supported_features: 152461,
  }),
  entity('event.doorbell', 'unknown', 'Doorbell', {
    event_types: ['ring'],
    event_type: null,
    device_class: 'doorbell',
  }),
  entity('camera.front_door', 'idle', 'Front door camera', {
    frontend_stream_type: 'hls',
    supported_features: 0,
  }),
  entity('timer.eggs', 'idle', 'Eggs', { duration: '0:06:00', editable: false }),
  entity('update.home_assistant_core_update', 'off', 'Home Assistant Core Update', {
    installed_version: '2024.3.3',
    latest_version: '2024.3.3',
    in_progress: false,
    title: 'Home Assistant Core',
    supported_features: 11,
  }),
];

/** The two people who live here, as Home Assistant's user ids. */
export const USER_IDS = {
  zoe: '5f0c2a6be1d94b57a3c86f20d7e914b8',
  tom: 'b83d71e50fa24c6d9e12c07a64f5d39c',
} as const;

const person = (id: keyof typeof USER_IDS, state: string, name: string): EntitySeed =>
  entity(`person.${id}`, state, name, {
    id,
    source: `device_tracker.${id}s_phone`,
    user_id: USER_IDS[id],
    editable: false,
  });

const PEOPLE: readonly EntitySeed[] = [
  person('zoe', 'home', 'Zoë'),
  person('tom', 'not_home', 'Tom'),
  entity('device_tracker.zoes_phone', 'home', 'Zoë’s phone', { source_type: 'gps', battery_level: 64 }),
  entity('device_tracker.toms_phone', 'not_home', 'Tom’s phone', { source_type: 'gps', battery_level: 38 }),
  entity('zone.home', '1', 'Demo home', {
    radius: 100,
    passive: false,
    persons: ['person.zoe'],
    editable: true,
  }),
];

export const LIGHT_IDS: readonly string[] = LIGHTS.map(({ entityId }) => entityId);

/** All entities but automations, scripts and scenes, which stand beside what they do. */
export const HOUSE_ENTITIES: readonly EntitySeed[] = [...LIGHTS, ...SENSORS, ...DEVICES, ...PEOPLE];
