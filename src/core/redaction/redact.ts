import { decodeMessage, toJsonSafe } from '../events/decode.ts';
import type { HaEvent } from '../events/event.ts';
import { readText } from '../events/read-field.ts';
import { hideSecretPlaces } from '../events/secret-places.ts';
import { parseExactRegex } from '../query/bounded-regex.ts';
import { isWildcardMatch } from '../query/match-wildcard.ts';
import type { RedactionRules } from './default-rules.ts';
import { createTextRedactor } from './secret-texts.ts';
import { redactValue } from './redact-value.ts';

/**
 * Makes the function that takes the secrets out of an event: what stands in a place for codes, the values of the keys,
 * whatever they are, and what the patterns find in texts. It returns the same object when there are none. An empty value,
 * yes, no and null are no secrets. Patterns that can't be allowed are left out; `parseRedaction` says so before.
 */
export function createRedactor(rules: RedactionRules): Redact {
  const isSecretKey = createKeyTest(rules.keys);
  const redactText = createTextRedactor(rules.patterns);
  return (event) => {
    const hidden = hideSecretPlaces(event);
    const data = redactValue(hidden.data, isSecretKey, redactText);
    return data === hidden.data ? hidden : { ...hidden, data: data as HaEvent['data'] };
  };
}

/** Redacts an event; returns the same event when it has no secrets. */
export type Redact = (event: HaEvent) => HaEvent;

/** A redacted message. */
export interface RedactedMessage {
  /** The original text when nothing was redacted. */
  readonly raw: string;
  /** The decoded event; `null` if it is not an event. */
  readonly event: HaEvent | null;
}

/**
 * Redacts the text of a message. Every text that is shown, copied, exported or read from a file goes through here. A text
 * that is not an event has no keys, so only the patterns apply.
 */
export function redactMessage(raw: string, redact: Redact): RedactedMessage {
  const decoded = decodeMessage(raw);
  if (decoded.kind !== 'event') {
    const { data } = redact({ event_type: '', data: { raw }, origin: '', time_fired: '' });
    return { raw: readText(data, 'raw'), event: null };
  }
  const event = redact(decoded.event);
  return { raw: event === decoded.event ? raw : JSON.stringify(toJsonSafe(event)), event };
}

/** Why these rules can't be used, as a sentence for the person who wrote them; `null` when they can. */
export function parseRedaction({ keys, patterns }: RedactionRules): string | null {
  const everything = keys.find((key) => /^[*?]+$/.test(key.trim()));
  if (everything !== undefined) {
    return `The key ${everything} stands for every key, so nothing would be left. Name the keys.`;
  }
  return patterns.map(refusePattern).find((problem) => problem !== null) ?? null;
}

function refusePattern(pattern: string): string | null {
  const parsed = parseExactRegex(pattern);
  if (!parsed.ok) return `The pattern ${shorten(pattern)} can't be used. ${parsed.problem}`;
  return new RegExp(pattern, 'is').test('')
    ? `The pattern ${shorten(pattern)} finds even an empty text. Let it need a character.`
    : null;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

/** Size of the cache of keys; a home has a few hundred. */
const MAX_REMEMBERED = 4_000;

/** Whether a key is one of these, without case; `*` in one matches any characters. */
function createKeyTest(keys: readonly string[]): (key: string) => boolean {
  const patterns = keys.map(toPattern).filter((pattern) => pattern !== '');
  const known = new Map<string, boolean>();
  return (key) => {
    const remembered = known.get(key);
    if (remembered !== undefined) return remembered;
    const lower = key.toLowerCase();
    const isSecret = patterns.some((pattern) => isWildcardMatch(lower, pattern));
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(key, isSecret);
    return isSecret;
  };
}

/** `?` is an ordinary character in a key. */
function toPattern(key: string): string {
  return key.trim().toLowerCase().replaceAll('?', '*');
}
