import type { HaEvent } from '../events/event.ts';
import type { StoredEvent } from '../history/history.ts';
import { decodeMessage, toJsonSafe } from '../stream/decode.ts';

/** A stored event on its way out. */
export interface ExportItem {
  readonly stored: StoredEvent;
  readonly serverName: string;
  /** Without its secrets; `null` for own rows and what could not be decoded. */
  readonly event: HaEvent | null;
  /** The same as JSON on one line; empty where there is no event. */
  readonly json: string;
}

/** What an export needs to know besides the events. */
export interface ExportContext {
  /** Name of a server for its id; the id itself where it is not known any more. */
  readonly serverName: (serverId: string) => string;
  /** Takes the secrets out by the rules of now: an older event may have been stored under others. */
  readonly redact: (event: HaEvent) => HaEvent;
}

/** Decodes and redacts a stored event. */
export function toExportItem(stored: StoredEvent, { serverName, redact }: ExportContext): ExportItem {
  const item = { stored, serverName: serverName(stored.serverId) };
  const decoded = stored.raw === '' ? null : decodeMessage(stored.raw);
  if (decoded?.kind !== 'event') return { ...item, event: null, json: '' };
  const event = redact(decoded.event);
  const json = event === decoded.event ? toEventJson(stored.raw, event) : JSON.stringify(toJsonSafe(event));
  return { ...item, event, json };
}

/**
 * An event as JSON on one line: its text as it came wherever that is JSON, so that no digit of a number is lost. Servers
 * before 2022.7 may send `NaN` and `Infinity`, which are not JSON; those become strings.
 *
 * @param raw a text of which `event` was decoded.
 */
export function toEventJson(raw: string, event: HaEvent): string {
  if (/NaN|Infinity/.test(raw) && !isJson(raw)) return JSON.stringify(toJsonSafe(event));
  // Line breaks of JSON stand between its values, never inside a string.
  return raw.trim().replace(/[\n\r]/g, ' ');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
