import type { HistoryEntry, OwnEntry, StoredState } from '../../core/history/history.ts';
import type { Alert } from '../../core/history/alert.ts';
import type { IncomingEvent } from '../store/writer.ts';

/** Numbers of one event: seq, time, flags, server, bytes of its text. */
export const FACTS = 5;
const ALERT = 1;
const RECOVERED = 2;
/** As much as a second of a calm house has. What a batch does not fill is held as long as a text of it. */
const FIRST_BYTES = 2_048;
const MAX_BYTES_PER_UNIT = 3;

/** What crosses to the worker at once. It is copied: the sender keeps it until it is known to be on disk. */
export interface Batch {
  /** Texts of the events, UTF-8, one behind the other. */
  readonly texts: Uint8Array<ArrayBuffer>;
  readonly facts: Float64Array<ArrayBuffer>;
  readonly servers: readonly string[];
  readonly rows: readonly OwnEntry[];
  readonly alerts: readonly Alert[];
  readonly states: readonly StoredState[];
  /** What it counts for in the backlog. */
  readonly bytes: number;
}

/** Collects what is appended. An event costs a copy of its text and a few numbers. */
export interface BatchBuilder {
  bytes(): number;
  addEvent(event: Extract<HistoryEntry, { kind: 'event' }>): void;
  addRow(row: OwnEntry): void;
  addAlert(alert: Alert): void;
  addState(state: StoredState): void;
  /** What was collected; the builder begins anew. */
  take(): Batch;
}

/** Rough bytes of a small object, and of what is known of an event besides its text. */
const OBJECT_BYTES = 300;
const FACTS_BYTES = 100;

export function createBatchBuilder(): BatchBuilder {
  let texts = Buffer.alloc(0);
  let used = 0;
  let facts: number[] = [];
  let servers: string[] = [];
  let rows: OwnEntry[] = [];
  let alerts: Alert[] = [];
  let states: StoredState[] = [];
  /** The next buffer is as large as the last one was filled: calm houses need little, floods much. */
  let nextBytes = FIRST_BYTES;

  function reserve(bytes: number): void {
    if (used + bytes <= texts.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(nextBytes, texts.length * 2, used + bytes));
    texts.copy(larger, 0, 0, used);
    texts = larger;
  }

  /** Returns the bytes written. */
  function write(raw: string | Uint8Array): number {
    if (typeof raw === 'string') {
      reserve(raw.length * MAX_BYTES_PER_UNIT);
      return texts.write(raw, used, 'utf8');
    }
    reserve(raw.length);
    texts.set(raw, used);
    return raw.length;
  }

  function serverIndex(serverId: string): number {
    const index = servers.indexOf(serverId);
    return index === -1 ? servers.push(serverId) - 1 : index;
  }

  function bytes(): number {
    return (
      used +
      (facts.length / FACTS) * FACTS_BYTES +
      (rows.length + alerts.length + states.length) * OBJECT_BYTES
    );
  }

  return {
    bytes,
    addEvent({ seq, serverId, receivedAt, alert, recovered, raw }) {
      const written = write(raw);
      used += written;
      const flags = (alert ? ALERT : 0) + (recovered ? RECOVERED : 0);
      facts.push(seq, receivedAt, flags, serverIndex(serverId), written);
    },
    addRow: (row) => void rows.push(row),
    addAlert: (alert) => void alerts.push(alert),
    addState: (state) => void states.push(state),
    take() {
      const batch: Batch = {
        texts: new Uint8Array(texts.buffer, texts.byteOffset, used),
        facts: Float64Array.from(facts),
        servers,
        rows,
        alerts,
        states,
        bytes: bytes(),
      };
      nextBytes = Math.max(FIRST_BYTES, Math.ceil(used * 1.25));
      texts = Buffer.alloc(0);
      used = 0;
      facts = [];
      servers = [];
      rows = [];
      alerts = [];
      states = [];
      return batch;
    },
  };
}

/** The events of a batch. Their texts are views. */
export function eventsOf({ texts, facts, servers }: Batch): readonly IncomingEvent[] {
  const events: IncomingEvent[] = [];
  let start = 0;
  for (let at = 0; at < facts.length; at += FACTS) {
    const flags = facts[at + 2] ?? 0;
    const length = facts[at + 4] ?? 0;
    events.push({
      seq: facts[at] ?? 0,
      receivedAt: facts[at + 1] ?? 0,
      alert: (flags & ALERT) !== 0,
      recovered: (flags & RECOVERED) !== 0,
      serverId: servers[facts[at + 3] ?? 0] ?? '',
      text: texts.subarray(start, start + length),
    });
    start += length;
  }
  return events;
}
