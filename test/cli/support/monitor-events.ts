import type { HaEvent } from '../../../src/core/events/event.ts';
import type { Row } from '../../../src/core/events/row.ts';
import type { MonitorEvent } from '../../../src/core/monitor/monitor.ts';
import { decodeMessage } from '../../../src/core/events/decode.ts';
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
export function eventFrom(raw: string, seq = 1): MonitorEvent {
  const decoded = decodeMessage(raw);
  if (decoded.kind !== 'event') throw new Error(`not an event: ${decoded.kind}`);
  const event: HaEvent = decoded.event;
  return { kind: 'event', seq, serverId, at: AT, alert: false, event, raw };
}

export const GAP: MonitorEvent = {
  kind: 'own',
  seq: 1,
  serverId,
  at: AT,
  own: { kind: 'gap', gap: { from: AT, to: AT + 7_000, reason: { code: 'ended' } }, recovery: null },
};

export function unparsed(raw: string): MonitorEvent {
  return { kind: 'unparsed', seq: 1, serverId, at: AT, raw };
}

export const OVERSIZE: MonitorEvent = {
  kind: 'own',
  seq: 1,
  serverId,
  at: AT,
  own: { kind: 'oversize', bytes: 5_242_880, isOver: true },
};
