import { beforeEach, describe, expect, it } from 'vitest';
import { createAlerts } from '../../../src/core/monitor/alerts.ts';
import { LIMITS } from '../../../src/core/limits.ts';
import { keyAt } from '../../../src/core/log/keys.ts';
import { NO_STORE } from '../../../src/core/log/log-store.ts';
import type { MonitorEvent } from '../../../src/core/monitor/monitor.ts';
import { createLogWriter, type LogWriter } from '../../../src/core/monitor/log-writer.ts';
import { rowsIn } from '../../support/log-rows.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

function eventText(id: number, data = `{"entity_id":"light.lamp_${String(id)}","old_state":null}`): string {
  return `{"event_type":"state_changed","data":${data},"origin":"LOCAL","time_fired":"2026-11-21T12:00:00.000000+00:00"}`;
}

/** Looks like an event from both ends. */
const BROKEN = eventText(0, '{"entity_id":"light.hall","old_state":}');
const DEEP = eventText(0, `{"a":${'['.repeat(80)}${']'.repeat(80)}}`);

/** The key of the first row: the clock stands still. */
const FIRST = keyAt(createVirtualClock().now());

let clock: VirtualClock;
let said: MonitorEvent[];

function tell(isStored = false): LogWriter {
  const alerts = createAlerts({
    clock,
    notify: () => Promise.resolve(true),
    earlier: [],
    onAlert: () => undefined,
  });
  return createLogWriter({
    clock,
    alerts,
    lastSeq: 0,
    store: { ...NO_STORE, isOpen: () => isStored },
    nameOf: (id) => id,
    emit: (event) => said.push(event),
    signal: new AbortController().signal,
  });
}

beforeEach(() => {
  clock = createVirtualClock();
  said = [];
});

describe('a message', () => {
  it('is parsed once, and told with its event and its text', () => {
    const writer = tell();
    writer.acceptMessage('home', eventText(1), 77);
    expect(said).toMatchObject([
      { kind: 'event', seq: FIRST, serverId: 'home', at: 77, alert: false, raw: eventText(1) },
    ]);
    const [news] = said;
    expect(news?.kind === 'event' && news.event).toEqual(JSON.parse(eventText(1)));
    expect(writer.counts()).toMatchObject({ received: 1, unparsed: 0, kept: 1 });
  });

  it.each([BROKEN, DEEP, 'hello', '{"event_type":5}'])('counts as unparsed once, on arrival: %s', (text) => {
    const writer = tell();
    for (let id = 0; id < 100; id += 1) writer.acceptMessage('home', eventText(id), clock.now());
    writer.acceptMessage('home', text, clock.now());
    expect(said.at(-1)).toMatchObject({ kind: 'unparsed', seq: FIRST + 100, raw: text });
    expect(writer.counts()).toMatchObject({ received: 101, unparsed: 1 });
    const look = (): unknown => [rowsIn(writer, FIRST + 99), writer.readEvent(FIRST + 100)];
    expect(look()).toEqual(look());
    expect(rowsIn(writer, FIRST + 99)).toMatchObject([{ kind: 'unparsed', seq: FIRST + 100 }]);
    expect(writer.readEvent(FIRST + 100)).toMatchObject({ raw: text, previous: null });
    expect(writer.counts().unparsed).toBe(1);
    expect(said).toHaveLength(101);
  });

  it('is nothing where it is a ping', () => {
    const writer = tell();
    writer.acceptMessage('home', 'ping', clock.now());
    expect([said, writer.counts().received]).toEqual([[], 0]);
  });
});

describe('what is kept in memory', () => {
  it.each([
    [true, LIMITS.keptBesideStore],
    [false, LIMITS.keptWithoutStore],
  ])('is bounded, where a store has the rest: %s', (isStored, bounds) => {
    const writer = tell(isStored);
    const count = bounds.events + 5;
    for (let id = 0; id < count; id += 1) writer.acceptMessage('home', 'x', clock.now());
    expect(writer.counts()).toMatchObject({ received: count, kept: bounds.events, evicted: 5 });
    const large = eventText(0, `{"a":"${'x'.repeat(250_000)}"}`);
    for (let id = 0; id < 60; id += 1) writer.acceptMessage('home', large, clock.now());
    expect(writer.counts().kept).toBe(Math.floor(bounds.bytes / large.length));
  });
});

describe('a message that is too large', () => {
  it('is told when it crosses the limit, and its size when it ends', () => {
    const writer = tell();
    writer.acceptOversize('home', 2 * 1_048_576);
    expect(said).toMatchObject([
      { kind: 'own', seq: FIRST, own: { kind: 'oversize', bytes: 2 * 1_048_576, isOver: false } },
    ]);
    writer.acceptOversizeEnd('home', 5 * 1_048_576);
    writer.acceptOversizeEnd('home', 5 * 1_048_576);
    expect(said.slice(1)).toMatchObject([
      { kind: 'revised', seq: FIRST, own: { kind: 'oversize', bytes: 5 * 1_048_576, isOver: true } },
    ]);
    expect(rowsIn(writer).map(({ text }) => text)).toEqual([
      'An event of 5.0 MB was too large to read and was left out.',
    ]);
    expect(writer.counts().oversize).toBe(1);
  });
});
