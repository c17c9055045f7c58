import { beforeEach, describe, expect, it } from 'vitest';
import type { HaEvent } from '../../../src/core/events/event.ts';
import { keyAt } from '../../../src/core/log/keys.ts';
import { NO_STORE, type LogStore } from '../../../src/core/log/log-store.ts';
import type { LogWriter } from '../../../src/core/monitor/log-writer.ts';
import type { MonitorEvent } from '../../../src/core/monitor/monitor.ts';
import type { UnfinishedGap } from '../../../src/core/own-rows/own-row.ts';
import type { MissedEvents } from '../../../src/core/recovery/recover-missed.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';
import { change, shown, tellTo } from './late-builders.ts';

const restarted = { code: 'ended' } as const;
const complete = { kind: 'complete' } as const;
/** Of a connection that goes on. */
const live = new AbortController().signal;

let clock: VirtualClock;
let said: MonitorEvent[];

beforeEach(() => {
  clock = createVirtualClock();
  said = [];
});

function tell(store: LogStore = NO_STORE): LogWriter {
  return tellTo(said, clock, store);
}

describe('a gap that comes back slice by slice', () => {
  const slice = (...events: readonly HaEvent[]): MissedEvents => ({ events, outcome: complete, cutAt: null });

  it('tells each slice when the next one is there, and says how far it is', async () => {
    const writer = tell();
    const from = clock.now();
    await clock.advance(10_000);
    const to = clock.now();
    await writer.acceptGap('home', { from, to, reason: restarted }, async (_, onSlice) => {
      await onSlice(slice(change('light.c', 'on', from + 8_000)), from + 6_000);
      await onSlice(slice(change('light.b', 'on', from + 4_000)), from + 3_000);
      await onSlice(slice(change('light.a', 'on', from + 1_000)), from);
      return complete;
    });
    const told = said.flatMap((event) => (event.kind === 'recovered' ? [event] : []));
    expect(told.map(({ events }) => events.map(({ event }) => event.data['entity_id']))).toEqual([
      ['light.c'],
      ['light.b'],
      ['light.a'],
    ]);
    expect(told.map(({ own }) => own.recovery)).toEqual([
      { count: 1, outcome: { kind: 'running', downTo: from + 6_000 } },
      { count: 2, outcome: { kind: 'running', downTo: from + 3_000 } },
      { count: 3, outcome: complete },
    ]);
    expect(shown(writer, from)).toEqual(['gap 0', 'light.a 1000', 'light.b 4000', 'light.c 8000']);
  });

  it('goes on with what an earlier run could not end, and not with a gap of this run', async () => {
    const gap = { from: clock.now() - 90_000, to: clock.now() - 60_000, reason: restarted };
    const seq = keyAt(gap.from) + 1_000;
    const downTo = gap.from + 10_000;
    const earlier: UnfinishedGap = { seq, serverId: 'home', gap, count: 40, downTo };
    const unfinished = [earlier];
    const store: LogStore = {
      ...NO_STORE,
      isOpen: () => true,
      unfinishedGaps: () => Promise.resolve([...unfinished]),
    };
    const writer = tell(store);
    await clock.advance(10_000);
    const lost = { from: clock.now() - 10_000, to: clock.now(), reason: restarted };
    await writer.acceptGap('home', lost, () => Promise.resolve(complete));
    const own = said.flatMap((event) => (event.kind === 'own' ? [event] : []))[0];
    unfinished.push({ ...earlier, seq: own?.seq ?? 0 });
    said.splice(0);
    const asked: unknown[] = [];
    await writer.resumeGaps(
      'home',
      (rest) => async (_, onSlice) => {
        asked.push(rest);
        await onSlice(slice(change('light.a', 'on', gap.from + 5_000)), gap.from);
        return complete;
      },
      live,
    );
    expect(asked).toEqual([{ ...gap, to: downTo }]);
    expect(said).toMatchObject([
      { kind: 'recovered', seq, at: gap.from, own: { gap, recovery: { count: 41, outcome: complete } } },
    ]);
  });

  it('goes on with a gap of this run whose connection was ended, as by another address, and needs no store for it', async () => {
    const writer = tell();
    await clock.advance(90_000);
    const gap = { from: clock.now() - 90_000, to: clock.now(), reason: restarted };
    const downTo = gap.from + 10_000;
    await writer.acceptGap('home', gap, async (_, onSlice) => {
      await onSlice(slice(change('light.b', 'on', gap.from + 20_000)), downTo);
      return { kind: 'running', downTo };
    });
    // Nothing was answered, so what is left ends a margin behind the gap.
    const other = { ...gap, from: gap.from + 1_000 };
    await writer.acceptGap('home', other, () =>
      Promise.resolve({ kind: 'running', downTo: other.to + 5_000 }),
    );
    const asked: unknown[] = [];
    const goOn = (rest: unknown) => () => {
      asked.push(rest);
      return Promise.resolve(complete);
    };
    await writer.resumeGaps('home', goOn, AbortSignal.abort());
    await writer.resumeGaps('cabin', goOn, live);
    expect(asked).toEqual([]);
    await writer.resumeGaps('home', goOn, live);
    expect(asked).toEqual([other, { ...gap, to: downTo }]);
    expect(said.at(-1)).toMatchObject({ own: { recovery: { count: 1, outcome: complete } } });
    await writer.resumeGaps('home', goOn, live);
    expect(asked).toHaveLength(2);
  });

  it('does not come back once everything was deleted', async () => {
    const writer = tell();
    await clock.advance(90_000);
    const gap = { from: clock.now() - 90_000, to: clock.now(), reason: restarted };
    await writer.acceptGap('home', gap, async (_, onSlice) => {
      await onSlice(slice(change('light.b', 'on', gap.from + 20_000)), gap.from + 10_000);
      writer.dropRecoveries();
      writer.forget();
      said.splice(0);
      await onSlice(slice(change('light.a', 'on', gap.from + 5_000)), gap.from);
      return complete;
    });
    expect(said).toEqual([]);
    expect(shown(writer, gap.from)).toEqual([]);
  });

  it('is not asked for twice at a time', async () => {
    const writer = tell();
    await clock.advance(90_000);
    const gap = { from: clock.now() - 90_000, to: clock.now(), reason: restarted };
    let end = (): void => undefined;
    const recovery = writer.acceptGap(
      'home',
      gap,
      () =>
        new Promise((resolve) => {
          end = () => {
            resolve(complete);
          };
        }),
    );
    const asked: unknown[] = [];
    await writer.resumeGaps(
      'home',
      (rest) => () => {
        asked.push(rest);
        return Promise.resolve(complete);
      },
      live,
    );
    end();
    await recovery;
    expect(asked).toEqual([]);
  });
});
