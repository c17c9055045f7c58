import { readForeignLine, type ForeignLine } from './foreign-lines.ts';
import type { HistoryEntry } from '../history/history.ts';
import { isWireRecord, readField, readText, type WireRecord } from '../events/read-field.ts';
import { parseFiredAt } from '../events/to-row.ts';
import { decodeMessage } from '../events/decode.ts';

/** The longest line that is read: the size of the largest event of a stream. Longer ones are skipped and counted. */
export const MAX_CAPTURE_LINE_BYTES = 4 * 1_048_576;

/** Longest id of a server, and the id of a server that a line does not name. */
const MAX_SERVER_ID_CHARS = 64;
const UNNAMED = 'capture';

/** An event; a line to ignore, such as the blank lines of a recorded stream; or a line that is not an event, to be counted. */
export type CaptureLine = HistoryEntry | { readonly kind: 'blank' } | { readonly kind: 'skipped' };

/** Our own last member, as `toNdjsonLine` writes it: an object without objects inside, at the very end. */
const OWN_MEMBER = /^,"porchlight":\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*\}\}$/;

/** Before a message: the field of SSE, or the arrow of a tool that prints the frames of a WebSocket. */
const PREFIX = /^(?:data:|[<>])\s*/;

/** Other lines of a recorded stream: comments, other fields of SSE, HTTP headers, and sizes of chunks. */
const STREAM_LINE =
  /^(?::|(?:event|id|retry):|HTTP\/\d|(?:content|transfer|cache|referrer|access|x)-[\w-]+:|(?:date|server|connection|vary|allow):|[\da-f]{1,8}$|[[\]]$)/i;

/**
 * Parses one line of a capture: an NDJSON or JSON export of Porchlight, what `tail --json` and `history --json` print, a plain
 * event of Home Assistant, a frame of its WebSocket, or a line of a recorded stream (`curl` of `/api/stream`). Servers are known by their names there, so the name is the id. Never throws.
 *
 * @param now epoch ms, for a line without a time
 */
export function parseCaptureLine(line: string, seq: number, now: number): CaptureLine {
  const text = line.replace(/^\uFEFF/, '').trim();
  const message = PREFIX.test(text) ? text.replace(PREFIX, '') : text;
  if (message === '' || (message === 'ping' && message !== text)) return { kind: 'blank' };
  if (!message.startsWith('{') && !text.startsWith('data:')) {
    return { kind: STREAM_LINE.test(text) ? 'blank' : 'skipped' };
  }
  const foreign = readForeignLine(message);
  if (foreign === 'blank') return { kind: 'blank' };
  if (foreign !== null) return toForeignEntry(foreign, seq, now);
  // The records of a JSON export have a comma between them.
  const { raw, porchlight } = splitMessage(message.replace(/,$/, ''));
  const name = readText(porchlight, 'server').slice(0, MAX_SERVER_ID_CHARS);
  const facts = { seq, serverId: name === '' ? UNNAMED : name };
  const arrivedAt = parseFiredAt(readText(porchlight, 'received_at'));
  if (raw === null) return toOwnEntry(porchlight, facts, arrivedAt ?? now);
  const decoded = decodeMessage(raw);
  if (decoded.kind !== 'event') return { kind: 'skipped' };
  return {
    kind: 'event',
    ...facts,
    receivedAt: arrivedAt ?? parseFiredAt(decoded.event.time_fired) ?? now,
    alert: readField(porchlight, 'alert') === true,
    recovered: readField(porchlight, 'recovered') === true,
    raw,
  };
}

function toForeignEntry(line: Exclude<ForeignLine, 'blank'>, seq: number, now: number): CaptureLine {
  const serverId = line.server.slice(0, MAX_SERVER_ID_CHARS) || UNNAMED;
  const at = parseFiredAt(line.at);
  if ('gap' in line) {
    const own = { kind: 'imported', rowKind: 'gap', tone: 'bad', text: line.gap } as const;
    return { kind: 'own', seq, serverId, at: at ?? now, own };
  }
  const { raw, recovered } = line;
  if (raw === '') return { kind: 'skipped' };
  const decoded = decodeMessage(raw);
  const firedAt = decoded.kind === 'event' ? parseFiredAt(decoded.event.time_fired) : null;
  return { kind: 'event', seq, serverId, receivedAt: at ?? firedAt ?? now, alert: false, recovered, raw };
}

/** The event as Home Assistant sent it, `null` in a row of our own, and our member. */
function splitMessage(text: string): { readonly raw: string | null; readonly porchlight: WireRecord } {
  const at = text.lastIndexOf(',"porchlight":{');
  if (at !== -1 && OWN_MEMBER.test(text.slice(at))) {
    const member = parseObject(text.slice(at + ',"porchlight":'.length, -1));
    return { raw: `${text.slice(0, at)}}`, porchlight: member ?? {} };
  }
  // Another program may have rewritten the line.
  const { porchlight, ...rest } = text.includes('"porchlight"') ? (parseObject(text) ?? {}) : {};
  if (!isWireRecord(porchlight)) return { raw: text, porchlight: {} };
  return { raw: readText(rest, 'event_type') === '' ? null : JSON.stringify(rest), porchlight };
}

/** A row of our own, such as a gap, or a message that could not be decoded. */
function toOwnEntry(
  porchlight: WireRecord,
  facts: { readonly seq: number; readonly serverId: string },
  receivedAt: number,
): CaptureLine {
  const rowKind = readText(porchlight, 'kind');
  if (rowKind !== 'gap' && rowKind !== 'server' && rowKind !== 'unparsed') return { kind: 'skipped' };
  const raw = readText(porchlight, 'raw');
  if (raw !== '') return { kind: 'event', ...facts, receivedAt, alert: false, recovered: false, raw };
  const at = parseFiredAt(readText(porchlight, 'at')) ?? receivedAt;
  const tone = readText(porchlight, 'tone') === 'bad' ? 'bad' : 'system';
  const own = { kind: 'imported', rowKind, tone, text: readText(porchlight, 'text') } as const;
  return { kind: 'own', ...facts, at, own };
}

function parseObject(text: string): WireRecord | null {
  try {
    const value: unknown = JSON.parse(text);
    return isWireRecord(value) ? value : null;
  } catch {
    return null;
  }
}
