/** What "on" and "off" of a binary sensor mean. */
interface DeviceClassWords {
  /** The verb after the name when the state changes: "Front door opened". */
  readonly on: string;
  readonly off: string;
  /** The state: "open", "closed". */
  readonly isOn: string;
  readonly isOff: string;
  /** What is detected, left out if the name ends in it: "Hall: motion detected", "Hall motion detected". */
  readonly noun?: string;
  /** Other endings of names that mean the same. */
  readonly alike?: readonly string[];
}

const OPENING: DeviceClassWords = { on: 'opened', off: 'closed', isOn: 'open', isOff: 'closed' };

/**
 * By device class, as Home Assistant defines them.
 * https://www.home-assistant.io/integrations/binary_sensor/#device-class
 */
const WORDS: ReadonlyMap<string, DeviceClassWords> = new Map<string, DeviceClassWords>([
  ['battery', { ...words('is low', 'is fine again', 'battery low', 'battery fine'), noun: 'battery' }],
  ['battery_charging', words('is charging', 'stopped charging', 'charging', 'not charging')],
  ['carbon_monoxide', detected('carbon monoxide', ['co', 'monoxide'])],
  ['co', detected('carbon monoxide', ['co'])],
  ['cold', words('became cold', 'is no longer cold', 'cold', 'not cold')],
  ['connectivity', words('connected', 'disconnected', 'connected', 'disconnected')],
  ['door', OPENING],
  ['garage_door', OPENING],
  ['gas', detected('gas')],
  ['heat', words('became hot', 'is no longer hot', 'hot', 'not hot')],
  ['light', detected('light')],
  ['lock', words('unlocked', 'locked', 'unlocked', 'locked')],
  ['moisture', detected('leak', ['moisture', 'water', 'flood', 'wet', 'leakage'])],
  ['motion', detected('motion', ['movement'])],
  ['moving', words('started moving', 'stopped moving', 'moving', 'still')],
  ['occupancy', detected('occupancy', ['presence'])],
  ['opening', OPENING],
  ['plug', words('plugged in', 'unplugged', 'plugged in', 'unplugged')],
  ['power', detected('power')],
  ['presence', detected('presence', ['occupancy'])],
  ['problem', { ...detected('problem'), off: 'solved' }],
  ['running', words('started running', 'stopped running', 'running', 'not running')],
  ['safety', words('is unsafe', 'is safe again', 'unsafe', 'safe')],
  ['smoke', detected('smoke')],
  ['sound', detected('sound', ['noise'])],
  ['tamper', detected('tampering', ['tamper'])],
  ['update', words('has an update', 'is up to date', 'update available', 'up to date')],
  ['vibration', detected('vibration')],
  ['window', OPENING],
]);

function words(on: string, off: string, isOn: string, isOff: string): DeviceClassWords {
  return { on, off, isOn, isOff };
}

/** Device classes of a binary sensor that have their own words. */
export const BINARY_SENSOR_CLASSES: readonly string[] = [...WORDS.keys()];

/** "Front door opened" for a binary sensor, or `null` for a class without words of its own. */
export function describeBinarySensor(name: string, deviceClass: string, state: string): string | null {
  const found = WORDS.get(deviceClass);
  if (found === undefined || (state !== 'on' && state !== 'off')) return null;
  const says = found.noun === undefined || endsInOne(name, [found.noun, ...(found.alike ?? [])]);
  return says ? `${name} ${found[state]}` : `${name}: ${found.noun ?? ''} ${found[state]}`;
}

/** The state of a binary sensor: "open", "leak detected", "no motion"; `null` for a class without its own words. */
export function describeBinaryState(deviceClass: string, state: string): string | null {
  const found = WORDS.get(deviceClass);
  if (found === undefined || (state !== 'on' && state !== 'off')) return null;
  return state === 'on' ? found.isOn : found.isOff;
}

function detected(noun: string, alike: readonly string[] = []): DeviceClassWords {
  return { ...words('detected', 'cleared', `${noun} detected`, `no ${noun}`), noun, alike };
}

function endsInOne(name: string, endings: readonly string[]): boolean {
  const lower = name.toLowerCase();
  return endings.some((ending) => lower === ending || lower.endsWith(` ${ending}`));
}
