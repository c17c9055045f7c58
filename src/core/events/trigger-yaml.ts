import { changedNames } from './diff.ts';
import type { HaEvent, HaState } from './event.ts';
import { REDACTED } from './redacted.ts';
import { isWireRecord } from './read-field.ts';
import { toStateChange, type StateChange } from './state-change.ts';
import { toYaml } from './yaml.ts';

/** Most members of an event's data that a trigger compares. */
const MAX_MEMBERS = 20;

/**
 * The trigger of an automation that fires at an event like this one, as YAML to paste into Home Assistant's editor.
 * https://www.home-assistant.io/docs/automation/trigger/
 * @param version Home Assistant's; the key was `platform` before 2024.10. Empty where it is not known.
 */
export function toTriggerYaml(event: HaEvent, version = ''): string {
  const key = isBefore(version, 2024, 10) ? 'platform' : 'trigger';
  const change = toStateChange(event);
  return toYaml(change === null ? eventTrigger(key, event) : stateTrigger(key, change));
}

function stateTrigger(
  key: string,
  { entityId, before, after }: StateChange,
): Readonly<Record<string, unknown>> {
  const trigger = { [key]: 'state', entity_id: entityId };
  if (before !== null && after !== null && before.state === after.state) {
    return { ...trigger, ...attributeChange(before, after) };
  }
  // A trigger on an exact measurement would hardly ever fire.
  const isMeasured = (after ?? before)?.attributes['unit_of_measurement'] !== undefined;
  if (isMeasured && isNumeric(before?.state ?? '0') && isNumeric(after?.state ?? '0')) return trigger;
  return {
    ...trigger,
    ...(before === null ? {} : { from: before.state }),
    ...(after === null ? {} : { to: after.state }),
  };
}

/** The first changed attribute that can be compared; if its values can't, any change of it. */
function attributeChange(before: HaState, after: HaState): Readonly<Record<string, unknown>> {
  const changed = changedNames(before.attributes, after.attributes);
  const attribute = changed.find((name) => isScalar(after.attributes[name])) ?? changed[0];
  if (attribute === undefined) return {};
  const [from, to] = [before.attributes[attribute], after.attributes[attribute]];
  return {
    attribute,
    ...(isScalar(from) ? { from } : {}),
    ...(isScalar(to) ? { to } : {}),
  };
}

function eventTrigger(key: string, { event_type: type, data }: HaEvent): Readonly<Record<string, unknown>> {
  const members = comparable(data);
  return {
    [key]: 'event',
    event_type: type,
    ...(Object.keys(members).length === 0 ? {} : { event_data: members }),
  };
}

/**
 * The members of an object that can be compared. Home Assistant reads each text as a template, and a redacted value is
 * unknown, so both are left out. A list matches only the same list.
 */
function comparable(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const members = Object.entries(record).flatMap(([name, value]): [string, unknown][] => {
    if (isScalar(value)) return [[name, value]];
    if (Array.isArray(value)) return value.length > 0 && value.every(isScalar) ? [[name, value]] : [];
    const inner = isWireRecord(value) ? comparable(value) : {};
    return Object.keys(inner).length === 0 ? [] : [[name, inner]];
  });
  return Object.fromEntries(members.slice(0, MAX_MEMBERS));
}

function isScalar(value: unknown): boolean {
  if (typeof value === 'string') return !/\{[{%#]/.test(value) && !value.includes(REDACTED);
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}

function isNumeric(state: string): boolean {
  return state.trim() !== '' && Number.isFinite(Number(state));
}

function isBefore(version: string, year: number, month: number): boolean {
  const [ownYear = 0, ownMonth = 0] = (/^(\d+)\.(\d+)/.exec(version)?.slice(1) ?? []).map(Number);
  return ownYear !== 0 || ownMonth !== 0 ? ownYear < year || (ownYear === year && ownMonth < month) : false;
}
