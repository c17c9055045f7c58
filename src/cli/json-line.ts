import type { OwnRow } from '../core/own-rows/own-row.ts';
import { parseFiredAt } from '../core/events/to-row.ts';
import { toEventJson } from '../core/export/export-item.ts';
import { toIso } from '../core/export/ndjson.ts';
import type { MonitorEvent } from '../core/monitor/monitor.ts';
import { describeOutcome } from '../core/recovery/describe-recovery.ts';
import { toJsonSafe } from '../core/events/decode.ts';
import { toTerminalJson } from './terminal-text.ts';

/**
 * One line of `--json`, several for recovered events, or `null` for news without a line. Times are ISO 8601 in UTC;
 * `server` is the base URL; `reason` is a code of `FailureCode`.
 *
 * - `{"kind":"state","at","server","state","reason"?}`
 * - `{"kind":"event","at","server","seq","event":{…}}`: `at` is when it arrived, `event` is as sent
 * - `{"kind":"gap","server","from","to","reason"}`
 * - `{"kind":"recovered","server","from","to","count","result"}`: what was recovered of a gap, then each event with
 *   `"recovered":true` and without `seq`
 * - `{"kind":"unparsed","at","server","text"}`
 * - `{"kind":"oversize","at","server","bytes"}`
 * - `{"kind":"clock-set-back","at","server","ms"}`
 */
export function toJsonLine(event: MonitorEvent, server: string): string | null {
  switch (event.kind) {
    case 'state': {
      const { state } = event;
      const reason = 'reason' in state ? { reason: state.reason.code } : {};
      return toLine({ kind: 'state', at: toIso(event.at), server, state: state.kind, ...reason });
    }
    case 'event': {
      const head = JSON.stringify({ kind: 'event', at: toIso(event.at), server, seq: event.seq });
      return toTerminalJson(`${head.slice(0, -1)},"event":${toEventJson(event.raw, event.event)}}`);
    }
    case 'own':
      return toOwnLine(event.own, event.at, server);
    case 'recovered':
      return toRecoveredLines(event, server);
    case 'unparsed':
      return toLine({ kind: 'unparsed', at: toIso(event.at), server, text: event.raw });
    case 'imported':
    case 'version':
    case 'alert':
    // Printed lines can't be changed.
    case 'revised':
      return null;
  }
}

function toOwnLine(own: OwnRow, at: number, server: string): string | null {
  switch (own.kind) {
    case 'gap': {
      const { from, to, reason } = own.gap;
      return toLine({ kind: 'gap', server, from: toIso(from), to: toIso(to), reason: reason.code });
    }
    case 'oversize':
      return toLine({ kind: 'oversize', at: toIso(at), server, bytes: own.bytes });
    case 'clock-set-back':
      return toLine({ kind: 'clock-set-back', at: toIso(at), server, ms: own.byMs });
    case 'connected':
    case 'stopped':
    case 'imported':
      return null;
  }
}

function toRecoveredLines(event: Extract<MonitorEvent, { kind: 'recovered' }>, server: string): string {
  const { gap, recovery } = event.own;
  const result = describeOutcome(recovery.count, recovery.outcome, gap.to);
  const span = { from: toIso(gap.from), to: toIso(gap.to) };
  const head = { kind: 'recovered', server, ...span, count: event.events.length, result };
  const lines = event.events.map((recovered) =>
    toLine({
      kind: 'event',
      at: toIso(parseFiredAt(recovered.event.time_fired) ?? event.receivedAt),
      server,
      recovered: true,
      event: toJsonSafe(recovered.event),
    }),
  );
  return [toLine(head), ...lines].join('\n');
}

/** The line that replaces others, dropped because the reader of the output was too slow. */
export function toDroppedJsonLine(count: number, at: number, server: string): string {
  return toLine({ kind: 'dropped', at: toIso(at), server, count });
}

function toLine(value: Readonly<Record<string, unknown>>): string {
  return toTerminalJson(JSON.stringify(value));
}
