import { toJsonText } from './json-words.ts';
import type { HaEvent, HaState } from './event.ts';
import { toStateChange } from './state-change.ts';

/** One thing that a `state_changed` changed. Values are as shown: nested ones as JSON text, absent ones `null`. */
export interface ChangedKey {
  /** `state`, or the name of an attribute. */
  readonly key: string;
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * What differs between the two sides of a `state_changed`: the state first, then attributes by name. Times of change
 * and contexts are left out, since they always differ. Empty for other events.
 */
export function changedKeys(event: HaEvent): readonly ChangedKey[] {
  const change = toStateChange(event);
  if (change === null) return [];
  const before = toShown(change.before);
  const after = toShown(change.after);
  const keys = new Set(['state', ...[...before.keys(), ...after.keys()].sort(byName)]);
  return [...keys]
    .map((key) => ({ key, before: before.get(key) ?? null, after: after.get(key) ?? null }))
    .filter((each) => each.before !== each.after)
    .map((each) => ({ ...each, key: toName(each.key) }));
}

/** Attributes carry a mark, so that one called `state` is not taken for the state. */
function toShown(state: HaState | null): ReadonlyMap<string, string> {
  if (state === null) return new Map();
  const attributes = Object.entries(state.attributes).map(([key, value]): [string, string] => [
    `.${key}`,
    typeof value === 'string' ? value : toJsonText(value),
  ]);
  return new Map([['state', state.state], ...attributes]);
}

function toName(key: string): string {
  return key.startsWith('.') ? key.slice(1) : key;
}

function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
