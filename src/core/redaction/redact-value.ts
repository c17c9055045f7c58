import { isWireRecord } from '../events/read-field.ts';
import { REDACTED } from '../events/redacted.ts';
import { whyNotToParse } from '../json/json-text.ts';
import { LIMITS } from '../limits.ts';

/** Limits of JSON inside a text that is parsed. */
const LIKE_JSON = /^\s*(?:\{\s*"|\[\s*[[{"])/;
/** A key and its text or number. Takes linear time for any text. */
const MEMBER = /"([^"\\]{1,100})"(\s*:\s*)(?:"(?:[^"\\]|\\.)+"|-?\d[^\s,\]}]*)/g;
const INNER_BOUNDS = { maxDepth: 20, maxParts: LIMITS.maxJsonParts };

/**
 * A JSON value without its secrets; the same value when it has none. The whole value of a secret key is replaced: a
 * text, a number, a list or an object.
 */
export function redactValue(
  value: unknown,
  isSecretKey: (key: string) => boolean,
  redactText: (text: string) => string,
): unknown {
  if (typeof value === 'string') return redactString(value, isSecretKey, redactText);
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

/** A text may itself be JSON, such as the payload of an MQTT message: its keys may name secrets, too. */
function redactString(
  text: string,
  isSecretKey: (key: string) => boolean,
  redactText: (text: string) => string,
): string {
  if (!LIKE_JSON.test(text)) return redactText(text);
  if (whyNotToParse(text, INNER_BOUNDS) !== null) return redactText(redactMembers(text, isSecretKey));
  const inner = parseInner(text);
  if (inner === null) return redactText(text);
  const after = redactValue(inner, isSecretKey, redactText);
  return after === inner ? text : JSON.stringify(after);
}

/** Redacts JSON that must not be parsed: only texts and numbers of secret keys are replaced. */
function redactMembers(text: string, isSecretKey: (key: string) => boolean): string {
  return text.replace(MEMBER, (member, key: string, colon: string) =>
    isSecretKey(key) ? `"${key}"${colon}"${REDACTED}"` : member,
  );
}

/** Parses a text that is a JSON object or list; else `null`. */
function parseInner(text: string): object | null {
  try {
    return JSON.parse(text) as object;
  } catch {
    return null;
  }
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
