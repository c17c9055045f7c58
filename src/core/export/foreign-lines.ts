import { isWireRecord, readField, readText, type WireRecord } from '../events/read-field.ts';

/**
 * An event inside of a line of another form than a plain event: its text and what the line says of it. `null`: another form.
 * `blank`: a line of such a form that has no event and needs none, such as the answer to a login.
 */
export type ForeignLine =
  | { readonly raw: string; readonly server: string; readonly at: string; readonly recovered: boolean }
  | { readonly gap: string; readonly server: string; readonly at: string }
  | 'blank';

/** Frames of the WebSocket API besides events. https://developers.home-assistant.io/docs/api/websocket */
const OTHER_FRAMES =
  /^(?:auth|auth_ok|auth_required|auth_invalid|result|pong|ping|subscribe_events|supported_features)$/;

/** Lines of `--json` without an event. */
const OTHER_KINDS = /^(?:state|oversize|clock-set-back|dropped|note|alert)$/;

/**
 * Finds the event in a line of `tail --json` or `history --json`, or in a frame of Home Assistant's WebSocket.
 *
 * @param text a JSON object, already trimmed
 */
export function readForeignLine(text: string): ForeignLine | null {
  // A plain event begins with its own members; to parse each one here would double the time of a large file.
  if (!/^\{"(?:kind|id|type)":/.test(text)) return null;
  const line = parseObject(text);
  if (line === null || readText(line, 'event_type') !== '') return null;
  return readText(line, 'kind') === '' ? readFrame(text, line) : readPrinted(text, line);
}

function readFrame(text: string, frame: WireRecord): ForeignLine | null {
  const type = readText(frame, 'type');
  if (type !== 'event') return OTHER_FRAMES.test(type) ? 'blank' : null;
  const raw = memberText(text, frame);
  return raw === null ? null : { raw, server: '', at: '', recovered: false };
}

function readPrinted(text: string, line: WireRecord): ForeignLine | null {
  const facts = { server: readText(line, 'server'), at: readText(line, 'at') };
  const kind = readText(line, 'kind');
  switch (kind) {
    case 'event': {
      const raw = memberText(text, line);
      return raw === null ? null : { raw, ...facts, recovered: readField(line, 'recovered') === true };
    }
    case 'unparsed':
      return { raw: readText(line, 'text'), ...facts, recovered: false };
    case 'gap':
      return {
        gap: readText(line, 'text') || `Disconnected (${readText(line, 'reason')})`,
        server: facts.server,
        at: facts.at || readText(line, 'from'),
      };
    case 'recovered':
      return 'blank';
    default:
      return OTHER_KINDS.test(kind) ? 'blank' : null;
  }
}

/** The text of the member `event`: as it was written where it is the last one, so that no digit of a number is lost. */
function memberText(text: string, line: WireRecord): string | null {
  const event = readField(line, 'event');
  if (!isWireRecord(event)) return null;
  const start = text.indexOf(',"event":');
  const raw = start === -1 ? '' : text.slice(start + ',"event":'.length, -1);
  return isSame(raw, event) ? raw : JSON.stringify(event);
}

function isSame(raw: string, event: WireRecord): boolean {
  const parsed = parseObject(raw);
  return parsed !== null && JSON.stringify(parsed) === JSON.stringify(event);
}

/** Home Assistant may send several frames as one list. Any other line is returned as it is; `null`: one that is too long. */
export function splitFrames(line: string | null): readonly (string | null)[] {
  if (line === null || !/^\s*\[\s*\{/.test(line)) return [line];
  try {
    const frames: unknown = JSON.parse(line);
    return Array.isArray(frames) ? frames.map((frame) => JSON.stringify(frame)) : [line];
  } catch {
    return [line];
  }
}

function parseObject(text: string): WireRecord | null {
  try {
    const value: unknown = JSON.parse(text);
    return isWireRecord(value) ? value : null;
  } catch {
    return null;
  }
}
