import { EventLog } from '../../src/core/event-log.ts';
import type { HaEvent } from '../../src/core/events/event.ts';
import { withBookmark, type Row } from '../../src/core/events/row.ts';
import { toRow } from '../../src/core/events/to-row.ts';
import { ROWS_MESSAGE } from '../../src/core/ipc/channels.ts';
import type { EventDetail } from '../../src/core/ipc/overview.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { toEntry } from '../../src/core/log-entry.ts';
import { createLogFeed, type LogFeed, type LogPort } from '../../src/main/log-feed.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { FakeHouse } from './fake-house.ts';
import { createPast } from './fake-past.ts';
import { FakeStore } from './fake-store.ts';

/** Main's side of the log, with main's own code: the log in memory, and the feed of a page. Only the store is a fake. */
export class FakeLog {
  readonly store: FakeStore;
  readonly memory: EventLog;
  readonly #house = new FakeHouse();
  #feed: LogFeed | null = null;
  readonly #counts = { received: 0, unparsed: 0, gaps: 0 };
  /** Asks that the page posted, newest last. */
  readonly asks: { readonly kind: string }[] = [];
  /** Rows that were sent to the page. */
  sentRows = 0;

  /** @param stored events that are there from earlier runs. */
  constructor(stored: number) {
    this.store = new FakeStore(createPast(stored, Date.now() - 5_500_000));
    this.memory = new EventLog(LIMITS.maxKeptEvents, LIMITS.maxKeptBytes, this.store.nextSeq);
  }

  get lastSeq(): number {
    return Math.max(this.memory.lastSeq, this.store.nextSeq - 1);
  }

  counts(): { readonly received: number; readonly unparsed: number; readonly gaps: number } {
    return this.#counts;
  }

  /** Rows in memory. */
  get rows(): readonly Row[] {
    return this.memory.after(0, Number.MAX_SAFE_INTEGER).map(({ row }) => row);
  }

  addEvent(event: HaEvent, at: number, serverId = 'home', alert = false): Row {
    const row = toRow(event, { seq: this.memory.nextSeq, serverId, receivedAt: at, alert });
    this.#keep(row, JSON.stringify(event));
    return row;
  }

  addRow(row: Omit<Row, 'seq'>, raw = ''): Row {
    const full = { ...row, seq: this.memory.nextSeq };
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
    this.memory.append(toEntry(row, raw, row.at + 4));
    this.store.append({ seq: row.seq, serverId: row.serverId, receivedAt: row.at + 4, raw, row });
    if (row.kind === 'gap') this.#counts.gaps += 1;
    if (row.kind === 'unparsed') this.#counts.unparsed += 1;
    if (row.kind === 'event' || row.kind === 'unparsed') this.#counts.received += 1;
  }

  /** Puts rows into the place that was kept free for them, and says so in the gap's row. */
  recover(gap: Row, events: readonly HaEvent[]): void {
    const rows = events.map((event, at): Row => {
      const facts = { seq: gap.seq + 1 + at, serverId: gap.serverId, receivedAt: gap.at, alert: false };
      return { ...toRow(event, facts), recovered: true };
    });
    const revised = { ...gap, text: `${gap.text}, ${String(rows.length)} events recovered` };
    this.memory.revise(revised);
    this.memory.insert(rows.map((row, at) => toEntry(row, JSON.stringify(events[at]), row.at)));
    this.store.replace(revised);
    rows.forEach((row, at) => {
      this.store.append({ ...row, receivedAt: row.at, raw: JSON.stringify(events[at]), row });
    });
    this.#feed?.changed();
  }

  setBookmark(seq: number, on: boolean): void {
    void this.store.setBookmark(seq, on);
    const old = this.memory.get(seq)?.row;
    if (old !== undefined) this.memory.revise(withBookmark(old, on));
    this.#feed?.changed();
  }

  /** Null, as main's memory says when only the store has it. */
  readEvent(): EventDetail | null {
    return null;
  }

  /** Gives the page a line, in place of the one before. */
  openPort(): void {
    const { port1, port2 } = new MessageChannel();
    this.serve(port1);
    window.postMessage(ROWS_MESSAGE, '*', [port2]);
  }

  /** Answers at this end of a line, and at no other any more. */
  serve(port: MessagePort): void {
    this.#feed?.close();
    this.#feed = createLogFeed({
      monitor: {
        log: this.memory,
        counts: () => ({
          ...this.#counts,
          oversize: 0,
          kept: this.memory.size,
          evicted: this.memory.evicted,
        }),
      },
      clock: systemClock,
      port: this.#wrap(port),
      sources: (source) => (source === 'log' ? { history: this.store, live: true } : null),
      serverNames: () => new Map([['home', 'Home']]),
    });
  }

  #wrap(port: MessagePort): LogPort {
    return {
      send: (tell) => {
        this.sentRows +=
          tell.kind === 'news' ? tell.tail.length : tell.kind === 'rows' ? tell.rows.length : 0;
        port.postMessage(tell);
      },
      onMessage: (fn) => {
        port.onmessage = ({ data }: MessageEvent<{ kind: string }>) => {
          this.asks.push(data);
          if (this.asks.length > 5_000) this.asks.splice(0, 2_500);
          fn(data);
        };
      },
      onClose: () => undefined,
      close: () => {
        port.close();
      },
    };
  }

  /** Tells the feed that rows were added. */
  flush(): void {
    this.#feed?.poke();
  }
}
