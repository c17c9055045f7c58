import type { HaEvent } from '../events/event.ts';
import { toLine } from '../events/text.ts';
import { toRow } from '../events/to-row.ts';
import type { StoredEvent } from '../history/history.ts';
import { type Redact, redactMessage } from '../redaction/redact.ts';
import { toJsonSafe } from '../events/decode.ts';

/** Characters of a message that could not be decoded, as its row shows them. */
const MAX_UNPARSED_CHARS = 300;

/** A stored event, ready for an export. */
export interface ExportItem {
  /** Redacted. */
  readonly stored: StoredEvent;
  readonly serverName: string;
  /** The decoded event; `null` for own rows and messages that could not be decoded. */
  readonly event: HaEvent | null;
  /** The event as JSON on one line; empty if there is none. */
  readonly json: string;
}

/** What an export needs to know besides the events. */
export interface ExportContext {
  /** Name of a server for its id; the id itself if the server is no longer known. */
  readonly serverName: (serverId: string) => string;
  /** Redacts by the present rules: an older event may have been stored under others. */
  readonly redact: Redact;
}

/** Decodes and redacts a stored event. If something was redacted, its sentence is made again. */
export function toExportItem(stored: StoredEvent, { serverName, redact }: ExportContext): ExportItem {
  const name = serverName(stored.serverId);
  if (stored.raw === '') return { stored, serverName: name, event: null, json: '' };
  const { raw, event } = redactMessage(stored.raw, redact);
  if (event === null) return { stored: withUnparsed(stored, raw), serverName: name, event, json: '' };
  const json = toEventJson(raw, event);
  if (raw === stored.raw) return { stored, serverName: name, event, json };
  const { row, seq, serverId, receivedAt } = stored;
  const clean = { ...row, ...toRow(event, { seq, serverId, receivedAt, alert: row.alert }) };
  return { stored: { ...stored, raw, row: clean }, serverName: name, event, json };
}

/** The same with the text of a message that could not be decoded. */
function withUnparsed(stored: StoredEvent, raw: string): StoredEvent {
  if (raw === stored.raw) return stored;
  return { ...stored, raw, row: { ...stored.row, text: toLine(raw, MAX_UNPARSED_CHARS) } };
}

/**
 * An event as JSON on one line: its own text if that is JSON, so that no digit of a number is lost. Servers
 * before 2022.7 may send `NaN` and `Infinity`, which are not JSON; those become strings.
 *
 * @param raw a text of which `event` was decoded.
 */
export function toEventJson(raw: string, event: HaEvent): string {
  if (/NaN|Infinity/.test(raw) && !isJson(raw)) return JSON.stringify(toJsonSafe(event));
  // Line breaks of JSON are between its values, never inside a string.
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
