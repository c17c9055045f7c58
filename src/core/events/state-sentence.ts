import { isAlarmState } from './alarm-state.ts';
import { describeAttributeChange } from './attribute-sentence.ts';
import { describeBinarySensor } from './device-class-words.ts';
import { domainOf, nameOfEntity, toWords } from './entity-name.ts';
import type { HaState } from './event.ts';
import { readText } from './read-field.ts';
import { isSecretEntity } from './secret-entity.ts';
import { isAbsent, type StateChange } from './state-change.ts';
import { describeState, momentFor, verbFor } from './state-words.ts';
import { describeValue } from './value-words.ts';

/** The sentence of a `state_changed`. */
export function describeStateChange(change: StateChange): string {
  const name = nameOfEntity(change);
  const { before, after } = change;
  if (after === null) return before === null ? `${name} changed` : `${name} was removed`;
  if (change.entityId.startsWith('persistent_notification.')) return describeNotification(after);
  if (isHidden(change, after)) return `${name} changed`;
  const domain = domainOf(change.entityId);
  const state = describeState(domain, after);
  if (before === null)
    return `${name} was added${isAbsent(after.state) || hasMoment(domain) ? '' : `, ${state}`}`;
  if (before.state === after.state) return describeAttributeChange(change, name);
  if (after.state === 'unavailable') return `${name} became unavailable${was(domain, before)}`;
  if (after.state === 'unknown') return `${name} is in an unknown state${was(domain, before)}`;
  if (before.state === 'unavailable') {
    if (hasMoment(domain)) return `${name} is back`;
    return `${name} is back${isAlarmState(change.entityId, after) ? ':' : ','} ${state}`;
  }
  // The state before is unknown, so the sentence names no change.
  if (isAbsent(before.state) && !hasMoment(domain)) return `${name}${isMeasured(after) ? ' ' : ': '}${state}`;
  return describeNewState(domain, name, before, after);
}

function describeNewState(domain: string, name: string, before: HaState, after: HaState): string {
  const moment = momentFor(domain);
  if (moment !== null) {
    const kind = domain === 'event' ? readText(after.attributes, 'event_type') : '';
    if (kind === 'ring' && readText(after.attributes, 'device_class') === 'doorbell') return `${name} rang`;
    return kind === '' ? `${name} ${moment}` : `${name}: ${toWords(kind)}`;
  }
  switch (domain) {
    case 'binary_sensor': {
      const sentence = describeBinarySensor(name, readText(after.attributes, 'device_class'), after.state);
      return sentence ?? describePlain(domain, name, before, after);
    }
    case 'person':
    case 'device_tracker':
      return describePresence(name, before.state, after.state);
    case 'media_player':
      return describePlayer(name, before, after);
    case 'update':
      return describeUpdate(name, before, after);
    case 'alarm_control_panel':
      return verbFor(domain, after.state) === null
        ? `${name} is ${describeState(domain, after)}${was(domain, before)}`
        : describePlain(domain, name, before, after);
    default:
      return describePlain(domain, name, before, after);
  }
}

/** "Kitchen light turned on, was off", "Temperature 21.3 °C, was 21.1 °C", "Washing machine: rinsing, was washing". */
function describePlain(domain: string, name: string, before: HaState, after: HaState): string {
  const verb = verbFor(domain, after.state);
  if (verb !== null) return `${name} ${verb}${impliesBefore(domain) ? '' : was(domain, before)}`;
  return `${name}${isMeasured(after) ? ' ' : ': '}${describeState(domain, after)}${was(domain, before)}`;
}

function describePresence(name: string, before: string, after: string): string {
  if (after === 'home') return `${name} came home`;
  if (after === 'not_home')
    return before === 'home' ? `${name} left home` : `${name} left ${describeValue(before)}`;
  return `${name} arrived at ${describeValue(after)}`;
}

function describePlayer(name: string, before: HaState, after: HaState): string {
  const title = readText(after.attributes, 'media_title');
  if (after.state !== 'playing' || title === '') return describePlain('media_player', name, before, after);
  const artist = readText(after.attributes, 'media_artist');
  return `${name} plays ${describeValue(title)}${artist === '' ? '' : ` by ${describeValue(artist)}`}`;
}

function describeUpdate(name: string, before: HaState, after: HaState): string {
  const version = readText(after.attributes, 'latest_version');
  const isSkipped = version !== '' && readText(after.attributes, 'skipped_version') === version;
  if (isSkipped && after.state === 'off') return `${name}: ${describeValue(version)} was skipped`;
  const words = describePlain('update', name, before, after);
  return version === '' || after.state !== 'on' ? words : `${words} to ${describeValue(version)}`;
}

/** Until 2023.5 a persistent notification was also an entity; its text is the state until about 0.32. */
function describeNotification(after: HaState): string {
  const message = readText(after.attributes, 'message') || after.state;
  const title = readText(after.attributes, 'title');
  return `Notification: ${title === '' ? '' : `${describeValue(title)}: `}${describeValue(message, 120)}`;
}

/** The states of a text in password mode and of an entity that is a code are hidden. */
function isHidden({ entityId }: StateChange, after: HaState): boolean {
  return readText(after.attributes, 'mode') === 'password' || isSecretEntity(entityId);
}

/** Domains in which the verb implies the state before. */
function impliesBefore(domain: string): boolean {
  return ['sun', 'automation', 'script', 'timer', 'update', 'calendar'].includes(domain);
}

/** ", was open", ", was off"; empty if it was not known. */
function was(domain: string, before: HaState): string {
  if (isAbsent(before.state) || hasMoment(domain)) return '';
  const state = describeState(domain, before);
  // Neither "was leak detected" nor "was no leak" is English.
  const seen = /^(.+) detected$/.exec(state)?.[1];
  if (seen !== undefined) return `, ${seen} was detected`;
  return state.startsWith('no ') ? `, ${state} before` : `, was ${state}`;
}

function hasMoment(domain: string): boolean {
  return momentFor(domain) !== null;
}

function isMeasured({ state, attributes }: HaState): boolean {
  return readText(attributes, 'unit_of_measurement') !== '' || isNumeric(state);
}

function isNumeric(state: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(state);
}
