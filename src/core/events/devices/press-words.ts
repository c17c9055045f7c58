import { toWords } from '../entity-name.ts';
import { describeValue } from '../value-words.ts';

/**
 * What integrations call a press, in the words of a sentence. Of zha (`handlers/` of zha-quirks), hue (`aiohue`), shelly
 * (`INPUTS_EVENTS_TYPES`), bthome-ble, xiaomi-ble, lutron, flic, homematic, xiaomi_aqara and Z-Wave's Central Scene.
 */
const PRESSES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    pressed: [
      'press',
      'pressed',
      'single',
      'single_push',
      'single_press',
      'click',
      'button_press',
      'press_short',
    ],
    'pressed down': ['btn_down', 'initial_press', 'button_down', 'down'],
    released: ['release', 'released', 'btn_up', 'button_up', 'up'],
    'short release': ['short_release', 'short_release_press'],
    'long release': ['long_release', 'long_click_release', 'release_after_hold', 'long_press_release'],
    'long press': [
      'long',
      'long_press',
      'long_push',
      'long_click',
      'long_click_press',
      'press_long',
      'button_long_press',
    ],
    held: ['hold', 'held', 'repeat', 'hold_press', 'button_hold'],
    'pressed twice': ['double', 'double_push', 'double_press', 'double_click', 'button_double_press'],
    'pressed three times': ['triple', 'triple_push', 'triple_press', 'triple_click', 'button_triple_press'],
    'pressed four times': ['quadruple', 'quadruple_press'],
    'short press, then long press': ['single_long'],
    'long press, then short press': ['long_single'],
  }).flatMap(([words, names]) => names.map((name) => [name, words] as const)),
);

/** Z-Wave's Central Scene: `KeyPressed`, `KeyPressed2x` … `KeyPressed5x`, `KeyHeldDown`, `KeyReleased`. */
const SCENE_KEY = /^Key(?:Pressed(?:([2-5])x)?|(HeldDown)|(Released))$/;
const TIMES = ['', '', 'twice', 'three times', 'four times', 'five times'];

/** "pressed twice" for `double_push`, `KeyPressed2x` …; another text with blanks for underscores. */
export function describePress(value: unknown): string {
  if (typeof value !== 'string') return describeValue(value);
  const known = PRESSES.get(value.toLowerCase());
  if (known !== undefined) return known;
  const key = SCENE_KEY.exec(value);
  if (key === null) return toWords(value);
  if (key[2] !== undefined) return 'held';
  if (key[3] !== undefined) return 'released';
  return `pressed ${TIMES[Number(key[1] ?? '1')] ?? ''}`.trimEnd();
}

/** What the last three digits of a deCONZ number mean; the thousands are the button. */
const DECONZ_ACTIONS = [
  'pressed down',
  'held',
  'short release',
  'long release',
  'pressed twice',
  'pressed three times',
  'pressed four times',
  'shaken',
  'dropped',
  'tilted',
  'pressed many times',
];

/**
 * `1002` as "button 1, short release (1002)". Old Hue switches use the numbers too, with the button in the thousands.
 * https://dresden-elektronik.github.io/deconz-rest-doc/endpoints/sensors/button_events/
 */
export function describeButtonNumber(code: number): string {
  const [button, action] = [Math.floor(code / 1_000), DECONZ_ACTIONS[code % 1_000]];
  return button < 1 || action === undefined
    ? String(code)
    : `button ${String(button)}, ${action} (${String(code)})`;
}
