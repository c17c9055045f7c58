import { changedNames } from './diff.ts';
import { domainOf, toWords } from './entity-name.ts';
import { readField, readText } from './read-field.ts';
import type { WireRecord } from './read-field.ts';
import type { StateChange } from './state-change.ts';
import { describeState } from './state-words.ts';
import { describeValue, formatNumber, isSecretName } from './value-words.ts';

/** The most informative attributes, in this order. */
const TELLING = [
  'temperature',
  'target_temp_high',
  'target_temp_low',
  'brightness',
  'hvac_action',
  'hvac_mode',
  'preset_mode',
  'current_position',
  'current_tilt_position',
  'percentage',
  'volume_level',
  'is_volume_muted',
  'media_title',
  'source',
  'effect',
  'color_temp_kelvin',
  'fan_mode',
  'swing_mode',
  'operation_mode',
  'current_temperature',
  'humidity',
  'current_humidity',
  'battery_level',
  'event_type',
] as const;

/** Attributes that change together with others and have little meaning alone. */
const NOISE =
  /^(supported_features|supported_color_modes|color_mode|hs_color|rgb_color|rgbw_color|rgbww_color|xy_color|color_temp|entity_picture|entity_picture_local|icon|assumed_state|attribution|editable|device_class|state_class|unit_of_measurement|last_.*|media_position.*|linkquality|rssi|.*_updated_at|next_.*)$/;

/** Clearer names of some attributes. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['current_position', 'position'],
  ['current_tilt_position', 'tilt'],
  ['volume_level', 'volume'],
  ['is_volume_muted', 'muted'],
  ['media_title', 'title'],
  ['hvac_action', 'action'],
  ['hvac_mode', 'mode'],
  ['preset_mode', 'preset'],
  ['color_temp_kelvin', 'colour temperature'],
  ['percentage', 'speed'],
]);

const PERCENT: ReadonlySet<string> = new Set([
  'current_position',
  'current_tilt_position',
  'percentage',
  'humidity',
  'current_humidity',
  'battery_level',
]);

/** Most changes in one sentence. */
const MAX_NAMED = 2;

/** "Desk light: brightness 40 % to 80 %": for a `state_changed` in which the state did not change. */
export function describeAttributeChange(change: StateChange, name: string): string {
  const before = change.before?.attributes ?? {};
  const after = change.after?.attributes ?? {};
  const keys = changedNames(before, after);
  const run = describeRun(domainOf(change.entityId), name, before, after, keys);
  if (run !== null) return run;
  const telling = [...keys]
    .sort((a, b) => rank(a) - rank(b))
    .filter((key) => !NOISE.test(key) && !isSecretName(key));
  if (telling.length > 0) {
    const words = telling.slice(0, MAX_NAMED).map((key) => describeOne(change.entityId, key, before, after));
    return `${name}: ${words.join(', ')}`;
  }
  if (keys.some((key) => key.includes('color'))) return `${name}: colour changed`;
  const state = describeState(domainOf(change.entityId), {
    state: change.after?.state ?? '',
    attributes: after,
  });
  const first = keys.find((key) => !isSecretName(key));
  return first === undefined
    ? `${name} reported again, still ${state}`
    : `${name}: ${toWords(first)} updated`;
}

/** Automations and scripts count their runs in an attribute. */
function describeRun(
  domain: string,
  name: string,
  before: WireRecord,
  after: WireRecord,
  keys: readonly string[],
): string | null {
  if (domain !== 'automation' && domain !== 'script') return null;
  const old = readField(before, 'current');
  const now = readField(after, 'current');
  if (typeof old === 'number' && typeof now === 'number' && old !== now) {
    return now > old ? `${name} started running` : `${name} finished`;
  }
  return keys.includes('last_triggered') ? `${name} was triggered` : null;
}

function rank(key: string): number {
  const place = (TELLING as readonly string[]).indexOf(key);
  return place === -1 ? TELLING.length : place;
}

/** "brightness 40 % to 80 %"; the unit appears once when both sides share it, as in "20 to 21 °C". */
function describeOne(entityId: string, key: string, before: WireRecord, after: WireRecord): string {
  const label = labelOf(entityId, key);
  const old = readField(before, key);
  const now = readField(after, key);
  if (isNothing(old)) return isNothing(now) ? `${label} changed` : `${label} ${quantity(key, now, after)}`;
  if (isNothing(now)) return `${label} no longer ${quantity(key, old, before)}`;
  const unit = unitOf(key, now, after);
  const from =
    unit.startsWith('°') && typeof old === 'number' ? formatNumber(old) : quantity(key, old, before);
  return `${label} ${from} to ${quantity(key, now, after)}`;
}

function labelOf(entityId: string, key: string): string {
  const domain = domainOf(entityId);
  if (key === 'temperature' && (domain === 'climate' || domain === 'water_heater'))
    return 'target temperature';
  if (key === 'humidity' && domain === 'humidifier') return 'target humidity';
  return LABELS.get(key) ?? toWords(key);
}

function quantity(key: string, value: unknown, attributes: WireRecord): string {
  if (typeof value !== 'number') return describeValue(value);
  if (key === 'brightness') return `${String(Math.round((value / 255) * 100))} %`;
  if (key === 'volume_level') return `${String(Math.round(value * 100))} %`;
  const unit = unitOf(key, value, attributes);
  return unit === '' ? formatNumber(value) : `${formatNumber(value)} ${unit}`;
}

function unitOf(key: string, value: unknown, attributes: WireRecord): string {
  if (typeof value !== 'number') return '';
  if (PERCENT.has(key)) return '%';
  if (key === 'color_temp_kelvin') return 'K';
  return key.includes('temp') ? temperatureUnit(attributes) : '';
}

/**
 * Climate entities do not name their unit, but their highest temperature shows it: 35 by default in Celsius, 95 in
 * Fahrenheit (homeassistant/components/climate/const.py).
 */
function temperatureUnit(attributes: WireRecord): string {
  const given = readText(attributes, 'temperature_unit') || readText(attributes, 'unit_of_measurement');
  if (given.startsWith('°')) return describeValue(given);
  const highest = readField(attributes, 'max_temp');
  if (typeof highest !== 'number') return '';
  return highest > 60 ? '°F' : '°C';
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}
