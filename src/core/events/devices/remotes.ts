import { toWords } from '../entity-name.ts';
import type { WireRecord } from '../read-field.ts';
import { isWireRecord, readField, readRecord, readText } from '../read-field.ts';
import { describeValue, formatNumber } from '../value-words.ts';
import { deviceName, labelled, list, namesOfEntities, say, spoken, type Describe } from './parts.ts';
import { describeButtonNumber, describePress } from './press-words.ts';

/** Buttons, remotes, dimmers and keypads, by event type. Shapes as in the sources of Home Assistant 2024.3 unless said. */
export const REMOTES: Readonly<Record<string, Describe>> = {
  zha_event: (data) => say('Zigbee device', deviceName(data), describeZha(data)),
  deconz_event: (data) => say('Zigbee device', deviceName(data), describeDeconz(data)),
  deconz_alarm_event: (data) => say('Zigbee keypad', deviceName(data), press(data, 'event')),
  deconz_presence_event: (data) => say('Zigbee device', deviceName(data), press(data, 'event')),
  deconz_relative_rotary_event: (data) => say('Zigbee dial', deviceName(data), describeDeconzDial(data)),
  hue_event: (data) => say('Hue', deviceName(data), describeHue(data)),
  'shelly.click': (data) =>
    say('Shelly', deviceName(data), list(labelled('button', data, 'channel'), press(data, 'click_type'))),
  bthome_ble_event: describeBluetooth,
  xiaomi_ble_event: describeBluetooth,
  lutron_caseta_button_event: describeCaseta,
  lutron_event: (data) => say('Lutron button', deviceName(data), press(data, 'action')),
  rfxtrx_event: (data) =>
    say('Radio device', list2(spoken(data, 'type_string'), spoken(data, 'id_string')), describeRfxtrx(data)),
  tasmota_event: (data) =>
    say('Tasmota device', spoken(data, 'mac'), list(toWords(readText(data, 'source')), press(data, 'event'))),
  'xiaomi_aqara.click': (data) => `${ofEntity(data, 'Button')}: ${press(data, 'click_type') || 'pressed'}`,
  'xiaomi_aqara.cube_action': (data) =>
    `${ofEntity(data, 'Cube')}: ${list(press(data, 'action_type'), spoken(data, 'action_value'))}`,
  'xiaomi_aqara.movement': (data) =>
    `${ofEntity(data, 'Sensor')}: ${press(data, 'movement_type') || 'moved'}`,
  'xiaomi_aqara.motion': (data) => `${ofEntity(data, 'Sensor')}: motion detected`,
  /** enocean has `id` (four bytes), `which` rocker and whether it was pushed; rflink an entity and a state. */
  button_pressed: (data) =>
    readField(data, 'pushed') === undefined
      ? `${ofEntity(data, 'Button')}: ${press(data, 'state') || 'pressed'}`
      : say('EnOcean switch', describeValue(readField(data, 'id')), describeEnocean(data)),
  flic_click: (data) =>
    say('Flic button', describeValue(readText(data, 'button_name')), press(data, 'click_type')),
  'homematic.keypress': (data) =>
    say('Homematic', deviceName(data), list(labelled('channel', data, 'channel'), press(data, 'param'))),
  'homematic.impulse': (data) =>
    say('Homematic', deviceName(data), labelled('impulse on channel', data, 'channel')),
  'smartthings.button': (data) =>
    say('SmartThings', deviceName(data), list(componentOf(data), press(data, 'value'))),
  wemo_subscription_event: (data) => say('Wemo', deviceName(data), press(data, 'type')),
  isy994_control: (data) =>
    `${ofEntity(data, 'ISY device')}: ${list(spoken(data, 'control'), spoken(data, 'formatted') || spoken(data, 'value'))}`,
  lcn_send_keys: (data) =>
    say('LCN module', spoken(data, 'module_id'), list(labelled('key', data, 'key'), press(data, 'action'))),
  'insteon.button_on': (data) => describeInsteon(data, 'on'),
  'insteon.button_off': (data) => describeInsteon(data, 'off'),
  'insteon.button_on_fast': (data) => describeInsteon(data, 'on, pressed twice'),
  'insteon.button_off_fast': (data) => describeInsteon(data, 'off, pressed twice'),
  nanoleaf_event: (data) => say('Nanoleaf', '', press(data, 'type')),
  homekit_tv_remote_key_pressed: (data) =>
    `Apple remote: ${press(data, 'key_name') || 'key pressed'}${forEntities(data)}`,
  kodi_keypress: (data) => `${ofEntity(data, 'Kodi')}: a key was pressed`,
  keyboard_remote_command_received: (data) =>
    say('Keyboard', describeValue(readText(data, 'device_name')), press(data, 'type')),
  'elkm1.keypad_key_pressed': (data) => say('Elk keypad', spoken(data, 'keypad_name'), 'a key was pressed'),
  homeworks_button_press: (data) =>
    say('Homeworks', deviceName(data), labelled('pressed button', data, 'button')),
  homeworks_button_release: (data) =>
    say('Homeworks', deviceName(data), labelled('released button', data, 'button')),
};

function press(data: WireRecord, key: string): string {
  const value = readField(data, key);
  return typeof value === 'string' || typeof value === 'number' ? describePress(value) : '';
}

function list2(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}

/** The name of the entity, else a word for the kind. */
function ofEntity(data: WireRecord, kind: string): string {
  return namesOfEntities(data) || kind;
}

function forEntities(data: WireRecord): string {
  const names = namesOfEntities(data);
  return names === '' ? '' : ` for ${names}`;
}

/** A Zigbee command that quirks make of a press: `button_2_short_release`, `remote_button_double_press`. */
const ZHA_BUTTON = /^(?:remote_)?(?:button|btn)_(?:(\d)_)?(.+)$/;

/** Commands of Zigbee clusters, which remotes send to lamps. https://zigbeealliance.org, ZCL 8 */
const ZHA_COMMANDS: ReadonlyMap<string, string> = new Map([
  ['on', 'on'],
  ['off', 'off'],
  ['on_with_timed_off', 'on for a time'],
  ['off_with_effect', 'off with an effect'],
  ['move_to_level_with_on_off', 'brightness'],
  ['move_to_level', 'brightness'],
  ['move_with_on_off', 'brighter or darker'],
  ['step_with_on_off', 'brightness step'],
]);

function describeZha(data: WireRecord): string {
  const command = readText(data, 'command');
  const params = readRecord(data, 'params');
  if (command === 'attribute_updated') return describeZhaAttribute(data);
  const button = ZHA_BUTTON.exec(command);
  const endpoint = Number(spoken(data, 'endpoint_id'));
  if (button?.[2] !== undefined) {
    return list(button[1] === undefined ? '' : `button ${button[1]}`, describePress(button[2]));
  }
  return list(
    ZHA_COMMANDS.get(command) ?? describePress(command),
    zhaDirection(params),
    endpoint > 1 ? `endpoint ${String(endpoint)}` : '',
  );
}

/** `move_mode` and `step_mode`: 0 up, 1 down, as zigpy names them. */
function zhaDirection(params: WireRecord): string {
  const mode = readField(params, 'step_mode') ?? readField(params, 'move_mode');
  if (mode === 0) return 'up';
  if (mode === 1) return 'down';
  const level = readField(params, 'level');
  return typeof level === 'number' ? `level ${formatNumber(level)}` : '';
}

function describeZhaAttribute(data: WireRecord): string {
  // Since 2022.4 `args` is an object with the attribute's name; before it was a list.
  const args = readField(data, 'args');
  const facts = isWireRecord(args) ? args : readRecord(data, 'params');
  const name = toWords(readText(facts, 'attribute_name'));
  const value = readField(facts, 'value') ?? readField(facts, 'attribute_value');
  return value === undefined ? name || 'a value changed' : `${name || 'a value'} is ${describeValue(value)}`;
}

/** What a cube does, as deCONZ numbers it. https://www.home-assistant.io/integrations/deconz/#deconz-events */
const GESTURES = [
  'woken up',
  'shaken',
  'dropped',
  'flipped by 90°',
  'flipped by 180°',
  'pushed',
  'tapped twice',
  'turned clockwise',
  'turned counter-clockwise',
];

function describeDeconz(data: WireRecord): string {
  const event = readField(data, 'event');
  const gesture = readField(data, 'gesture');
  const angle = readField(data, 'angle');
  const turned = typeof angle === 'number' ? `angle ${formatNumber(angle)}°` : '';
  if (typeof gesture === 'number' && GESTURES[gesture] !== undefined) return list(GESTURES[gesture], turned);
  const did = typeof event === 'number' ? describeButtonNumber(event) : describePress(event ?? '');
  return list(did, turned);
}

function describeDeconzDial(data: WireRecord): string {
  const rotation = readField(data, 'rotation');
  const turned =
    typeof rotation === 'number' && rotation !== 0
      ? `turned ${rotation > 0 ? 'clockwise' : 'counter-clockwise'}, ${formatNumber(Math.abs(rotation))} steps`
      : '';
  return turned || press(data, 'event');
}

function describeHue(data: WireRecord): string {
  const event = readField(data, 'event');
  // A bridge of the first API sends the number of a button.
  if (typeof event === 'number') return describeButtonNumber(event);
  const subtype = readField(data, 'subtype');
  if (subtype === 'clock_wise' || subtype === 'counter_clock_wise') {
    const steps = readField(data, 'steps');
    return list(
      `turned ${subtype === 'clock_wise' ? 'clockwise' : 'counter-clockwise'}`,
      typeof steps === 'number' ? `${formatNumber(steps)} steps` : '',
    );
  }
  return list(labelled('button', data, 'subtype'), press(data, 'type'));
}

/** `event_class` is `button`, `button_2` or `dimmer`; several integrations of Bluetooth devices share the shape. */
function describeBluetooth(data: WireRecord): string {
  const eventClass = toWords(readText(data, 'event_class'));
  const type = readText(data, 'event_type');
  const properties = readRecord(data, 'event_properties');
  const steps = readField(properties, 'steps');
  const times = typeof steps === 'number' ? `${formatNumber(steps)} ${steps === 1 ? 'step' : 'steps'}` : '';
  const did = describePress(type);
  const what = eventClass === 'dimmer' ? list2('dimmer', did, times) : list(eventClass, list2(did, times));
  return say('Bluetooth device', deviceName(data), what);
}

function describeCaseta(data: WireRecord): string {
  const room = describeValue(readText(data, 'area_name'));
  const name = list2(deviceName(data) || 'Lutron button', room === '' ? '' : `(${room})`);
  const button = toWords(readText(data, 'button_type')) || labelled('button', data, 'button_number');
  return `${name}: ${list2(button, press(data, 'action') || 'pressed')}`;
}

function describeRfxtrx(data: WireRecord): string {
  const values = readRecord(data, 'values');
  const command = spoken(values, 'Command');
  if (command !== '') return command;
  return list(
    ...Object.keys(values)
      .filter((key) => !/^(?:Rssi|Battery) numeric$/.test(key))
      .slice(0, 3)
      .map((key) => `${describeValue(key)} ${spoken(values, key)}`.trimEnd()),
  );
}

/** `which`: rocker A or B; `onoff`: 0 is on. */
function describeEnocean(data: WireRecord): string {
  const isPushed = readField(data, 'pushed') === 1;
  const which = readField(data, 'which');
  const rocker = which === 0 ? 'rocker A' : which === 1 ? 'rocker B' : which === 10 ? 'both rockers' : '';
  const side = readField(data, 'onoff');
  const position = side === 0 ? 'on' : side === 1 ? 'off' : '';
  return list(list2(rocker, position), isPushed ? 'pressed' : 'released');
}

function describeInsteon(data: WireRecord, did: string): string {
  const button = labelled('button', data, 'button') || labelled('group', data, 'group');
  return say('Insteon', describeValue(readText(data, 'address')), list(button, did));
}

function componentOf(data: WireRecord): string {
  const component = readText(data, 'component_id');
  return component === 'main' ? '' : toWords(component);
}
