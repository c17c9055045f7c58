import type { Clock } from '../core/clock.ts';
import type { Row } from '../core/events/row.ts';
import type { RowBatch } from '../core/ipc/overview.ts';
import { LIMITS } from '../core/limits.ts';
import type { Monitor } from '../core/monitor.ts';

/** One end of the port to a page. */
export interface RowPort {
  send(batch: RowBatch): void;
  /** Whatever the page posted, unchecked. */
  onMessage(fn: (message: unknown) => void): void;
  onClose(fn: () => void): void;
  close(): void;
}

export interface RowFeed {
  /** Rows that were added or changed among those the page may have already. */
  patch(rows: readonly Row[]): void;
  /** There may be new rows. Cheap; called for each event. */
  poke(): void;
  close(): void;
}

/**
 * Sends a page the rows after `afterSeq`: the first batch at once, then at most one each `LIMITS.batchIntervalMs`. When the page
 * has more than `LIMITS.maxUnackedRows` to acknowledge (`{ack: seq}`), nothing is sent until it has caught up; the
 * rows wait in the monitor's memory, and those that leave it meanwhile are counted as skipped.
 */
export function createRowFeed(ports: {
  readonly monitor: Pick<Monitor, 'rowsAfter'>;
  readonly clock: Clock;
  readonly port: RowPort;
  readonly afterSeq: number;
}): RowFeed {
  const { monitor, clock, port } = ports;
  let cursor = ports.afterSeq;
  /** Rows up to the cursor that the page had, or was told it will never get. */
  let accounted: number | null = null;
  let sent: { readonly lastSeq: number; readonly count: number }[] = [];
  let unacked = 0;
  let resting: (() => void) | null = null;
  let pending = false;
  let closed = false;

  function flush(): void {
    pending = false;
    if (closed || unacked > LIMITS.maxUnackedRows) return;
    const { rows, firstSeq, lastSeq, countToCursor, evicted } = monitor.rowsAfter(
      cursor,
      LIMITS.maxBatchRows,
    );
    const last = rows.at(-1);
    if (last === undefined) return;
    // Numbers may have holes, so what was skipped is counted and not subtracted.
    const skipped = Math.max(0, evicted - (accounted ?? (cursor === 0 ? 0 : countToCursor)));
    accounted = countToCursor + rows.length;
    port.send({ rows, patches: [], firstSeq, lastSeq, skipped });
    cursor = last.seq;
    unacked += rows.length;
    sent.push({ lastSeq: last.seq, count: rows.length });
    if (last.seq < lastSeq) pending = true;
    rest();
  }

  /** Lets one interval pass; what came meanwhile goes at its end. */
  function rest(): void {
    resting = clock.after(LIMITS.batchIntervalMs, () => {
      resting = null;
      if (pending) flush();
    });
  }

  function poke(): void {
    if (resting === null) flush();
    else pending = true;
  }

  function patch(rows: readonly Row[]): void {
    const patches = rows.filter(({ seq }) => seq <= cursor);
    if (closed || patches.length === 0) return;
    const { firstSeq, lastSeq, countToCursor } = monitor.rowsAfter(cursor, 0);
    accounted = countToCursor;
    port.send({ rows: [], patches, firstSeq, lastSeq, skipped: 0 });
  }

  function acknowledge(seq: number): void {
    const open = sent.filter((batch) => batch.lastSeq > seq);
    unacked = open.reduce((sum, batch) => sum + batch.count, 0);
    sent = open;
    poke();
  }

  function close(): void {
    if (closed) return;
    closed = true;
    resting?.();
    port.close();
  }

  port.onMessage((message) => {
    const seq = parseAck(message);
    if (seq !== null && !closed) acknowledge(seq);
  });
  port.onClose(close);
  flush();
  return { poke, patch, close };
}

function parseAck(message: unknown): number | null {
  if (typeof message !== 'object' || message === null || !('ack' in message)) return null;
  return typeof message.ack === 'number' && Number.isSafeInteger(message.ack) ? message.ack : null;
}
