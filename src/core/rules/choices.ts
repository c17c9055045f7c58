import type { HaEvent } from '../events/event.ts';
import { isRealChange, toStateChange } from '../events/state-change.ts';
import { entityIdsOf } from '../events/subject.ts';
import type { NotificationChoice } from '../settings/settings.ts';
import { isGlobMatch } from './glob.ts';

/**
 * The first choice that wants to hear about an event, or `null`.
 *
 * A `state_changed` counts only when the state itself changed: not for attributes alone, and not when an entity came
 * or went, which each start of Home Assistant does to all of them. Without entities it never matches.
 */
export function matchChoice(
  event: HaEvent,
  choices: readonly NotificationChoice[],
): NotificationChoice | null {
  return (
    choices.find((choice) => choice.enabled && choice.type === event.event_type && fits(event, choice)) ??
    null
  );
}

/** Why a choice can't be switched on, as a sentence for its owner; `null` when it can. */
export function refuseChoice(choice: NotificationChoice): string | null {
  if (choice.type.trim() === '') return 'Name the event type first.';
  const malformed = choice.entities.find((entity) => !/^[a-z0-9_.*]+$/i.test(entity) || !/[.*]/.test(entity));
  if (malformed !== undefined) {
    return `"${malformed}" is not an entity id. Write it like binary_sensor.front_door, with * for any letters.`;
  }
  if (choice.type !== 'state_changed') {
    return choice.toStates.length === 0
      ? null
      : 'New states can be chosen for state_changed only. Remove them.';
  }
  if (!choice.enabled) return null;
  if (choice.entities.length === 0) {
    return 'Choose at least one entity for state_changed first. Without one, nearly every event would notify you.';
  }
  if (choice.entities.some(isEverything)) {
    return 'This stands for every entity, so nearly every event would notify you. Choose entities for state_changed.';
  }
  return null;
}

function fits(event: HaEvent, choice: NotificationChoice): boolean {
  if (event.event_type === 'state_changed') return fitsStateChange(event, choice);
  return choice.entities.length === 0 || isAnyMatch(entityIdsOf(event), choice.entities);
}

function fitsStateChange(event: HaEvent, choice: NotificationChoice): boolean {
  const change = toStateChange(event);
  if (change?.after == null || !isRealChange(change) || !isAnyMatch([change.entityId], choice.entities))
    return false;
  const state = change.after.state.toLowerCase();
  return (
    choice.toStates.length === 0 || choice.toStates.some((wanted) => wanted.trim().toLowerCase() === state)
  );
}

function isAnyMatch(entityIds: readonly string[], globs: readonly string[]): boolean {
  return globs.some((glob) => entityIds.some((id) => isGlobMatch(id.toLowerCase(), glob.toLowerCase())));
}

/** `*`, `**`, `*.*` and the like. */
function isEverything(glob: string): boolean {
  return /^[*.]+$/.test(glob);
}
