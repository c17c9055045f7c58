import { prettifyId, toWords } from './entity-name.ts';
import type { HaEvent } from './event.ts';
import { readText } from './read-field.ts';
import { describeValue } from './value-words.ts';

/** 'Automation "Morning hall" ran, because of Hall motion'. */
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
  // To what it changed is in another event.
  if (state !== null && state[1] === undefined) return endOfReason(state[2] ?? '');
  if (state !== null) return `, because ${prettifyId(state[2] ?? '')} crossed a limit`;
  const named = NAMED_SOURCES.get(source);
  return named === undefined ? `, because of ${describeValue(source, 100)}` : `, because ${named}`;
}

const NAMED_SOURCES: ReadonlyMap<string, string> = new Map([
  ['tag', 'a tag was scanned'],
  ['sunrise', 'the sun rose'],
  ['sunset', 'the sun set'],
  ['time', 'it was time'],
  ['time pattern', 'it was time'],
  ['Home Assistant starting', 'Home Assistant started'],
  ['Home Assistant stopping', 'Home Assistant stopped'],
]);

/** The end of the sentence of an automation that a change of a thing triggered. */
export function endOfReason(entityId: string): string {
  return `, because of ${prettifyId(entityId)}`;
}
