import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Row } from '../../../src/core/events/row.ts';
import { EventLog } from '../../../src/core/log/event-log.ts';
import { rowOf, type TextEntry } from '../../../src/core/log/log-entry.ts';
import { openView } from '../../../src/core/log/open-view.ts';
import type { LogSession } from '../../../src/core/log/log-session.ts';
import { FakeStore } from '../../browser/fake-store.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

const TYPES = ['call_service', 'state_changed', 'timer.finished'] as const;

/** A log in memory and a store that has everything; what is in a row is told by its seq alone. */
interface House {
  readonly memory: EventLog;
  readonly store: FakeStore;
  readonly clock: VirtualClock;
  readonly all: Row[];
  readonly news: number[];
  lost: number;
  add(count: number): void;
  reserve(count: number): void;
  open(query: string, options?: { readonly stored?: boolean; readonly afterSeq?: number }): LogSession;
}

function createHouse(maxKept = 1_000, earlier = 0): House {
  const store = new FakeStore({ count: 0, eventOf: () => Promise.reject(new Error('none')) as never });
  const clock = createVirtualClock();
  const all: Row[] = [];
  const add = (to: EventLog | null, seq: number): void => {
    const type = TYPES[seq % TYPES.length] ?? 'state_changed';
    const at = 1_000_000 + seq * 1_000;
    const raw = JSON.stringify({
      event_type: type,
      data: { n: seq },
      origin: 'LOCAL',
      time_fired: new Date(at).toISOString(),
    });
    const marks = { alert: false, recovered: false, bookmarked: false };
    const entry: TextEntry = {
      kind: 'event',
      seq,
      serverId: 'home',
      receivedAt: at,
      type,
      subject: '',
      raw,
      textBytes: raw.length,
      ...marks,
    };
    const row = rowOf(entry);
    to?.append(entry);
    store.append({ seq, serverId: 'home', receivedAt: at, raw, row });
    all.push(row);
  };
  for (let seq = 1; seq <= earlier; seq += 1) add(null, seq);
  const memory = new EventLog(() => ({ events: maxKept, bytes: 1e9 }), earlier);
  let nextSeq = earlier + 1;
  const house: House = {
    memory,
    store,
    clock,
    all,
    news: [],
    lost: 0,
    add(count) {
      for (let left = count; left > 0; left -= 1) add(memory, nextSeq++);
    },
    reserve: (count) => {
      nextSeq += count;
    },
    open(query, { stored = true, afterSeq = 0 } = {}) {
      const view = openView(query, clock.now(), { serverNames: new Map([['home', 'Home']]) });
      if (!view.ok) throw new Error(view.message);
      return view.createSession({
        log: memory,
        history: stored ? store : null,
        clock,
        afterSeq,
        onNews: () => house.news.push(1),
        onLost: () => {
          house.lost += 1;
        },
      });
    },
  };
  return house;
}

/** Waits for the fake store's search, which looks in slices of real time. */
async function whenComplete(house: House, session: LogSession): Promise<void> {
  for (let round = 0; round < 500 && !session.extent().complete; round += 1) {
    await house.clock.advance(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  expect(session.extent().complete).toBe(true);
}

async function seqsOf(session: LogSession): Promise<readonly (number | null)[]> {
  const { first, end } = session.extent();
  return (await session.rows(first, end - first)).map((row) => row?.seq ?? null);
}

describe('createLogSession', () => {
  it('gives what was there negative ordinals and what comes the others', async () => {
    const house = createHouse();
    house.add(5);
    const session = house.open('');
    expect(session.extent()).toEqual({ first: -5, end: 0, complete: true });
    house.add(3);
    session.advance();
    expect(session.extent()).toEqual({ first: -5, end: 3, complete: true });
    expect((await session.rows(-2, 4)).map((row) => row?.seq)).toEqual([4, 5, 6, 7]);
    expect(session.newest(1).map(({ seq }) => seq)).toEqual([7, 8]);
  });

  it('is one list over store and memory, for every query, whatever has left memory meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', 'type:state_changed', 'data.n:>12', 'type:nothing', 'server:home'),
        fc.integer({ min: 1, max: 30 }),
        fc.nat(30),
        fc.array(fc.nat(9), { maxLength: 5 }),
        fc.nat(20),
        async (query, maxKept, earlier, steps, afterSeq) => {
          const house = createHouse(maxKept, earlier);
          house.add(20);
          const session = house.open(query, { afterSeq });
          for (const step of steps) {
            house.add(step);
            house.reserve(step);
            session.advance();
          }
          await whenComplete(house, session);
          const wanted = house.all.filter(
            ({ seq, type }) =>
              seq > afterSeq &&
              (query === '' ||
                query === 'server:home' ||
                (query === 'data.n:>12' && seq > 12) ||
                query === `type:${type}`),
          );
          if (house.lost === 0) expect(await seqsOf(session)).toEqual(wanted.map(({ seq }) => seq));
          session.close();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('finds a seq, or the nearest before it', async () => {
    const house = createHouse(12, 20);
    house.add(10);
    const session = house.open('type:state_changed');
    house.add(10);
    session.advance();
    await whenComplete(house, session);
    const { first } = session.extent();
    const seqs = await seqsOf(session);
    for (let seq = 0; seq <= 42; seq += 1) {
      const place = await session.find(seq);
      const index = seqs.findLastIndex((each) => (each ?? 0) <= seq);
      expect([seq, place]).toEqual([seq, { ordinal: first + index, exact: seqs[index] === seq }]);
    }
    session.close();
  });

  it('finds a moment', async () => {
    const house = createHouse(12, 20);
    house.add(10);
    const session = house.open('');
    house.add(10);
    session.advance();
    const { first } = session.extent();
    const rows = await session.rows(first, 40);
    for (const at of [0, 1_001_000, 1_001_500, 1_021_000, 1_030_999, 1_035_000, 9_000_000]) {
      const index = rows.findLastIndex((row) => (row?.at ?? 0) <= at);
      const { ordinal } = await session.findMoment(at);
      // The store says the last one found when all are later.
      expect([at, Math.max(first, ordinal)]).toEqual([at, Math.max(first, first + index)]);
    }
    session.close();
  });

  it('moves the beginning up when nothing is stored and memory is full', async () => {
    const house = createHouse(10);
    house.add(10);
    const session = house.open('', { stored: false });
    expect(session.extent().first).toBe(-10);
    house.add(4);
    session.advance();
    expect(session.extent()).toEqual({ first: -6, end: 4, complete: true });
    for (let round = 0; round < 3; round += 1) {
      house.add(4);
      session.advance();
    }
    expect(session.extent()).toEqual({ first: 6, end: 16, complete: true });
    expect(await seqsOf(session)).toEqual(house.all.slice(-10).map(({ seq }) => seq));
  });

  it('says that it is lost when rows left memory unseen', () => {
    const house = createHouse(10);
    const session = house.open('');
    house.add(11);
    session.advance();
    expect(house.lost).toBe(1);
  });

  it('never looks into an event when everything is wanted', () => {
    const house = createHouse();
    house.add(3);
    const { memory } = house;
    for (const entry of memory.after(0, 3)) {
      Object.defineProperty(entry, 'raw', {
        get: () => {
          throw new Error('looked into');
        },
      });
    }
    expect(house.open('').extent()).toEqual({ first: -3, end: 0, complete: true });
  });

  it('refuses a text that is no query with a sentence', () => {
    const view = openView('type:(', 0, { serverNames: new Map() });
    expect(view.ok ? '' : view.message).not.toBe('');
  });
});
