/** Data as the named integration fires it: its sources in Home Assistant 2024.3, or a report from the field. */
export type DeviceCase = readonly [type: string, data: Readonly<Record<string, unknown>>, sentence: string];

export const ZWAVE = {
  domain: 'zwave_js',
  node_id: 14,
  home_id: 3_569_400_000,
  endpoint: 0,
  device_id: 'a4',
};
const CASETA = {
  serial: 68_551_522,
  type: 'Pico3ButtonRaiseLower',
  button_number: 3,
  leap_button_number: 1,
  device_name: 'Pico',
  device_id: 'd4',
  area_name: 'Kitchen',
  button_type: 'stop',
};
const BTHOME = { device_id: '80', address: '28:76:81:00:41:66' };
const ZHA = {
  device_ieee: '84:71:27',
  unique_id: '84:71:27:1:0x0006',
  device_id: 'z1',
  endpoint_id: 1,
  cluster_id: 6,
};
const KNX = { data: [0, 20], destination: '4/0/2', direction: 'Incoming', source: '1.1.29' };

export const BUTTON_CASES: readonly DeviceCase[] = [
  // zwave_js
  [
    'zwave_js_value_notification',
    {
      ...ZWAVE,
      command_class: 91,
      label: 'Scene 002',
      property: 'scene',
      value: 'KeyPressed2x',
      value_raw: 3,
    },
    'Z-Wave node 14: Scene 002, pressed twice',
  ],
  [
    'zwave_js_value_notification',
    {
      ...ZWAVE,
      command_class: 91,
      label: 'Scene 001',
      property: 'scene',
      value: 'KeyHeldDown',
      value_raw: 2,
    },
    'Z-Wave node 14: Scene 001, held',
  ],
  [
    'zwave_js_value_notification',
    { ...ZWAVE, command_class: 43, label: 'Scene ID', property: 'sceneId', value: 3, value_raw: 3 },
    'Z-Wave node 14: Scene ID, 3',
  ],
  [
    'zwave_js_notification',
    {
      ...ZWAVE,
      label: 'Access Control',
      type: 6,
      event: 6,
      event_label: 'Keypad unlock operation',
      parameters: { userId: 3 },
    },
    'Z-Wave node 14: keypad unlock operation, user 3',
  ],
  [
    'zwave_js_notification',
    {
      ...ZWAVE,
      label: 'Access Control',
      type: 6,
      event: 4,
      event_label: 'RF unlock operation',
      parameters: {},
    },
    'Z-Wave node 14: RF unlock operation',
  ],
  [
    'zwave_js_notification',
    {
      ...ZWAVE,
      command_class: 111,
      event_type: 3,
      event_type_label: 'DISARM_ALL',
      data_type: 2,
      data_type_label: 'ASCII',
      event_data: '1234',
    },
    'Z-Wave node 14: disarm all',
  ],
  [
    'zwave_js_notification',
    { ...ZWAVE, command_class: 38, event_type: 4, event_type_label: 'Start level change', direction: 'up' },
    'Z-Wave node 14: start level change, up',
  ],
  [
    'zwave_js_value_updated',
    {
      node_id: 5,
      entity_id: 'lock.front_door',
      property: 'boltStatus',
      property_name: 'boltStatus',
      value: 'locked',
    },
    'Front door: boltStatus is locked',
  ],
  ['zwave.scene_activated', { node_id: 5, scene_id: 2 }, 'Z-Wave node 5: scene 2 was activated'],
  // zha
  ['zha_event', { ...ZHA, command: 'on', args: [], params: {} }, 'Zigbee device 84:71:27: on'],
  [
    'zha_event',
    { ...ZHA, command: 'remote_button_double_press', args: [] },
    'Zigbee device 84:71:27: pressed twice',
  ],
  ['zha_event', { ...ZHA, command: 'button_3_hold', args: [] }, 'Zigbee device 84:71:27: button 3, held'],
  [
    'zha_event',
    {
      ...ZHA,
      endpoint_id: 2,
      command: 'step_with_on_off',
      args: [1, 51, 5],
      params: { step_mode: 1, step_size: 51 },
    },
    'Zigbee device 84:71:27: brightness step, down, endpoint 2',
  ],
  [
    'zha_event',
    { ...ZHA, command: 'attribute_updated', args: { attribute_id: 0, attribute_name: 'on_off', value: 1 } },
    'Zigbee device 84:71:27: on off is 1',
  ],
  // deconz
  [
    'deconz_event',
    { id: 'tradfri_remote', unique_id: '00:0b', event: 1002, device_id: '99' },
    'Zigbee device tradfri_remote: button 1, short release (1002)',
  ],
  [
    'deconz_event',
    { id: 'switch', unique_id: '00', event: 4003, device_id: '9' },
    'Zigbee device switch: button 4, long release (4003)',
  ],
  [
    'deconz_event',
    { id: 'cube', unique_id: '00', event: 7000, gesture: 7, angle: 35.5 },
    'Zigbee device cube: turned clockwise, angle 35.5°',
  ],
  ['deconz_event', { id: 'x', event: 99 }, 'Zigbee device x: 99'],
  [
    'deconz_alarm_event',
    { id: 'keypad', unique_id: '0', device_id: '1', event: 'armed_away' },
    'Zigbee keypad keypad: armed away',
  ],
  // hue, both versions of its API
  [
    'hue_event',
    { id: 'hall', device_id: '1', unique_id: '2', type: 'initial_press', subtype: 2 },
    'Hue hall: button 2, pressed down',
  ],
  [
    'hue_event',
    {
      id: 'tap_dial_switch',
      device_id: '34',
      unique_id: '5a',
      type: 'start',
      subtype: 'clock_wise',
      duration: 400,
      steps: 30,
    },
    'Hue tap_dial_switch: turned clockwise, 30 steps',
  ],
  [
    'hue_event',
    { id: 'dimmer', unique_id: '5', event: 3002, last_updated: '2021-01-01T00:00:00' },
    'Hue dimmer: button 3, short release (3002)',
  ],
  // shelly
  [
    'shelly.click',
    { device_id: 'd', device: 'shellyplusi4', channel: 2, click_type: 'double_push', generation: 2 },
    'Shelly shellyplusi4: button 2, pressed twice',
  ],
  [
    'shelly.click',
    { device_id: 'd', device: 'shelly1', channel: 1, click_type: 'long_single', generation: 1 },
    'Shelly shelly1: button 1, long press, then short press',
  ],
  // bthome, xiaomi_ble
  [
    'bthome_ble_event',
    { ...BTHOME, event_class: 'button_3', event_type: 'long_press', event_properties: null },
    'Bluetooth device 28:76:81:00:41:66: button 3, long press',
  ],
  [
    'bthome_ble_event',
    { ...BTHOME, event_class: 'dimmer', event_type: 'rotate_left', event_properties: { steps: 3 } },
    'Bluetooth device 28:76:81:00:41:66: dimmer rotate left 3 steps',
  ],
  [
    'xiaomi_ble_event',
    { ...BTHOME, event_class: 'button', event_type: 'press', event_properties: null },
    'Bluetooth device 28:76:81:00:41:66: button, pressed',
  ],
  // lutron_caseta, lutron
  ['lutron_caseta_button_event', { ...CASETA, action: 'press' }, 'Pico (Kitchen): stop pressed'],
  ['lutron_caseta_button_event', { ...CASETA, action: 'release' }, 'Pico (Kitchen): stop released'],
  [
    'lutron_event',
    { id: 'hall_keypad', action: 'pressed', full_id: 'hall_keypad_1', uuid: '1' },
    'Lutron button hall_keypad: pressed',
  ],
  // knx, rfxtrx, rflink, enocean, homematic
  [
    'knx_event',
    { ...KNX, telegramtype: 'GroupValueWrite', value: 21.5 },
    'KNX 4/0/2: 21.5 written by 1.1.29',
  ],
  [
    'knx_event',
    { ...KNX, telegramtype: 'GroupValueRead', value: null, data: null },
    'KNX 4/0/2: read by 1.1.29',
  ],
  ['knx_event', { ...KNX, telegramtype: 'GroupValueResponse', value: 1 }, 'KNX 4/0/2: 1 answered by 1.1.29'],
  [
    'rfxtrx_event',
    {
      packet_type: 17,
      sub_type: 0,
      type_string: 'AC',
      id_string: '010203:1',
      data: '0b11',
      values: { Command: 'Group on', 'Rssi numeric': 5 },
    },
    'Radio device AC 010203:1: Group on',
  ],
  [
    'rfxtrx_event',
    {
      packet_type: 82,
      type_string: 'THGN122',
      id_string: 'ab:01',
      values: { Temperature: 18.4, Humidity: 41, 'Battery numeric': 9 },
    },
    'Radio device THGN122 ab:01: Temperature 18.4, Humidity 41',
  ],
  ['button_pressed', { entity_id: 'switch.hall_lamp', state: 'on' }, 'Hall lamp: on'],
  [
    'button_pressed',
    { id: [254, 1, 2, 3], pushed: 1, which: 0, onoff: 1 },
    'EnOcean switch 254, 1, 2, 3: rocker A off, pressed',
  ],
  [
    'homematic.keypress',
    { name: 'Hall', param: 'PRESS_SHORT', channel: 2 },
    'Homematic Hall: channel 2, pressed',
  ],
  // tasmota, xiaomi_aqara, flic, smartthings, insteon, lcn
  [
    'tasmota_event',
    { mac: '49A3BC', source: 'button_1', event: 'DOUBLE' },
    'Tasmota device 49A3BC: button 1, pressed twice',
  ],
  [
    'xiaomi_aqara.click',
    { entity_id: 'binary_sensor.switch_158d', click_type: 'long_click_press' },
    'Switch 158d: long press',
  ],
  [
    'xiaomi_aqara.cube_action',
    { entity_id: 'binary_sensor.cube', action_type: 'rotate', action_value: -30 },
    'Cube: rotate, -30',
  ],
  [
    'flic_click',
    { button_name: 'flic_1', button_address: '80:e4', queued_time: 0, click_type: 'double' },
    'Flic button flic_1: pressed twice',
  ],
  [
    'smartthings.button',
    { component_id: 'main', device_id: 'x', location_id: 'l', value: 'held', name: 'Bedside' },
    'SmartThings Bedside: held',
  ],
  ['insteon.button_on', { address: '1a.2b.3c', group: 1, button: 'c' }, 'Insteon 1a.2b.3c: button c, on'],
  ['lcn_send_keys', { segment_id: 0, module_id: 10, key: 'a1', action: 'hit' }, 'LCN module 10: key a1, hit'],
  // esphome and integrations from elsewhere
  [
    'esphome.button_press',
    { device_id: 'e', button: 2, action: 'double' },
    'esphome.button_press: button 2, pressed twice',
  ],
  ['esphome.doorbell', { device_id: 'e', message: 'ring' }, 'esphome.doorbell: message = ring'],
];
