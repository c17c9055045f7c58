import { beforeEach, describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { freeKey, keyAt } from '../../../src/core/log/keys.ts';
import { rowOf } from '../../../src/core/log/log-entry.ts';
import { createLogStore, NO_STORE, type LogStore } from '../../../src/core/log/log-store.ts';
import type { MonitorEvent } from '../../../src/core/monitor/monitor.ts';
import { keyOf } from '../../../src/core/recovery/event-key.ts';
import type { SeenEvents } from '../../../src/core/recovery/recover-gap.ts';
import type { LogWriter } from '../../../src/core/monitor/log-writer.ts';
import { FakeStore } from '../../browser/fake-store.ts';
import { change, shown, tellTo } from './late-builders.ts';
import { rowsIn } from '../../support/log-rows.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

let clock: VirtualClock;
let said: MonitorEvent[];

function tell(store: LogStore = NO_STORE, lastSeq = 0): LogWriter {
  return tellTo(said, clock, store, lastSeq);
}

function arrive(writer: LogWriter, event: HaEvent, serverId = 'home'): void {
  writer.acceptMessage(serverId, JSON.stringify(event), clock.now());
}

const restarted = { code: 'ended' } as const;
const complete = { kind: 'complete' } as const;

/** The gap of the last ten seconds, of which these events come back. */
async function recover(
  writer: LogWriter,
  events: readonly HaEvent[],
  { from = clock.now() - 10_000, serverId = 'home', meanwhile = (): void => undefined } = {},
): Promise<SeenEvents> {
  const known: SeenEvents[] = [];
  await writer.acceptGap(serverId, { from, to: clock.now(), reason: restarted }, async (seen, onSlice) => {
    known.push(seen);
    meanwhile();
    await onSlice({ events, outcome: complete, cutAt: null }, from);
    return complete;
  });
  const [seen] = known;
  if (seen === undefined) throw new Error('The recorder was not asked.');
  return seen;
}

beforeEach(() => {
  clock = createVirtualClock();
  said = [];
});

describe('a gap', () => {
  it('stands at its start, behind what came before it, and what comes back of it stands where it happened', async () => {
    const writer = tell();
    const from = clock.now();
    arrive(writer, change('light.a', 'on', from));
    await clock.advance(10_000);
    const missed = [change('light.c', 'on', from + 7_000), change('light.b', 'on', from + 2_000)];
    await recover(writer, missed, {
      meanwhile: () => {
        arrive(writer, change('light.d', 'on', clock.now()));
      },
    });
    expect(shown(writer, from)).toEqual([
      'light.a 0',
      'gap 0',
      'light.b 2000',
      'light.c 7000',
      'light.d 10000',
    ]);
    const gap = rowsIn(writer)[1];
    expect(gap).toMatchObject({ at: from, text: expect.stringContaining('2 events recovered') as string });
    expect(said.at(-1)).toMatchObject({
      kind: 'recovered',
      seq: gap?.seq,
      at: from,
      receivedAt: clock.now(),
    });
  });

  it('stands behind the last event of its server also where that was worked on later than it arrived', async () => {
    const writer = tell();
    const arrivedAt = clock.now();
    await clock.advance(50);
    writer.acceptMessage('home', JSON.stringify(change('light.a', 'on', arrivedAt)), arrivedAt);
    await clock.advance(10_000);
    await recover(writer, [], { from: arrivedAt });
    expect(rowsIn(writer).map(({ kind }) => kind)).toEqual(['event', 'gap']);
  });

  it('has a key of its own where two servers are lost in one millisecond', async () => {
    const writer = tell({ ...NO_STORE, isOpen: () => true });
    const from = clock.now();
    for (const serverId of ['home', 'cabin']) arrive(writer, change('light.a', 'on', from), serverId);
    await clock.advance(10_000);
    await recover(writer, [change('light.b', 'on', from)], { serverId: 'home' });
    // The first gap has left memory by then.
    for (let id = 0; id < 2_100; id += 1) arrive(writer, change('light.x', String(id), clock.now()));
    await recover(writer, [change('light.b', 'on', from)], { serverId: 'cabin', from });
    const seqs = said.flatMap((event) => ('seq' in event && event.kind === 'own' ? event.seq : []));
    expect(new Set(seqs).size).toBe(2);
  });
});

describe('what comes back of a gap', () => {
  it('shares a millisecond with what is there, and with each other, under keys of its own', async () => {
    const writer = tell();
    const from = clock.now();
    await clock.advance(5_000);
    for (const name of ['a', 'b', 'c']) arrive(writer, change(`light.${name}`, 'on', clock.now()), 'cabin');
    await clock.advance(5_000);
    const moment = from + 5_000;
    await recover(writer, [change('light.d', 'on', moment), change('light.e', 'on', moment)]);
    const rows = rowsIn(writer);
    expect(rows.map(({ subject }) => subject)).toEqual([
      '',
      ...['light.a', 'light.b', 'light.c', 'light.d', 'light.e'],
    ]);
    expect(rows.slice(1).map(({ seq }) => seq - keyAt(moment))).toEqual([0, 1, 2, 3, 4]);
  });

  it('takes no key that the store has', async () => {
    const stored = new Set<number>();
    const asked: (readonly number[])[] = [];
    const writer = tell({
      ...NO_STORE,
      taken: (keys) => {
        asked.push(keys);
        return Promise.resolve(keys.filter((key) => stored.has(key)));
      },
    });
    const from = clock.now();
    await clock.advance(10_000);
    const moment = keyAt(from + 5_000);
    for (const key of [moment, moment + 1, moment + 3]) stored.add(key);
    const events = ['a', 'b', 'c'].map((name) => change(`light.${name}`, 'on', from + 5_000));
    await recover(writer, events);
    const recovered = rowsIn(writer).filter((row) => row.recovered);
    expect(recovered.map(({ seq }) => seq - moment)).toEqual([2, 4, 5]);
    expect(asked.length).toBeLessThanOrEqual(4);
  });

  it.each([
    ['ahead of ours', 90_000],
    ['behind ours', -90_000],
  ])('stands at its moment by our clock where the clock of the server is %s', async (_, leadMs) => {
    const writer = tell();
    const from = clock.now();
    arrive(writer, change('light.a', 'on', from + leadMs));
    await clock.advance(10_000);
    await recover(writer, [change('light.b', 'on', from + 4_000 + leadMs)]);
    expect(shown(writer, from)).toEqual(['light.a 0', 'gap 0', 'light.b 4000']);
  });

  it('stays within its gap while nothing is known of the clock of the server', async () => {
    const writer = tell();
    const from = clock.now();
    await clock.advance(10_000);
    await recover(writer, [change('light.a', 'on', from - 5_000), change('light.b', 'on', from + 50_000)]);
    expect(shown(writer, from)).toEqual(['gap 0', 'light.a 0', 'light.b 10000']);
  });

  it('leaves out what came live while the recorder was asked', async () => {
    const writer = tell();
    await clock.advance(10_000);
    const event = change('light.a', 'on', clock.now() - 1);
    await recover(writer, [event], {
      meanwhile: () => {
        arrive(writer, event);
      },
    });
    expect(rowsIn(writer).map(({ subject }) => subject)).toEqual(['', 'light.a']);
  });

  it('is put into the store alone where memory holds nothing as old', async () => {
    const writer = tell({ ...NO_STORE, isOpen: () => true });
    const from = clock.now();
    await clock.advance(10_000);
    for (let id = 0; id < 2_100; id += 1) arrive(writer, change('light.x', String(id), clock.now()), 'cabin');
    await recover(writer, [change('light.a', 'on', from + 1_000)]);
    expect(rowsIn(writer).some(({ recovered }) => recovered)).toBe(false);
    expect(said.at(-1)).toMatchObject({
      kind: 'recovered',
      events: [{ event: { event_type: 'state_changed' } }],
    });
  });
});

describe('what was seen', () => {
  it('has an event that was bookmarked', async () => {
    const writer = tell();
    const event = change('light.a', 'on', clock.now());
    arrive(writer, event);
    const [row] = rowsIn(writer);
    expect(writer.setBookmark(row?.seq ?? 0, true)).toBe(true);
    await clock.advance(10_000);
    const seen = await recover(writer, []);
    const known = [...(await seen.between(clock.now() - 20_000, clock.now()))].map(keyOf);
    expect(known).toEqual([keyOf(event)]);
    expect(rowsIn(writer)[0]).toMatchObject({ subject: 'light.a', bookmarked: true });
  });

  it('has what has left memory for the store, and of this server alone', async () => {
    const store = new FakeStore({ count: 0, eventOf: () => Promise.reject(new Error('none')) as never });
    const writer = tell(createLogStore(store));
    const write = (event: HaEvent, serverId: string): void => {
      arrive(writer, event, serverId);
      const entry = writer.log.get(writer.log.lastSeq);
      if (entry?.kind !== 'event') throw new Error('not written');
      store.append({ ...entry, row: rowOf(entry) });
    };
    const from = clock.now();
    write(change('light.a', 'on', from), 'home');
    write(change('light.b', 'on', from), 'cabin');
    for (let id = 0; id < 2_500; id += 1) write(change('light.x', String(id), from), 'cabin');
    await clock.advance(10_000);
    write(change('light.c', 'on', clock.now()), 'home');
    const seen = await recover(writer, []);
    const known = [...(await seen.between(from, clock.now()))].map(({ data }) => data['entity_id']);
    expect(known).toEqual(['light.a', 'light.c']);
  });
});

describe('events of before', () => {
  it('stand where they belong, below all of this run, and are told of', async () => {
    const writer = tell();
    const now = clock.now();
    arrive(writer, change('light.now', 'on', now));
    await writer.importEvents('demo', [
      change('light.b', 'on', now - 5),
      change('light.a', 'on', now - 90_000),
    ]);
    expect(said.at(-1)).toMatchObject({
      kind: 'imported',
      events: [{ seq: keyAt(now - 90_000) }, { seq: keyAt(now - 5) }],
    });
    // They are older than this run, so only a store has them.
    expect(rowsIn(writer).map(({ subject }) => subject)).toEqual(['light.now']);
    expect(freeKey(now, (key) => writer.log.get(key) !== undefined)).toBe(keyAt(now) + 1);
  });
});
