import type { HaEvent, HaState } from './event.ts';
import { toJsonText } from './json-text.ts';
import { readField, type WireRecord } from './read-field.ts';
import { toStateChange } from './state-change.ts';

/** One thing that a `state_changed` changed. Values are as shown: nested ones as JSON text, absent ones `null`. */
export interface ChangedKey {
  /** `state`, or the name of an attribute. */
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * The differences between the two sides of a `state_changed`: the state first, then attributes by name. Times of change
 * and contexts are left out, because they always differ. Empty for other events.
 */
export function changedKeys(event: HaEvent): readonly ChangedKey[] {
  const change = toStateChange(event);
  if (change === null) return [];
  const state: ChangedKey = {
    key: 'state',
    before: change.before?.state ?? null,
    after: change.after?.state ?? null,
  };
  const attributes = changedAttributes(change.before, change.after);
  return state.before === state.after ? attributes : [state, ...attributes];
}

/** Names of the attributes that differ, those of `after` first. */
export function changedNames(before: WireRecord, after: WireRecord): string[] {
  return [...new Set([...Object.keys(after), ...Object.keys(before)])].filter((name) => {
    const [old, now] = [readField(before, name), readField(after, name)];
    return old !== now && toJsonText(old) !== toJsonText(now);
  });
}

function changedAttributes(before: HaState | null, after: HaState | null): readonly ChangedKey[] {
  const old = before?.attributes ?? {};
  const now = after?.attributes ?? {};
  return changedNames(old, now)
    .sort((a, b) => (a < b ? -1 : 1))
    .map((key) => {
      const shown = { key, before: textOf(old, key, toShown), after: textOf(now, key, toShown) };
      // The number 1 and the text "1" differ, so the quotes must be shown.
      return shown.before === shown.after
        ? { key, before: textOf(old, key, toJsonText), after: textOf(now, key, toJsonText) }
        : shown;
    });
}

function textOf(
  attributes: HaState['attributes'],
  key: string,
  toText: (value: unknown) => string,
): string | null {
  const value = Object.hasOwn(attributes, key) ? attributes[key] : null;
  return value === null ? null : toText(value);
}

function toShown(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : toJsonText(value);
}
