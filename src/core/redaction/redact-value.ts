import { isWireRecord } from '../events/read-field.ts';
import { REDACTED } from './redacted.ts';

/**
 * A JSON value without its secrets; the same value when it has none. What a secret key names is replaced whole, be it a
 * text, a number, a list or an object.
 */
export function redactValue(
  value: unknown,
  isSecretKey: (key: string) => boolean,
  redactText: (text: string) => string,
): unknown {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) {
    const before: readonly unknown[] = value;
    let after: unknown[] | null = null;
    for (let index = 0; index < before.length; index += 1) {
      const item = redactValue(before[index], isSecretKey, redactText);
      if (item === before[index]) continue;
      after ??= [...before];
      after[index] = item;
    }
    return after ?? value;
  }
  if (!isWireRecord(value)) return value;
  let changes: Map<string, unknown> | null = null;
  for (const key of Object.keys(value)) {
    const before = value[key];
    const after =
      isSecretKey(key) && isSecret(before) ? REDACTED : redactValue(before, isSecretKey, redactText);
    if (!Object.is(after, before)) (changes ??= new Map<string, unknown>()).set(key, after);
  }
  return changes === null ? value : withChanges(value, changes);
}

/** `fromEntries` defines own members, so a key named `__proto__` stays a plain key. */
function withChanges(
  value: Readonly<Record<string, unknown>>,
  changes: ReadonlyMap<string, unknown>,
): unknown {
  return Object.fromEntries(
    Object.entries(value).map(([key, before]) => [key, changes.has(key) ? changes.get(key) : before]),
  );
}

function isSecret(value: unknown): boolean {
  return value !== null && value !== '' && typeof value !== 'boolean' && value !== undefined;
}
