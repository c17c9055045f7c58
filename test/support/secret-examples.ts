import type { HaEvent } from '../../src/core/events/event.ts';
import { haEvent, stateChanged, type Data } from './event-builders.ts';

/** An event as an integration of Home Assistant sends it, the secret in it, and what has to stay readable. */
export interface SecretExample {
  readonly name: string;
  readonly event: HaEvent;
  readonly secrets: readonly string[];
  readonly stays: readonly string[];
}

function call(domain: string, service: string, data: Data): HaEvent {
  return haEvent('call_service', { domain, service, service_data: data });
}

function example(
  name: string,
  event: HaEvent,
  secret: string | readonly string[],
  ...stays: readonly string[]
): SecretExample {
  return { name, event, secrets: typeof secret === 'string' ? [secret] : secret, stays };
}

export const ZWAVE = {
  domain: 'zwave_js',
  node_id: 60,
  home_id: 3_569_400_000,
  endpoint: 0,
  device_id: 'c45e',
};
export const ZHA = {
  device_ieee: '00:0d:6f',
  unique_id: '00:0d:6f:1:0x0501',
  device_id: 'd1',
  endpoint_id: 1,
};

/** Shapes as in the sources of Home Assistant's own integrations, and of the most used custom ones. Codes are invented. */
export const SECRET_EXAMPLES: readonly SecretExample[] = [
  example(
    'a code typed on a keypad of Z-Wave (zwave_js, Entry Control)',
    haEvent('zwave_js_notification', {
      ...ZWAVE,
      command_class: 111,
      command_class_name: 'Entry Control',
      event_type: 3,
      event_type_label: 'Disarm all',
      data_type: 2,
      data_type_label: 'ASCII',
      event_data: '204861',
    }),
    '204861',
    'Disarm all',
  ),
  example(
    'a code that a lock reports (zwave_js, User Code)',
    haEvent('zwave_js_value_notification', {
      ...ZWAVE,
      command_class: 99,
      command_class_name: 'User Code',
      label: 'User Code (3)',
      property: 'userCode',
      property_name: 'userCode',
      property_key: 3,
      value: '204861',
      value_raw: '204861',
    }),
    '204861',
    'User Code (3)',
  ),
  example(
    'a code that a lock got (zwave_js, value updated)',
    haEvent('zwave_js_value_updated', {
      ...ZWAVE,
      command_class: 99,
      command_class_name: 'User Code',
      property: 'userCode',
      property_key: 3,
      prev_value: '204860',
      prev_value_raw: '204860',
      new_value: '204861',
      new_value_raw: '204861',
    }),
    ['204861', '204860'],
  ),
  example(
    'zwave_js.set_lock_usercode',
    call('zwave_js', 'set_lock_usercode', { entity_id: ['lock.front'], code_slot: 3, usercode: '4821' }),
    '4821',
    'lock.front',
  ),
  example(
    'zwave_js.set_value of a user code',
    call('zwave_js', 'set_value', {
      entity_id: 'lock.front',
      command_class: '99',
      property: 'userCode',
      value: '4821',
    }),
    '4821',
  ),
  example(
    'zwave_js.invoke_cc_api of a user code',
    call('zwave_js', 'invoke_cc_api', {
      command_class: '99',
      method_name: 'set',
      parameters: [3, 1, '4821'],
    }),
    '4821',
    'set',
  ),
  example(
    'zwave_js.set_credential',
    call('zwave_js', 'set_credential', { credential_type: 'pin_code', credential_data: '4821' }),
    '4821',
  ),
  example(
    'a code typed on a keypad of Zigbee (zha, IAS ACE), by place',
    haEvent('zha_event', {
      ...ZHA,
      cluster_id: 1281,
      command: 'arm',
      args: [3, '4821', 0],
      params: { arm_mode: 3, arm_disarm_code: '4821', zone_id: 0 },
    }),
    '4821',
    'arm_mode',
  ),
  example(
    'the same by name',
    haEvent('zha_event', {
      ...ZHA,
      cluster_id: 1281,
      command: 'arm',
      args: { arm_mode: 0, arm_mode_description: 'Disarm', code: '4821', zone_id: 0 },
    }),
    '4821',
    'Disarm',
  ),
  example(
    'a code used on a lock of Zigbee (zha, Door Lock)',
    haEvent('zha_event', {
      ...ZHA,
      cluster_id: 257,
      command: 'operation_event_notification',
      args: [0, 2, 5, '4821', 0],
      params: { operation_event_code: 2, user_id: 5, pin: '4821' },
    }),
    '4821',
    'user_id',
  ),
  example(
    'zha.set_lock_user_code',
    call('zha', 'set_lock_user_code', { entity_id: 'lock.front', code_slot: 3, user_code: '4821' }),
    '4821',
  ),
  example(
    'zha.issue_zigbee_cluster_command to a lock',
    call('zha', 'issue_zigbee_cluster_command', { ieee: '00:0d', cluster_id: 257, args: [3, 1, 0, '4821'] }),
    '4821',
  ),
  example(
    'zha.permit',
    call('zha', 'permit', {
      source_ieee: '00:0d',
      install_code: '83FED3407A939723A5C639B26916D505C3B5',
      qr_code: 'Z:000D6FFFFED4163B$I:52797BF4A5084DAA8E1712B61741CA024051',
    }),
    ['83FED3407A', '52797BF4'],
  ),
  example(
    'alarm_control_panel.alarm_disarm',
    call('alarm_control_panel', 'alarm_disarm', { entity_id: 'alarm_control_panel.home', code: '4821' }),
    '4821',
    'alarm_control_panel.home',
  ),
  example(
    'alarmdecoder.alarm_keypress',
    call('alarmdecoder', 'alarm_keypress', { entity_id: 'alarm_control_panel.home', keypress: '48211' }),
    '48211',
  ),
  example('lock.unlock', call('lock', 'unlock', { entity_id: 'lock.front', code: 4821 }), '4821'),
  example(
    'keymaster.add_code',
    call('keymaster', 'add_code', { code_slot: 1, usercode: '4821' }),
    '4821',
    'code_slot',
  ),
  example(
    'a code of Rental Control',
    stateChanged('sensor.rental_control_guest', 'No reservation', [
      'Anna',
      { slot_name: 'Anna', slot_code: '4821' },
    ]),
    '4821',
    'Anna',
  ),
  example(
    'matter.set_lock_credential',
    call('matter', 'set_lock_credential', { credential_type: 'pin', credential_data: '482100' }),
    '482100',
  ),
  example(
    'a text in password mode',
    stateChanged(
      'input_text.garden_gate',
      ['4820', { mode: 'password' }],
      ['4821', { mode: 'password', friendly_name: 'Garden gate' }],
    ),
    ['4821', '4820'],
    'Garden gate',
  ),
  example(
    'a code field of keymaster that is shown',
    stateChanged('text.front_door_code_slot_1_pin', 'unknown', ['4821', { mode: 'text' }]),
    '4821',
    'unknown',
  ),
  example('a pin field', stateChanged('input_text.front_pin_1', '7391', '4821'), ['4821', '7391']),
  example('a code slot of Lock Code Manager', stateChanged('sensor.front_door_code_slot_1', '4820', '4821'), [
    '4821',
    '4820',
  ]),
  example(
    'what a keypad of Zigbee2MQTT was told',
    stateChanged('sensor.keypad_action_code', '', '4821'),
    '4821',
  ),
  example(
    'the same as an attribute',
    stateChanged('sensor.keypad_action', '', ['disarm', { action: 'disarm', action_code: '4821' }]),
    '4821',
    'disarm',
  ),
  example(
    'input_text.set_value',
    call('input_text', 'set_value', { entity_id: 'input_text.garden_gate', value: '4821' }),
    '4821',
    'input_text.garden_gate',
  ),
  example(
    'input_number.set_value of a pin',
    call('input_number', 'set_value', { entity_id: 'input_number.guest_pin', value: 4821 }),
    '4821',
  ),
  example(
    'mqtt.publish of a code',
    call('mqtt', 'publish', { topic: 'alarm/set/code', payload: '4821' }),
    '4821',
    'alarm/set/code',
  ),
  example(
    'mqtt.publish of JSON to a lock',
    call('mqtt', 'publish', {
      topic: 'zigbee2mqtt/front/set',
      payload: '{"pin_code": {"user": 1, "user_enabled": true, "pin_code": 4821}}',
    }),
    '4821',
    'zigbee2mqtt/front/set',
  ),
  example(
    'a registration of a phone',
    haEvent('mobile_app_registered', {
      app_id: 'io.robbie.HomeAssistant',
      device_name: 'Phone of Anna',
      webhook_id: 'f00dfeedf00dfeed',
      secret: 's3cr3tkey',
      app_data: { push_token: 'fcm-token-1', push_url: 'https://push.example' },
      cloudhook_url: 'https://hooks.nabu.casa/gAAAAAB',
    }),
    ['f00dfeedf00dfeed', 's3cr3tkey', 'fcm-token-1', 'gAAAAAB'],
    'Phone of Anna',
  ),
  example(
    'a subscription of a browser (html5)',
    haEvent('html5_notification.received', { tag: 't', jwt: 'abc.def.ghi', keys: { p256dh: 'BNcRd' } }),
    ['abc.def.ghi', 'BNcRd'],
  ),
  example(
    'a command of a bot with a code behind it',
    haEvent('telegram_command', { command: '/disarm', args: ['now', '4821'], from_first: 'Anna' }),
    '4821',
    '/disarm',
    'now',
    'Anna',
  ),
  example(
    'a code typed to a bot',
    haEvent('telegram_text', { text: '4821', from_first: 'Anna' }),
    '4821',
    'Anna',
  ),
  example(
    'a code said to Assist',
    call('conversation', 'process', { text: 'disarm the alarm 4821', language: 'en' }),
    '4821',
    'disarm the alarm',
  ),
  example(
    'the challenge of Google Assistant',
    haEvent('google_assistant_command', {
      request_id: '1',
      entity_id: ['lock.front'],
      execution: [
        {
          command: 'action.devices.commands.LockUnlock',
          params: { lock: false },
          challenge: { pin: '4821' },
        },
      ],
    }),
    '4821',
    'LockUnlock',
  ),
  example(
    'the authorization of Alexa',
    haEvent('alexa_smart_home', {
      request: { namespace: 'Alexa.SecurityPanelController', name: 'Disarm' },
      payload: { authorization: { type: 'FOUR_DIGIT_PIN', value: '4821' } },
    }),
    '4821',
    'Disarm',
  ),
  example(
    'the callback of a sign-in, in a message of the log',
    haEvent('system_log_event', {
      name: 'homeassistant.components.http.ban',
      message: [
        "Requested URL: '/auth/external/callback?code=4/0AfJohXmabcdefgh&state=eyJhbGciOiJIUzI1NiJ9abc'. (curl)",
      ],
      level: 'WARNING',
    }),
    ['0AfJohXm', 'eyJhbGci'],
    '/auth/external/callback',
    'curl',
  ),
  example(
    'the address of a webhook',
    haEvent('system_log_event', { message: ['Received message for webhook /api/webhook/f00dfeedf00dfeed'] }),
    'f00dfeed',
  ),
  example(
    'name and password of a camera',
    haEvent('system_log_event', {
      message: ['Error opening stream (rtsp://admin:hunter2@10.0.0.9:554/live)'],
    }),
    'hunter2',
    '10.0.0.9',
  ),
  example(
    'the token of a camera picture',
    stateChanged('camera.front', 'idle', [
      'idle',
      { access_token: 'ffffeeee', entity_picture: '/api/camera_proxy/camera.front?token=ffffeeee' },
    ]),
    'ffffeeee',
    'camera_proxy/camera.front',
  ),
  example(
    'the token of a stream',
    call('media_player', 'play_media', { media_content_id: '/api/hls/0a1b2c3d4e5f6a7b/playlist.m3u8' }),
    '0a1b2c3d',
  ),
  example(
    'the code of HomeKit, in a notification',
    call('persistent_notification', 'create', {
      title: 'HomeKit Pairing',
      message: '![image](/api/homekit/pairingqr?abcdef12-9f8e7d)\n### 123-45-678',
    }),
    ['123-45-678', '9f8e7d'],
    'HomeKit Pairing',
  ),
  example(
    'a code in words',
    call('notify', 'mobile_app_phone', { message: 'The door code is 4821 until noon' }),
    '4821',
    'until noon',
  ),
  example(
    'the token of a bot in an address',
    haEvent('system_log_event', {
      message: [`https://api.telegram.org/bot1234567890:${'A'.repeat(35)}/getMe`],
    }),
    'AAAAA',
  ),
];
