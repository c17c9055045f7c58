import { isDeepStrictEqual } from 'node:util';
import { describeEvent } from '../../../src/core/events/sentence.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { decodeMessage, toJsonSafe } from '../../../src/core/events/decode.ts';
import type { HaEvent, UnparsedReason } from '../../../src/core/events/event.ts';
import { describeDifference, type FuzzTarget } from '../fuzz-target.ts';
import { drawMessage } from '../generators/json-text.ts';
import { NotJson, readSlowJson } from '../oracles/slow-json.ts';

/** From the text of a message to an event and its sentence, against a slow reader of JSON. */
export const decoder: FuzzTarget = {
  name: 'decoder',
  generate: drawMessage,
  check(input) {
    const decoded = decodeMessage(input);
    const got = decoded.kind === 'unparsed' ? decoded.why : decoded.kind;
    const wanted = judge(input);
    if (got !== wanted.kind) return describeDifference('kind', got, wanted.kind);
    if (decoded.kind !== 'event' || wanted.kind !== 'event') return null;
    return checkEvent(decoded.event, wanted.value) ?? checkWords(decoded.event) ?? checkPrototype();
  },
};

type Verdict =
  | { readonly kind: 'ping' | UnparsedReason; readonly value: null }
  | { readonly kind: 'event'; readonly value: Record<string, unknown> };

function judge(text: string): Verdict {
  if (text === 'ping') return { kind: 'ping', value: null };
  if (deepestOf(text) > LIMITS.maxJsonDepth) return { kind: 'too-deep', value: null };
  const value = readOrNull(text);
  if (value === null) return { kind: 'not-json', value: null };
  const [json] = value;
  if (!isObject(json)) return { kind: 'not-an-event', value: null };
  const type = json['event_type'];
  const data = json['data'] ?? {};
  if (typeof type !== 'string' || type === '' || !isObject(data))
    return { kind: 'not-an-event', value: null };
  return { kind: 'event', value: json };
}

function readOrNull(text: string): readonly [unknown] | null {
  try {
    return [readSlowJson(text)];
  } catch (error) {
    if (error instanceof NotJson) return null;
    throw error;
  }
}

/** Depth of brackets once strings, whole or unfinished, are out of the way. */
function deepestOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const char of text.replace(/"(?:\\[^]|[^"\\])*(?:"|\\?$)/g, '')) {
    if (char === '[' || char === '{') depth += 1;
    if (char === ']' || char === '}') depth -= 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** Nothing that was sent is lost or changed, but what had not the shape that it must have. */
function checkEvent(event: HaEvent, sent: Record<string, unknown>): string | null {
  const got: Record<string, unknown> = { ...event };
  for (const key of Object.keys(sent)) {
    if (key === 'context' && !Object.hasOwn(got, key)) continue;
    if ((key === 'origin' || key === 'time_fired') && typeof sent[key] !== 'string') continue;
    if (key === 'data' && sent[key] === null) continue;
    if (!Object.hasOwn(got, key) || !isDeepStrictEqual(ownValue(got, key), ownValue(sent, key)))
      return describeDifference(`member ${key}`, ownValue(got, key), ownValue(sent, key));
  }
  const extra = Object.keys(got).filter((key) => !Object.hasOwn(sent, key));
  const made = extra.filter((key) => !['data', 'origin', 'time_fired'].includes(key));
  if (made.length > 0) return describeDifference('members nobody sent', made, []);
  if (typeof event.origin !== 'string' || typeof event.time_fired !== 'string' || !isObject(event.data))
    return 'an event without the shape it promises';
  const safe = toJsonSafe(event);
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(safe)), withoutNegativeZero(safe)))
    return describeDifference('event through JSON', JSON.stringify(safe), safe);
  return null;
}

function checkWords(event: HaEvent): string | null {
  const words = describeEvent(event);
  if (words === '' && /[^\s\p{C}]/u.test(event.event_type)) return 'an event without words';
  // eslint-disable-next-line no-control-regex
  return /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/.test(words)
    ? describeDifference('words on one line', words, 'no control characters')
    : null;
}

function checkPrototype(): string | null {
  const extra = Object.keys(Object.prototype);
  return extra.length > 0 ? describeDifference('members of every object', extra, []) : null;
}

/** The member itself, also when it is named `__proto__`. */
function ownValue(record: Record<string, unknown>, key: string): unknown {
  return Object.getOwnPropertyDescriptor(record, key)?.value;
}

/** JSON has no negative zero when it is written. */
function withoutNegativeZero(value: unknown): unknown {
  if (Object.is(value, -0)) return 0;
  if (Array.isArray(value)) return value.map(withoutNegativeZero);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutNegativeZero(item)]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
