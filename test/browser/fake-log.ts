import type { HaEvent } from '../../src/core/events/event.ts';
import type { OwnRow } from '../../src/core/own-rows/own-row.ts';
import type { Row } from '../../src/core/events/row.ts';
import { ROWS_MESSAGE } from '../../src/core/ipc/channels.ts';
import type { EventDetail } from '../../src/core/events/event-detail.ts';
import { LIMITS } from '../../src/core/limits.ts';
import { EventLog } from '../../src/core/log/event-log.ts';
import { rowOf, toEventEntry, type LogEntry } from '../../src/core/log/log-entry.ts';
import { createLogFeed, type LogFeed, type LogPort } from '../../src/main/ipc/log-feed.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { FakeHouse } from './fake-house.ts';
import { createPast } from './fake-past.ts';
import { FAKE_REGISTRIES } from './fake-registry.ts';
import { FakeStore } from './fake-store.ts';

/** Main's side of the log, with main's own code: the log in memory, and the feed of a page. Only the store is a fake. */
export class FakeLog {
  readonly store: FakeStore;
  readonly memory: EventLog;
  readonly #house = new FakeHouse();
  #feed: LogFeed | null = null;
  #lastSeq: number;
  readonly #counts = { received: 0, unparsed: 0, gaps: 0 };
  /** Asks that the page posted, newest last. */
  readonly asks: { readonly kind: string }[] = [];
  /** Rows that were sent to the page. */
  sentRows = 0;

  /** @param stored events that are there from earlier runs. */
  constructor(stored: number) {
    this.store = new FakeStore(createPast(stored, Date.now() - 5_500_000));
    this.memory = new EventLog(() => LIMITS.keptBesideStore, this.store.nextSeq - 1);
    this.#lastSeq = this.store.nextSeq - 1;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  counts(): { readonly received: number; readonly unparsed: number; readonly gaps: number } {
    return this.#counts;
  }

  /** Rows in memory. */
  get rows(): readonly Row[] {
    return this.memory.after(0, Number.MAX_SAFE_INTEGER).map(rowOf);
  }

  /** @param isTextKept the text is still to be had by whoever opens the row */
  addEvent(event: HaEvent, at: number, serverId = 'home', alert = false, isTextKept = true): Row {
    this.#counts.received += 1;
    const raw = JSON.stringify(event);
    const facts = { seq: this.#nextSeq(), serverId, receivedAt: at, alert, recovered: false };
    return this.#keep(toEventEntry(event, raw, facts), isTextKept ? raw : '');
  }

  addOwn(own: OwnRow, at: number, serverId = 'home'): Row {
    if (own.kind === 'gap') this.#counts.gaps += 1;
    return this.#keep({ kind: 'own', seq: this.#nextSeq(), serverId, at, own, bookmarked: false }, '');
  }

  /** Leaves numbers free, for what may be recovered. */
  reserve(count: number): void {
    this.#lastSeq += count;
  }

  #nextSeq(): number {
    this.#lastSeq += 1;
    return this.#lastSeq;
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

  #keep(entry: LogEntry, raw: string): Row {
    this.memory.append(entry);
    const row = rowOf(entry);
    this.store.append({
      seq: row.seq,
      serverId: row.serverId,
      receivedAt: 'at' in entry ? entry.at : entry.receivedAt,
      raw,
      row,
    });
    return row;
  }

  /** Puts events into the place that was kept free for them, and says so in the gap's row. */
  recover(gapSeq: number, events: readonly HaEvent[]): void {
    const gap = this.memory.get(gapSeq);
    if (gap?.kind !== 'own' || gap.own.kind !== 'gap') throw new Error('There is no such gap.');
    const recovery = { count: events.length, outcome: { kind: 'complete' } } as const;
    const revised = { ...gap, own: { ...gap.own, recovery } };
    this.memory.replace(revised);
    this.store.replace(rowOf(revised));
    const { serverId, at: receivedAt } = gap;
    const entries = events.map((event, at) =>
      toEventEntry(event, JSON.stringify(event), {
        ...{ seq: gapSeq + 1 + at, serverId, receivedAt },
        ...{ alert: false, recovered: true },
      }),
    );
    this.memory.insert(entries);
    for (const entry of entries) {
      this.store.append({ seq: entry.seq, serverId, receivedAt, raw: entry.raw, row: rowOf(entry) });
    }
    this.#feed?.changed();
  }

  setBookmark(seq: number, on: boolean): void {
    void this.store.setBookmark(seq, on);
    const old = this.memory.get(seq);
    if (old !== undefined) this.memory.replace({ ...old, bookmarked: on });
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
      queryContext: () => ({ serverNames: new Map([['home', 'Home']]), registries: FAKE_REGISTRIES }),
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
    this.#feed?.sendNews();
  }
}
