import type { HaEvent } from '../../core/events/event.ts';
import type { HistoryEntry, OwnEntry } from '../../core/history/history.ts';
import { readWords } from '../../core/query/event-item.ts';
import type { RedactionRules } from '../../core/redaction/default-rules.ts';
import { createRedactor } from '../../core/redaction/redact.ts';
import { decodeMessage, toJsonSafe } from '../../core/events/decode.ts';
import type { CurrentStates } from './current-states.ts';
import { NO_COLUMNS, readFiredAt, toColumns, toMicros, type EventColumns } from './event-columns.ts';
import type { EventTable } from './event-table.ts';
import { readSource, toEventSource, toOwnText, toRowOf, type KeptEntry } from './stored-item.ts';
import type { FindTwin } from './twins.ts';

/** An event as it comes off the main thread: its text is still bytes. */
export type IncomingEvent = Omit<Extract<HistoryEntry, { kind: 'event' }>, 'kind' | 'raw'> & {
  /** UTF-8. */
  readonly text: Uint8Array;
};

/** What became of an event: kept, or left out because it is kept already. */
export type Written = 'kept' | 'twin';

export interface Writer {
  writeEvent(event: IncomingEvent): Written;
  writeRow(entry: OwnEntry): void;
}

export interface WriterParts {
  readonly table: EventTable;
  readonly states: CurrentStates;
  readonly findTwin: FindTwin;
  redaction(): RedactionRules;
}

const encoder = new TextEncoder();
const UNPARSED: EventColumns = { ...NO_COLUMNS, type: 'unparsed' };

export function createWriter({ table, states, findTwin, redaction }: WriterParts): Writer {
  let rules: RedactionRules | null = null;
  let redact = createRedactor({ keys: [], patterns: [] });

  function redactEvent(event: HaEvent): HaEvent {
    if (rules !== redaction()) {
      rules = redaction();
      redact = createRedactor(rules);
    }
    return redact(event);
  }

  /** What is not an event can hold a secret too, but has no keys to know it by; patterns are all that applies. */
  function redactText(raw: string): string {
    const wrapped = redactEvent({ event_type: 'unparsed', data: { text: raw }, origin: '', time_fired: '' });
    return String(wrapped.data['text']);
  }

  function writeUnparsed(incoming: IncomingEvent, raw: string): Written {
    const text = redactText(raw);
    const at = incoming.receivedAt;
    const entry: KeptEntry = { ...toFacts(incoming), at, isOwnRow: false, text };
    const bytes = text === raw ? incoming.text : encoder.encode(text);
    const firedAt = toMicros(incoming.receivedAt);
    const found = readWords(readSource(entry, false));
    table.write({ entry, kind: 'unparsed', columns: UNPARSED, firedAt, ...found, bytes });
    return 'kept';
  }

  return {
    writeEvent(incoming) {
      const raw = toText(incoming.text);
      const decoded = decodeMessage(raw);
      if (decoded.kind !== 'event') return writeUnparsed(incoming, raw);
      const event = redactEvent(decoded.event);
      const columns = toColumns(event);
      const fired = readFiredAt(event.time_fired);
      if (fired?.isExact === true && findTwin(incoming, fired.micros, columns, event)) return 'twin';
      const text = event === decoded.event ? raw : JSON.stringify(toJsonSafe(event));
      const firedAt = fired?.micros ?? toMicros(incoming.receivedAt);
      const at = Math.floor(firedAt / 1_000);
      const entry: KeptEntry = { ...toFacts(incoming), at, isOwnRow: false, text };
      const bytes = text === raw ? incoming.text : encoder.encode(text);
      const found = readWords(toEventSource(entry, event, false));
      table.write({ entry, kind: 'event', columns, firedAt, ...found, bytes });
      states.take(incoming.serverId, incoming.seq, event, raw.length);
      return 'kept';
    },
    writeRow(own) {
      const { seq, serverId, alert, kind, recovered = false, at } = toRowOf(own);
      const { receivedAt } = own;
      const text = toOwnText(own);
      const entry: KeptEntry = { seq, serverId, receivedAt, alert, recovered, at, isOwnRow: true, text };
      const columns = kind === 'unparsed' ? UNPARSED : NO_COLUMNS;
      const found = readWords(readSource(entry, false));
      table.write({ entry, kind, columns, firedAt: toMicros(at), ...found, bytes: null });
    },
  };
}

function toFacts({
  seq,
  serverId,
  receivedAt,
  alert,
  recovered,
}: IncomingEvent): Omit<KeptEntry, 'isOwnRow' | 'text' | 'at'> {
  return { seq, serverId, receivedAt, alert, recovered };
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
