import { readText } from './read-field.ts';
import type { StateChange } from './state-change.ts';
import { toLine } from './text.ts';

/** Longest name inside a sentence. */
const MAX_NAME_CHARS = 80;

/** The name that a person gave the entity, else one made from its id. */
export function nameOfEntity(change: StateChange): string {
  const given =
    readText(change.after?.attributes ?? {}, 'friendly_name') ||
    readText(change.before?.attributes ?? {}, 'friendly_name');
  return toLine(given, MAX_NAME_CHARS) || prettifyId(change.entityId);
}

/** `light.bedroom_lamp` becomes "Bedroom lamp"; a word without a dot is treated the same. */
export function prettifyId(id: string): string {
  const words = toLine(id.slice(id.indexOf('.') + 1).replaceAll('_', ' '), MAX_NAME_CHARS);
  return capitalise(words) || toLine(id, MAX_NAME_CHARS);
}

/** `armed_away` becomes "armed away". */
export function toWords(text: string): string {
  return toLine(text.replaceAll('_', ' '), MAX_NAME_CHARS);
}

export function capitalise(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0x20);
  return text === '' ? '' : first.toUpperCase() + text.slice(first.length);
}

export function domainOf(entityId: string): string {
  const dot = entityId.indexOf('.');
  return dot === -1 ? '' : entityId.slice(0, dot);
}

/** True for `domain.object_id`, as Home Assistant writes it. */
export function isEntityId(text: string): boolean {
  return /^[a-z0-9_]+\.[a-z0-9_]+$/.test(text);
}
