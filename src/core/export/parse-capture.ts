import type { RowKind, RowTone } from '../events/row.ts';
import { isWireRecord, readField, readText, type WireRecord } from '../events/read-field.ts';
import { parseFiredAt } from '../events/to-row.ts';
import { decodeMessage } from '../events/decode.ts';

/** The longest line that is read, the largest event of a stream being as long. Longer ones are passed over and counted. */
export const MAX_CAPTURE_LINE_BYTES = 4 * 1_048_576;

/** What one line of a capture turned out to be. */
export type CaptureLine =
  | {
      readonly kind: 'event';
      /** The event as Home Assistant sent it. */
      readonly raw: string;
      /** Name of the server; empty where the line does not say. */
      readonly server: string;
      /** Epoch ms: when it arrived, else when it was fired; `null` where the line says neither. */
      readonly receivedAt: number | null;
      readonly recovered: boolean;
      readonly alert: boolean;
    }
  /** A row of our own, such as a gap. */
  | {
      readonly kind: 'row';
      readonly rowKind: Exclude<RowKind, 'event'>;
      readonly server: string;
      readonly receivedAt: number | null;
      readonly at: number | null;
      readonly text: string;
      readonly tone: RowTone;
      /** The text as it came, of a message that could not be decoded; else empty. */
      readonly raw: string;
    }
  /** Nothing to keep: a blank line, a comment, a ping, or what else a recorded stream has between its events. */
  | { readonly kind: 'blank' }
  /** No event: to be counted. */
  | { readonly kind: 'skipped' };

/** Our own last member, as `toNdjsonLine` writes it: an object without objects inside, at the very end. */
const OWN_MEMBER = /^,"porchlight":\{(?:[^"{}]|"(?:[^"\\]|\\.)*")*\}\}$/;

/** What a recorded stream has besides data: comments, the other fields of SSE, HTTP's head, and sizes of chunks. */
const STREAM_LINE =
  /^(?::|(?:event|id|retry):|HTTP\/\d|(?:content|transfer|cache|referrer|access|x)-[\w-]+:|(?:date|server|connection|vary|allow):|[\da-f]{1,8}$)/i;

/**
 * Understands one line of a capture: what Porchlight exported as NDJSON, a plain event of Home Assistant, or a line of a
 * recorded stream (`curl` of `/api/stream`). Never throws.
 */
export function parseCaptureLine(line: string): CaptureLine {
  const text = line.replace(/^\uFEFF/, '').trim();
  if (text === '') return { kind: 'blank' };
  if (text.startsWith('data:')) return parseMessage(text.slice('data:'.length).trim());
  if (!text.startsWith('{')) return { kind: STREAM_LINE.test(text) ? 'blank' : 'skipped' };
  return parseMessage(text);
}

function parseMessage(text: string): CaptureLine {
  if (text === 'ping' || text === '') return { kind: 'blank' };
  const at = text.lastIndexOf(',"porchlight":{');
  if (at !== -1 && OWN_MEMBER.test(text.slice(at))) {
    const member = parseObject(text.slice(at + ',"porchlight":'.length, -1));
    return toEventLine(`${text.slice(0, at)}}`, member ?? {});
  }
  if (!text.includes('"porchlight"')) return toEventLine(text, {});
  return parseRearranged(text);
}

/** A line that another program wrote anew, or one of a row of ours. */
function parseRearranged(text: string): CaptureLine {
  const { porchlight, ...rest } = parseObject(text) ?? {};
  if (!isWireRecord(porchlight)) return toEventLine(text, {});
  if (readText(rest, 'event_type') !== '') return toEventLine(JSON.stringify(rest), porchlight);
  const kind = readText(porchlight, 'kind');
  if (kind !== 'gap' && kind !== 'server' && kind !== 'unparsed') return { kind: 'skipped' };
  return {
    kind: 'row',
    rowKind: kind,
    server: readText(porchlight, 'server'),
    receivedAt: parseFiredAt(readText(porchlight, 'received_at')),
    at: parseFiredAt(readText(porchlight, 'at')),
    text: readText(porchlight, 'text'),
    tone: readText(porchlight, 'tone') === 'bad' ? 'bad' : 'system',
    raw: readText(porchlight, 'raw'),
  };
}

function toEventLine(raw: string, porchlight: WireRecord): CaptureLine {
  const decoded = decodeMessage(raw);
  if (decoded.kind !== 'event') return { kind: 'skipped' };
  const receivedAt = parseFiredAt(readText(porchlight, 'received_at'));
  return {
    kind: 'event',
    raw,
    server: readText(porchlight, 'server'),
    receivedAt: receivedAt ?? parseFiredAt(decoded.event.time_fired),
    recovered: readField(porchlight, 'recovered') === true,
    alert: readField(porchlight, 'alert') === true,
  };
}

function parseObject(text: string): WireRecord | null {
  try {
    const value: unknown = JSON.parse(text);
    return isWireRecord(value) ? value : null;
  } catch {
    return null;
  }
}
