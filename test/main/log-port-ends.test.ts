import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LogNews } from '../../src/core/ipc/log-port.ts';
import { EventLog } from '../../src/core/log/event-log.ts';
import type { TextEntry } from '../../src/core/log/log-entry.ts';
import { createLogFeed, type LogPort } from '../../src/main/ipc/log-feed.ts';
import type { ListSession } from '../../src/renderer/state/list-session.ts';
import { ListSessions, type SessionRequest } from '../../src/renderer/state/list-sessions.ts';
import type { LogLine, LogLineEnds } from '../../src/renderer/state/log-line.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';

/** How long a message is on its way from one end to the other, ms. */
const WAY_MS = 2;

/** Both real ends of the log port: main's feed, and the sessions of a page that draws what it is told. */
interface Ends {
  readonly clock: VirtualClock;
  readonly page: ListSessions;
  /** Refusals that the page was told. */
  readonly refusals: string[];
  /** How often the page has opened a session. */
  opened(): number;
  ask: SessionRequest;
  /** How long the page looks for its place in a new session. */
  prepareMs: number;
  add(count: number): void;
  changed(): void;
  /** The newest row that the page knows of, once all is quiet. */
  settled(): Promise<number>;
}

function toEntry(seq: number): TextEntry {
  const type = seq % 2 === 0 ? 'even' : 'odd';
  const raw = JSON.stringify({ event_type: type, data: {} });
  const marks = { textBytes: raw.length, alert: false, recovered: false, bookmarked: false };
  return { kind: 'event', seq, serverId: 'home', receivedAt: seq, type, subject: '', raw, ...marks };
}

async function connectEnds(): Promise<Ends> {
  const clock = createVirtualClock();
  const memory = new EventLog(() => ({ events: 50_000, bytes: 1e9 }));
  const lines: LogLineEnds[] = [];
  let onAsk = (_message: unknown): void => undefined;
  let received = 0;
  let opened = 0;
  const port: LogPort = {
    send: (tell) => void clock.after(WAY_MS, () => lines.at(-1)?.onTell(structuredClone(tell))),
    onMessage: (fn) => void (onAsk = fn),
    onClose: () => undefined,
    close: () => undefined,
  };
  const feed = createLogFeed({
    monitor: {
      log: memory,
      counts: () => ({ received, unparsed: 0, oversize: 0, kept: 0, evicted: 0, gaps: 0 }),
    },
    clock,
    port,
    sources: (source) => (source === 'log' ? { history: null, live: true } : null),
    queryContext: () => ({ serverNames: new Map() }),
  });
  const page = new ListSessions({
    request: () => ends.ask,
    tail: () => 3,
    onNews: (_news: LogNews) => void clock.after(1, () => page.acknowledge()),
    onRows: () => undefined,
    async prepare(_next: ListSession) {
      await new Promise<void>((resolve) => void clock.after(ends.prepareMs, resolve));
      return () => undefined;
    },
    onShown: () => void clock.after(1, () => page.acknowledge()),
    onRefused: (message) => void ends.refusals.push(message),
  });
  const openLine = (of: LogLineEnds): LogLine => {
    lines.push(of);
    return {
      post: (ask) => {
        if (ask.kind === 'open') opened += 1;
        clock.after(WAY_MS, () => {
          onAsk(structuredClone(ask));
        });
      },
      close: () => undefined,
    };
  };
  const ends: Ends = {
    clock,
    page,
    refusals: [],
    opened: () => opened,
    ask: { source: 'log', query: '', afterSeq: 0 },
    prepareMs: 10,
    add(count) {
      for (let left = count; left > 0; left -= 1) {
        memory.append(toEntry(memory.lastSeq + 1));
        received += 1;
        feed.sendNews();
      }
    },
    changed: () => {
      feed.changed();
    },
    async settled() {
      await clock.advance(3_000);
      const { shown } = page;
      return shown.rowAt(shown.end - 1)?.seq ?? 0;
    },
  };
  onTestFinished(page.connect(openLine));
  onTestFinished(() => {
    feed.close();
  });
  lines.at(-1)?.onOpen();
  await clock.advance(0);
  return ends;
}

describe('both ends of the log port', () => {
  it('show what comes', async () => {
    const ends = await connectEnds();
    ends.add(5);
    expect(await ends.settled()).toBe(5);
    ends.add(3);
    expect(await ends.settled()).toBe(8);
    expect(ends.opened()).toBe(1);
  });

  it.each<[string, (ends: Ends) => Promise<void>]>([
    [
      'a bookmark is set twice',
      async (ends) => {
        ends.changed();
        await ends.clock.advance(1);
        ends.changed();
      },
    ],
    [
      'something is recovered while a new session is opened',
      async (ends) => {
        ends.changed();
        await ends.clock.advance(2 * WAY_MS + 1);
        ends.changed();
      },
    ],
    [
      'something is recovered while the page looks for its place',
      async (ends) => {
        ends.prepareMs = 300;
        ends.changed();
        await ends.clock.advance(100);
        ends.changed();
        await ends.clock.advance(50);
        ends.changed();
      },
    ],
    [
      'another query is asked while the list is stale',
      async (ends) => {
        ends.changed();
        ends.ask = { ...ends.ask, query: 'type:odd' };
        ends.page.open();
        ends.changed();
        await ends.clock.advance(WAY_MS);
        ends.changed();
      },
    ],
    [
      'a source that is gone is asked while the list is stale',
      async (ends) => {
        ends.changed();
        await ends.clock.advance(WAY_MS - 1);
        ends.ask = { ...ends.ask, source: 'capture:gone' };
        ends.page.open();
      },
    ],
    [
      'rows change after a source was refused',
      async (ends) => {
        ends.ask = { ...ends.ask, source: 'capture:gone' };
        ends.page.open();
        await ends.clock.advance(100);
        ends.changed();
      },
    ],
  ])('go on when %s', async (_, disturb) => {
    const ends = await connectEnds();
    ends.add(5);
    await ends.settled();
    await disturb(ends);
    await ends.settled();
    ends.add(4);
    expect(await ends.settled()).toBe(9);
  });

  it('shows the old list while rows change again and again, and the new one in between', async () => {
    const ends = await connectEnds();
    ends.prepareMs = 200;
    ends.add(5);
    await ends.settled();
    for (let round = 0; round < 100; round += 1) {
      ends.add(1);
      ends.changed();
      await ends.clock.advance(20);
    }
    // Two seconds of changes each 20 ms: the page has shown what is not the oldest.
    expect(ends.page.shown.end - ends.page.shown.first).toBeGreaterThan(60);
    expect(ends.opened()).toBeLessThan(20);
    expect(await ends.settled()).toBe(105);
  });

  it('go on whatever happens when', async () => {
    const step = fc.oneof(
      fc.constant({ kind: 'change' as const }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 40 }) }),
      fc.record({ kind: fc.constant('add' as const), count: fc.integer({ min: 1, max: 5 }) }),
      fc.record({ kind: fc.constant('ask' as const), query: fc.constantFrom('', 'type:odd', 'type:(') }),
      fc.record({ kind: fc.constant('look' as const), source: fc.constantFrom('log', 'capture:gone') }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 25 }),
        fc.integer({ min: 0, max: 60 }),
        async (steps, ms) => {
          const ends = await connectEnds();
          ends.prepareMs = ms;
          ends.add(1);
          await ends.settled();
          let added = 1;
          for (const each of steps) {
            if (each.kind === 'change') ends.changed();
            else if (each.kind === 'wait') await ends.clock.advance(each.ms);
            else if (each.kind === 'add') {
              ends.add(each.count);
              added += each.count;
            } else {
              ends.ask =
                each.kind === 'ask'
                  ? { ...ends.ask, query: each.query }
                  : { ...ends.ask, source: each.source };
              ends.page.open();
            }
          }
          await ends.settled();
          ends.add(2);
          added += 2;
          const newest = await ends.settled();
          // A query for odd numbers shows the last odd one.
          expect([added, added - 1]).toContain(newest);
        },
      ),
      { numRuns: 150 },
    );
  });
});
