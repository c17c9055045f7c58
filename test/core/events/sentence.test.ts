import { describe, expect, it } from 'vitest';
import { describeEvent } from '../../../src/core/events/sentence.ts';
import { decodeMessage } from '../../../src/core/events/decode.ts';
import { readCaptureMessages } from '../../support/capture-messages.ts';
import type { CaptureName } from '../../support/captures.ts';
import { type Data, haEvent } from '../../support/event-builders.ts';

function say(type: string, data: Data = {}): string {
  return describeEvent(haEvent(type, data));
}

function sayCapture(name: CaptureName): readonly string[] {
  return readCaptureMessages(name).flatMap((text) => {
    const decoded = decodeMessage(text);
    return decoded.kind === 'event' ? [describeEvent(decoded.event)] : [];
  });
}

describe('real streams', () => {
  it('of 2016 read as sentences', () => {
    expect(sayCapture('0.27.2')).toEqual([
      'my_event: x = 1.5, s = zoë ☃ 😀, multi = line1 line2',
      'input_boolean.turn_on called for Lamp',
      'A service call was completed',
      'Lamp ü turned on, was off',
      'Fake was added, 12.3 °C',
      'persistent_notification.create called: hi',
      'Notification: hi',
      'A service call was completed',
      'Fake was removed',
    ]);
  });

  it('of 2024 read as sentences', () => {
    expect(sayCapture('2024.1.0b2')).toEqual([
      'my_event: x = 1.5, s = zoë ☃ 😀, multi = line1 line2',
      'input_boolean.turn_on called for Lamp',
      'Lamp ü turned on, was off',
      'Automation "Bij lamp" ran, because of Lamp',
      'Bij lamp started running',
      'script.hallo called',
      'Script "Hallo" started',
      'Hallo started running',
      'custom_event: a = 1, unicode = zoë ☃ 😀',
      'Hallo finished',
      'Bij lamp finished',
      'Fake was added, 12.3 °C',
      'persistent_notification.create called: hi',
      'Fake was removed',
    ]);
  });
});

describe('service calls', () => {
  it.each<[Data, string]>([
    [
      { domain: 'light', service: 'turn_on', service_data: { entity_id: 'light.bedroom_light' } },
      'light.turn_on called for Bedroom light',
    ],
    [
      {
        domain: 'light',
        service: 'turn_on',
        service_data: { entity_id: ['light.a', 'light.b'], brightness: 120 },
      },
      'light.turn_on called for A and B, brightness 47 %',
    ],
    [
      {
        domain: 'light',
        service: 'turn_off',
        service_data: { entity_id: 'light.a, light.b, light.c, light.d' },
      },
      'light.turn_off called for A, B and 2 more',
    ],
    [
      { domain: 'light', service: 'turn_off', service_data: { entity_id: 'all' } },
      'light.turn_off called for everything',
    ],
    [
      { domain: 'light', service: 'turn_off', target: { area_id: 'living_room', device_id: ['x', 'y'] } },
      'light.turn_off called for area Living room and 2 devices',
    ],
    [
      {
        domain: 'climate',
        service: 'set_temperature',
        service_data: { entity_id: 'climate.hall', temperature: 21.5 },
      },
      'climate.set_temperature called for Hall, temperature 21.5',
    ],
    [
      { domain: 'notify', service: 'phone', service_data: { title: 'Door', message: 'It is\nopen' } },
      'notify.phone called: Door: It is open',
    ],
    [{ domain: 'homeassistant', service: 'restart', service_data: {} }, 'homeassistant.restart called'],
    [{}, 'A service called'],
    [
      {
        domain: 'persistent_notification',
        service: 'create',
        service_data: { notification_id: 'http-login', message: 'Login attempt from 10.0.0.7' },
      },
      'Failed login: Login attempt from 10.0.0.7',
    ],
  ])('%j', (data, sentence) => {
    expect(say('call_service', data)).toBe(sentence);
  });

  it('never say a value of their data that they need not', () => {
    const secret = 'hunter2';
    const keys = [
      'code',
      'password',
      'pin',
      'token',
      'access_token',
      'usercode',
      'apiKey',
      'payload',
      'key',
      'x',
    ];
    for (const key of keys) {
      for (const domain of ['alarm_control_panel', 'lock', 'mqtt', 'notify', 'rest_command']) {
        const data = { domain, service: 'do', service_data: { [key]: secret, entity_id: 'lock.front' } };
        expect(say('call_service', data)).not.toContain(secret);
      }
    }
  });
});

describe('other events', () => {
  it.each<[string, Data, string]>([
    [
      'automation_triggered',
      { name: 'Morning hall', entity_id: 'automation.m', source: 'state of binary_sensor.hall_motion' },
      'Automation "Morning hall" ran, because of Hall motion',
    ],
    [
      'automation_triggered',
      { name: 'Cold', source: 'numeric state of sensor.outside' },
      'Automation "Cold" ran, because Outside crossed a limit',
    ],
    [
      'automation_triggered',
      { name: 'Dusk', source: 'sunset' },
      'Automation "Dusk" ran, because the sun set',
    ],
    ['automation_triggered', { entity_id: 'automation.night_mode' }, 'Automation "Night mode" ran'],
    ['automation_triggered', {}, 'Automation without a name ran'],
    ['script_started', { name: 'Hello', entity_id: 'script.hello' }, 'Script "Hello" started'],
    ['logbook_entry', { name: 'Bij lamp', message: 'has been triggered' }, 'Bij lamp has been triggered'],
    ['timer.started', { entity_id: 'timer.eggs' }, 'Eggs started'],
    ['timer.finished', { entity_id: 'timer.eggs' }, 'Eggs finished'],
    ['timer.cancelled', { entity_id: 'timer.eggs' }, 'Eggs was cancelled'],
    ['timer.changed', {}, 'A timer: time left was changed'],
    ['tag_scanned', { tag_id: 'abc-123', name: 'Fridge' }, 'Tag Fridge was scanned'],
    ['tag_scanned', { tag_id: 'abc-123' }, 'Tag abc-123 was scanned'],
    ['component_loaded', { component: 'light' }, 'Integration light was loaded'],
    ['service_registered', { domain: 'light', service: 'turn_on' }, 'Service light.turn_on is available'],
    ['service_removed', { domain: 'light', service: 'turn_on' }, 'Service light.turn_on was removed'],
    ['homeassistant_start', {}, 'Home Assistant is starting'],
    ['homeassistant_started', {}, 'Home Assistant has started'],
    ['core_config_updated', { location_name: 'Home' }, 'Home Assistant settings changed: location name'],
    [
      'system_log_event',
      {
        name: 'homeassistant.components.http.ban',
        message: [
          "Login attempt or request with invalid authentication from 203.0.113.7 (203.0.113.7). Requested URL: '/auth/login_flow/abc'. (curl)",
        ],
        level: 'WARNING',
        source: ['components/http/ban.py', 136],
      },
      "Failed login: Login attempt or request with invalid authentication from 203.0.113.7 (203.0.113.7). Requested URL: '/auth/login_flow/abc'. (curl)",
    ],
    [
      'system_log_event',
      {
        name: 'homeassistant.components.http.ban',
        message: 'Banned IP 203.0.113.7 for too many login attempts',
      },
      'Failed login: Banned IP 203.0.113.7 for too many login attempts',
    ],
    ['user_added', { user_id: 'd6169b57' }, 'A user was added'],
    ['entity_registry_updated', { action: 'create', entity_id: 'sensor.x' }, 'Entity sensor.x was added'],
    [
      'entity_registry_updated',
      { action: 'update', entity_id: 'sensor.x', changes: { name: null, icon: null } },
      'Entity sensor.x was changed: name and icon',
    ],
    [
      'entity_registry_updated',
      { action: 'update', entity_id: 'sensor.x', old_entity_id: 'sensor.y', changes: {} },
      'Entity sensor.x was renamed, was sensor.y',
    ],
    ['device_registry_updated', { action: 'remove', device_id: 'ab12' }, 'A device was removed'],
    ['area_registry_updated', { action: 'create', area_id: 'living_room' }, 'Area Living room was added'],
    [
      'repairs_issue_registry_updated',
      { action: 'create', domain: 'http', issue_id: 'yaml' },
      'Repair issue http yaml was added',
    ],
    ['lovelace_updated', { url_path: null }, 'The dashboard was changed'],
    ['automation_reloaded', {}, 'Automation configuration was loaded again'],
    ['event_template_reloaded', {}, 'Template configuration was loaded again'],
    ['persistent_notifications_updated', {}, 'Notifications in Home Assistant changed'],
    [
      'system_log_event',
      { level: 'ERROR', name: 'hue', message: ['No\nbridge', 'x'], exception: 'Traceback' },
      'Logged error from hue: No bridge',
    ],
    ['shopping_list_updated', { action: 'add', item: { name: 'milk' } }, 'Shopping list: milk was added'],
    ['zha_event', { device_ieee: '84:71', command: 'off', args: [], params: {} }, 'Zigbee device 84:71: off'],
    ['hue_event', { id: 'dimmer', type: 'short_release', subtype: 1 }, 'Hue dimmer: button 1, short release'],
    [
      'deconz_event',
      { id: 'switch_1', event: 1002 },
      'Zigbee device switch_1: button 1, short release (1002)',
    ],
    ['shelly.click', { device: 'hall', channel: 2, click_type: 'single' }, 'Shelly hall: button 2, pressed'],
    [
      'mobile_app_notification_action',
      { action: 'ALARM', tag: 'front', code: '99' },
      'Phone: "ALARM" was pressed, about front',
    ],
    [
      'ios.action_fired',
      { actionName: 'Gate', sourceDeviceName: "Anna's phone" },
      'Anna\'s phone: "Gate" was run',
    ],
    ['custom_event', { a: 1 }, 'custom_event: a = 1'],
    ['custom_event', {}, 'custom_event'],
    [
      'custom_event',
      { a: true, b: null, c: [1, 'x'], d: 1 },
      'custom_event: a = yes, b = none, c = 1, x, 1 more',
    ],
    [
      'custom_event',
      { pin: 1234, o: { token: 'x', n: [{ pwd: 1 }] } },
      'custom_event: pin = hidden, o = {"token":"hidden","n":[{"pwd":"hidden"}]}',
    ],
    ['timer.', {}, 'timer.'],
  ])('%s %j', (type, data, sentence) => {
    expect(say(type, data)).toBe(sentence);
  });
});
