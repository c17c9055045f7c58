import { prettifyId, toWords } from './entity-name.ts';
import type { HaEvent } from './event.ts';
import { readText } from './read-field.ts';
import { describeValue } from './value-words.ts';

/** 'Automation "Morning hall" ran, because Hall motion changed'. */
export function describeAutomation(event: HaEvent): string {
  return `Automation ${quotedName(event)} ran${describeSource(readText(event.data, 'source'))}`;
}

export function describeScript(event: HaEvent): string {
  return `Script ${quotedName(event)} started`;
}

/** "Egg timer finished"; the types are `timer.started`, `timer.finished` and so on. */
export function describeTimer(event: HaEvent): string {
  const name = prettifyId(readText(event.data, 'entity_id')) || 'A timer';
  const what = event.event_type.slice('timer.'.length);
  switch (what) {
    case 'started':
    case 'finished':
      return `${name} ${what}`;
    case 'restarted':
      return `${name} started again`;
    case 'changed':
      return `${name}: time left was changed`;
    default:
      return `${name} was ${toWords(what)}`;
  }
}

/** "Front door was opened by Anna": name and message as the logbook joins them. */
export function describeLogbookEntry(event: HaEvent): string {
  const name = describeValue(readText(event.data, 'name') || prettifyId(readText(event.data, 'entity_id')));
  const message = describeValue(readText(event.data, 'message'), 160);
  return [name || 'Logbook', message].filter((part) => part !== '').join(' ');
}

function quotedName(event: HaEvent): string {
  const name = readText(event.data, 'name') || prettifyId(readText(event.data, 'entity_id'));
  return name === '' ? 'without a name' : `"${describeValue(name)}"`;
}

/**
 * Home Assistant describes a trigger as "state of binary_sensor.hall_motion", "numeric state of …", "sunset", "time
 * pattern", "event 'x'" (homeassistant/components/homeassistant/triggers).
 */
function describeSource(source: string): string {
  if (source === '') return '';
  const state = /^(numeric )?state of ([a-z0-9_]+\.[a-z0-9_]+)$/.exec(source);
  if (state === null) return `, because of ${describeValue(source, 100)}`;
  const name = prettifyId(state[2] ?? '');
  return state[1] === undefined ? `, because ${name} changed` : `, because ${name} crossed a limit`;
}
