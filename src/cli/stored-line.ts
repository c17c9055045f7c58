import { toEventJson } from '../core/export/export-item.ts';
import { toIso } from '../core/export/ndjson.ts';
import type { StoredEvent } from '../core/history/history.ts';
import type { RowKind } from '../core/events/row.ts';
import { clampText } from '../core/events/text.ts';
import { decodeMessage } from '../core/events/decode.ts';
import { clampUnparsed, toEventLine, toSpecialLine, type Layout } from './human-line.ts';
import type { Paint } from './terminal-style.ts';
import { toTerminalJson } from './terminal-text.ts';

/** The name of the server of an event. `null` where it needs none. */
export type ServerLabel = (serverId: string) => string | null;

/** Characters of a tag: enough to tell homes apart, and few beside a sentence. */
const MAX_TAG_CHARS = 12;

/**
 * A short tag where the server is another one than in the line before. For a screen; a line that is taken out of a file has to
 * say it itself.
 */
export function labelOnChange(serverName: (serverId: string) => string): ServerLabel {
  let last: string | null = null;
  return (serverId) => {
    if (serverId === last) return null;
    last = serverId;
    return clampText(serverName(serverId), MAX_TAG_CHARS);
  };
}

/** One line for people, as `porchlight tail` prints it. */
export function toStoredLine(stored: StoredEvent, layout: Layout, paint: Paint, label: ServerLabel): string {
  const { row, raw, serverId } = stored;
  // A text as it was sent says no server, and must not use up a tag.
  const server = row.kind === 'unparsed' && raw !== '' ? null : label(serverId);
  const text = server === null ? row.text : `${row.text} [${server}]`;
  switch (row.kind) {
    case 'event':
      return toEventLine({ ...row, text }, layout, paint);
    case 'gap':
      return toSpecialLine(row.at, '≈', 'gap', text, 'yellow', paint);
    case 'server':
      return toSpecialLine(row.at, '·', 'server', text, 'dim', paint);
    case 'unparsed':
      return raw === ''
        ? toSpecialLine(row.at, '!', 'too large', text, 'red', paint)
        : toSpecialLine(row.at, '?', 'unparsed', clampUnparsed(raw), 'red', paint);
  }
}

const JSON_KINDS: Readonly<Record<RowKind, string>> = {
  event: 'event',
  gap: 'gap',
  server: 'note',
  unparsed: 'unparsed',
};

/**
 * One line of `--json`. Times are ISO 8601 in UTC, `server` is a name, `at` is when it arrived here.
 *
 * - `{"kind":"event","at","server","seq","recovered"?:true,"event":{…}}`: `event` is as sent, except for what is redacted
 * - `{"kind":"unparsed","at","server","seq","text"}`: `text` is as sent
 * - `{"kind":"gap" | "note","at","server","seq","text"}`
 */
export function toStoredJsonLine(stored: StoredEvent, serverName: (serverId: string) => string): string {
  const { row, raw, seq, receivedAt, serverId } = stored;
  const head = { kind: JSON_KINDS[row.kind], at: toIso(receivedAt), server: serverName(serverId), seq };
  if (row.kind !== 'event') {
    return toTerminalJson(JSON.stringify({ ...head, text: raw === '' ? row.text : raw }));
  }
  const decoded = decodeMessage(raw);
  const json = decoded.kind === 'event' ? toEventJson(raw, decoded.event) : 'null';
  const start = JSON.stringify(row.recovered === true ? { ...head, recovered: true } : head);
  return toTerminalJson(`${start.slice(0, -1)},"event":${json}}`);
}
