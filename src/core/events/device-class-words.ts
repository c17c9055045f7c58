/** What "on" and "off" of a binary sensor mean. */
interface DeviceClassWords {
  /** Follows the name: "Front door opened". */
  readonly on: string;
  readonly off: string;
  /** What is detected, left out where the name ends in it: "Hall: motion detected", "Hall motion detected". */
  readonly noun?: string;
  /** Other endings of names that already say it. */
  readonly alike?: readonly string[];
}

const OPENING: DeviceClassWords = { on: 'opened', off: 'closed' };

/**
 * By device class, as Home Assistant defines them.
 * https://www.home-assistant.io/integrations/binary_sensor/#device-class
 */
const WORDS: ReadonlyMap<string, DeviceClassWords> = new Map<string, DeviceClassWords>([
  ['battery', { on: 'is low', off: 'is fine again', noun: 'battery' }],
  ['battery_charging', { on: 'is charging', off: 'stopped charging' }],
  ['carbon_monoxide', detected('carbon monoxide', ['co', 'monoxide'])],
  ['co', detected('carbon monoxide', ['co'])],
  ['cold', { on: 'became cold', off: 'is no longer cold' }],
  ['connectivity', { on: 'connected', off: 'disconnected' }],
  ['door', OPENING],
  ['garage_door', OPENING],
  ['gas', detected('gas')],
  ['heat', { on: 'became hot', off: 'is no longer hot' }],
  ['light', detected('light')],
  ['lock', { on: 'unlocked', off: 'locked' }],
  ['moisture', detected('leak', ['moisture', 'water', 'flood', 'wet', 'leakage'])],
  ['motion', detected('motion', ['movement'])],
  ['moving', { on: 'started moving', off: 'stopped moving' }],
  ['occupancy', { on: 'detected', off: 'cleared', noun: 'occupancy', alike: ['presence'] }],
  ['opening', OPENING],
  ['plug', { on: 'plugged in', off: 'unplugged' }],
  ['power', detected('power')],
  ['presence', { on: 'came home', off: 'left' }],
  ['problem', { on: 'detected', off: 'solved', noun: 'problem' }],
  ['running', { on: 'started running', off: 'stopped running' }],
  ['safety', { on: 'is unsafe', off: 'is safe again' }],
  ['smoke', detected('smoke')],
  ['sound', detected('sound', ['noise'])],
  ['tamper', { on: 'detected', off: 'cleared', noun: 'tampering', alike: ['tamper'] }],
  ['update', { on: 'has an update', off: 'is up to date' }],
  ['vibration', detected('vibration')],
  ['window', OPENING],
]);

/** "Front door opened" for a binary sensor, or `null` for a class without words of its own. */
export function describeBinarySensor(name: string, deviceClass: string, state: string): string | null {
  const words = WORDS.get(deviceClass);
  if (words === undefined || (state !== 'on' && state !== 'off')) return null;
  const says = words.noun === undefined || endsInOne(name, [words.noun, ...(words.alike ?? [])]);
  return says ? `${name} ${words[state]}` : `${name}: ${words.noun ?? ''} ${words[state]}`;
}

function detected(noun: string, alike: readonly string[] = []): DeviceClassWords {
  return { on: 'detected', off: 'cleared', noun, alike };
}

function endsInOne(name: string, endings: readonly string[]): boolean {
  const lower = name.toLowerCase();
  return endings.some((ending) => lower === ending || lower.endsWith(` ${ending}`));
}
