import type { HaEvent } from '../../src/core/events/event.ts';
import { haEvent, stateChanged } from './event-builders.ts';
import { ZHA, ZWAVE } from './secret-examples.ts';

/** Events with the same members in which nothing is secret. */
export const HARMLESS_EXAMPLES: readonly (readonly [string, HaEvent])[] = [
  [
    'a notification of Z-Wave that is no keypad',
    haEvent('zwave_js_notification', { ...ZWAVE, command_class: 113, label: 'Home Security', event: 8 }),
  ],
  [
    'a scene of Z-Wave',
    haEvent('zwave_js_value_notification', { ...ZWAVE, command_class: 91, property: 'scene', value: 3 }),
  ],
  [
    'whether a code slot is in use',
    haEvent('zwave_js_value_updated', { command_class: 99, property: 'userIdStatus', new_value: 1 }),
  ],
  ['a button of Zigbee', haEvent('zha_event', { ...ZHA, cluster_id: 6, command: 'move', args: [1, 83] })],
  ['a text', stateChanged('input_text.note', 'a', ['b', { mode: 'text' }])],
  ['a sensor of a pin of a chip', stateChanged('sensor.gpio_pin', '0', '5')],
  ['a code of the weather', stateChanged('sensor.weather_code', '3', '80')],
  ['a text said to a bot', haEvent('telegram_text', { text: 'are the windows closed' })],
  ['a state in an address', haEvent('x', { url: '/lovelace?state=on&code=404' })],
  ['an address', haEvent('x', { url: 'http://10.0.0.9:8123/api/states' })],
  ['a template', haEvent('x', { text: '{{ states("sensor.x") }}' })],
  ['a list that is no JSON', haEvent('x', { text: '[1, 2' })],
  ['a tag', haEvent('tag_scanned', { tag_id: '8f1c2d3e-aaaa', device_id: 'd1' })],
];
