import type { HaEvent } from '../../src/core/events/event.ts';
import type { Row } from '../../src/core/events/row.ts';
import { toRow } from '../../src/core/events/to-row.ts';
import { ROWS_MESSAGE } from '../../src/core/ipc/channels.ts';
import type { EventDetail, RowBatch } from '../../src/core/ipc/overview.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { FakeHouse } from './fake-house.ts';

/** The log as main keeps it: rows, raw texts, one port, waiting for acknowledgements. */
export class FakeLog {
  readonly rows: Row[] = [];
  readonly #raws = new Map<number, string>();
  readonly #house = new FakeHouse();
  #firstSeq = 1;
  #port: MessagePort | null = null;
  #sentSeq = 0;
  #ackedSeq = 0;
  /** Every acknowledgement that the page sent. */
  readonly acks: number[] = [];

  get lastSeq(): number {
    return this.rows.at(-1)?.seq ?? 0;
  }

  get firstSeq(): number {
    return this.#firstSeq;
  }

  get #nextSeq(): number {
    return this.lastSeq + 1;
  }

  addEvent(event: HaEvent, at: number, serverId = 'home', alert = false): Row {
    const row = toRow(event, { seq: this.#nextSeq, serverId, receivedAt: at, alert });
    this.#keep(row, JSON.stringify(event));
    return row;
  }

  addRow(row: Omit<Row, 'seq'>, raw = ''): Row {
    const full = { ...row, seq: this.#nextSeq };
    this.#keep(full, raw);
    return full;
  }

  /** About `count` events of the house between two times. */
  play(count: number, fromMs: number, toMs: number, serverIds: readonly string[] = ['home']): void {
    let made = 0;
    while (made < count) {
      const at = fromMs + ((toMs - fromMs) * made) / count;
      for (const next of this.#house.next(at)) {
        const server = serverIds[made % serverIds.length] ?? 'home';
        const alert = next.event.event_type === 'tag_scanned';
        this.addEvent(next.event, next.at, server, alert);
        made += 1;
      }
    }
  }

  #keep(row: Row, raw: string): void {
    this.rows.push(row);
    this.#raws.set(row.seq, raw);
    if (this.rows.length > LIMITS.maxKeptEvents * 1.2) {
      for (const old of this.rows.splice(0, this.rows.length - LIMITS.maxKeptEvents))
        this.#raws.delete(old.seq);
      this.#firstSeq = this.rows[0]?.seq ?? this.#nextSeq;
    }
  }

  readEvent(seq: number): EventDetail | null {
    const row = this.rows.find((candidate) => candidate.seq === seq);
    const raw = this.#raws.get(seq) ?? '';
    if (row === undefined || raw === '') return null;
    const previous = this.rows.findLast((other) => other.seq < seq && other.subject === row.subject);
    return {
      seq,
      serverId: row.serverId,
      serverName: 'Home',
      receivedAt: row.at + 4,
      raw,
      previousAt: previous?.at ?? null,
    };
  }

  openPort(afterSeq: number): void {
    const channel = new MessageChannel();
    this.#port?.close();
    this.#port = channel.port1;
    this.#sentSeq = afterSeq;
    this.#ackedSeq = afterSeq;
    channel.port1.onmessage = ({ data }: MessageEvent<{ ack: number }>) => {
      this.#ackedSeq = data.ack;
      this.acks.push(data.ack);
      this.flush();
    };
    window.postMessage(ROWS_MESSAGE, '*', [channel.port2]);
    this.flush();
  }

  /** Puts rows into the page that it is past already, as a recovery does. */
  patch(rows: readonly Row[]): void {
    this.#port?.postMessage({
      rows: [],
      patches: rows,
      firstSeq: this.#firstSeq,
      lastSeq: this.lastSeq,
      skipped: 0,
    });
  }

  /** Sends what is new, in batches, as far as the page keeps up. */
  flush(): void {
    if (this.#port === null) return;
    while (this.#sentSeq < this.lastSeq && this.#sentSeq - this.#ackedSeq < LIMITS.maxUnackedRows) {
      const from = Math.max(this.#sentSeq + 1, this.#firstSeq);
      const start = from - this.#firstSeq;
      const rows = this.rows.slice(start, start + LIMITS.maxBatchRows);
      const batch: RowBatch = {
        rows,
        patches: [],
        firstSeq: this.#firstSeq,
        lastSeq: this.lastSeq,
        skipped: from - this.#sentSeq - 1,
      };
      this.#port.postMessage(batch);
      this.#sentSeq = rows.at(-1)?.seq ?? this.lastSeq;
    }
  }
}
