import { LIMITS } from '../limits.ts';
import type { Decoded, HaEvent } from './event.ts';
import { isWireRecord, type WireRecord } from './read-field.ts';
import { parsePythonJson } from '../json/python-json.ts';
import { whyNotToParse } from '../json/json-text.ts';

const BOUNDS = { maxDepth: LIMITS.maxJsonDepth, maxParts: LIMITS.maxJsonParts };

/**
 * Decodes the text of one message of `/api/stream`. Never throws, whatever a server sends.
 *
 * Unknown members are kept, so that an event can be printed as it was sent. Numbers beyond the range of JSON
 * (`NaN`, `Infinity`, `-Infinity`, servers before 2022.7) become the JavaScript numbers of that name.
 */
export function decodeMessage(text: string): Decoded {
  if (text === 'ping') return { kind: 'ping' };
  const why = whyNotToParse(text, BOUNDS);
  if (why !== null) return { kind: 'unparsed', why };
  const parsed = parseJson(text);
  if (!parsed.ok) return { kind: 'unparsed', why: 'not-json' };
  const event = toEvent(parsed.value);
  return event === null ? { kind: 'unparsed', why: 'not-an-event' } : { kind: 'event', event };
}

/** Decodes one object of a larger answer, by the same rules and at most a line of the stream; `null` for anything else. */
export function decodeObject(text: string): WireRecord | null {
  if (text.length > LIMITS.maxLineBytes || whyNotToParse(text, BOUNDS) !== null) return null;
  const parsed = parseJson(text);
  return parsed.ok && isWireRecord(parsed.value) ? parsed.value : null;
}

/**
 * A copy that `JSON.stringify` can carry without loss: `NaN` and the infinities become the strings `"NaN"`,
 * `"Infinity"` and `"-Infinity"`. Parts without such numbers are shared, not copied.
 */
export function toJsonSafe(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) {
    const items: unknown[] = value.map(toJsonSafe);
    return items.every((item, index) => Object.is(item, value[index])) ? value : items;
  }
  if (!isWireRecord(value)) return value;
  const before = Object.entries(value);
  const after = before.map(([key, item]): [string, unknown] => [key, toJsonSafe(item)]);
  // `fromEntries` defines own properties, so a key named `__proto__` stays a plain key.
  return after.every(([, item], index) => Object.is(item, before[index]?.[1]))
    ? value
    : Object.fromEntries(after);
}

type ParsedJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/** The beginning of any JSON, including Python's. Checked first, because an exception costs more than the parsing. */
const JSON_START = /^[ \t\n\r]*["[{\-\dtfnNI]/;

function parseJson(text: string): ParsedJson {
  if (!JSON_START.test(text)) return { ok: false };
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return parsePythonJson(text);
  }
}

/** An object with a type and data; other missing or invalid members get empty values. */
function toEvent(value: unknown): HaEvent | null {
  if (!isWireRecord(value)) return null;
  const type = value['event_type'];
  const data = value['data'] ?? {};
  if (typeof type !== 'string' || type === '' || !isWireRecord(data)) return null;
  if (isWellShaped(value)) return value;
  const { context, ...rest } = value;
  const event = {
    ...rest,
    event_type: type,
    data,
    origin: toText(value['origin']),
    time_fired: toText(value['time_fired']),
  };
  return isContext(context) ? { ...event, context } : event;
}

/** True for the usual shape of an event, which need not be copied. */
function isWellShaped(value: Record<string, unknown>): value is Record<string, unknown> & HaEvent {
  return (
    isWireRecord(value['data']) &&
    typeof value['origin'] === 'string' &&
    typeof value['time_fired'] === 'string' &&
    (!Object.hasOwn(value, 'context') || isContext(value['context']))
  );
}

function isContext(value: unknown): value is NonNullable<HaEvent['context']> {
  if (!isWireRecord(value) || typeof value['id'] !== 'string') return false;
  return isIdOrAbsent(value['parent_id']) && isIdOrAbsent(value['user_id']);
}

function isIdOrAbsent(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string';
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
