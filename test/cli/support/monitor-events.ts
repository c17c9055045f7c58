import type { HaEvent } from '../../../src/core/events/event.ts';
import type { Row } from '../../../src/core/events/row.ts';
import type { MonitorEvent } from '../../../src/core/monitor.ts';
import { decodeMessage } from '../../../src/core/stream/decode.ts';
import type { ConnectionState, FailureCode } from '../../../src/core/stream/failure.ts';

/** 21 November 2026, noon UTC. */
export const AT = Date.UTC(2026, 10, 21, 12, 0, 0, 123);
const serverId = 'tail';

export function toRow(row: Partial<Row>): Row {
  return {
    seq: 1,
    kind: 'event',
    serverId,
    at: AT,
    type: '',
    subject: '',
    text: '',
    origin: '',
    tone: 'other',
    alert: false,
    ...row,
  };
}

export function stateEvent(state: ConnectionState, at = AT): MonitorEvent {
  return { kind: 'state', serverId, at, state };
}

export function waiting(code: FailureCode, delayMs = 3_000): MonitorEvent {
  return stateEvent({ kind: 'waiting', reason: { code }, retryAt: AT + delayMs, attempt: 1 });
}

export function stopped(code: FailureCode): MonitorEvent {
  return stateEvent({ kind: 'stopped', reason: { code } });
}

/** An event as the monitor tells it, from the text that a server sends. */
export function eventFrom(raw: string, row: Partial<Row> = {}): MonitorEvent {
  const decoded = decodeMessage(raw);
  if (decoded.kind !== 'event') throw new Error(`not an event: ${decoded.kind}`);
  const event: HaEvent = decoded.event;
  const made = toRow({ type: event.event_type, ...row });
  return {
    kind: 'event',
    seq: made.seq,
    serverId,
    at: AT,
    alert: made.alert,
    row: made,
    event,
    raw,
    utf8: null,
  };
}

export const GAP: MonitorEvent = {
  kind: 'gap',
  serverId,
  row: toRow({ kind: 'gap', text: 'Disconnected 12:00:00 to 12:00:07 (7 s, Home Assistant restarted)' }),
  gap: { from: AT, to: AT + 7_000, reason: { code: 'ended' } },
};

export function unparsed(raw: string): MonitorEvent {
  const row = toRow({ kind: 'unparsed' });
  return { kind: 'unparsed', seq: row.seq, serverId, at: AT, row, raw, utf8: null };
}

export const OVERSIZE: MonitorEvent = {
  kind: 'oversize',
  serverId,
  at: AT,
  row: toRow({ kind: 'unparsed', text: 'An event of 5.0 MB was too large to read and was left out.' }),
  bytes: 5_242_880,
};
