import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../src/core/limits.ts';
import { startMonitor, tag } from '../support/monitor-bench.ts';
import { HOME_PROFILE as HOME } from '../support/sample-profile.ts';

describe('a monitor that nobody watches', () => {
  const motion = { event_type: 'motion', data: {}, origin: 'LOCAL', time_fired: '' };

  it('tells of events together, with the times at which they came, but for those a notification is about', async () => {
    let watched = false;
    const handOuts: string[] = [];
    const bench = await startMonitor([HOME], {
      isWatched: () => watched,
      onHandingOut: () => handOuts.push(`begins after ${String(told().length)}`),
      onHandedOut: () => handOuts.push(`ends after ${String(told().length)}`),
    });
    const told = (): readonly number[] =>
      bench.events.filter(({ kind }) => kind === 'event').map((event) => ('at' in event ? event.at : 0));
    await bench.live();
    const from = bench.clock.now();
    await bench.send(motion);
    await bench.clock.advance(300);
    await bench.send(motion);
    expect(told()).toEqual([]);
    await bench.clock.advance(LIMITS.gatherMs - 300);
    expect(told()).toEqual([from, from + 300]);
    expect(handOuts).toEqual(['begins after 0', 'ends after 2']);

    await bench.send(motion);
    await bench.send(tag('a'));
    expect(told()).toHaveLength(4);
    expect(bench.toasts).toHaveLength(1);

    await bench.send(motion);
    expect(told()).toHaveLength(4);
    watched = true;
    bench.monitor.handOut();
    await bench.clock.advance(0);
    expect(told()).toHaveLength(5);
    await bench.send(motion);
    expect(told()).toHaveLength(6);
  });

  it('holds in memory what is fresh, if the rest is kept elsewhere', async () => {
    let watched = false;
    let isKept = true;
    const bench = await startMonitor([HOME], { isWatched: () => watched, isKeptElsewhere: () => isKept });
    await bench.live();
    const { freshEvents, freshMs } = LIMITS;
    const comes = async (count: number): Promise<number> => {
      for (let left = count; left > 0; left -= 1) await bench.send(tag(String(left)));
      return bench.monitor.counts().kept;
    };
    const before = await comes(freshEvents);
    await bench.clock.advance(freshMs + 1);
    watched = true;
    expect(await comes(5)).toBe(before + 5);
    watched = false;
    isKept = false;
    expect(await comes(5)).toBe(before + 10);
    isKept = true;
    expect(await comes(5)).toBe(freshEvents);
    expect(bench.monitor.counts()).toMatchObject({
      received: freshEvents + 15,
      evicted: before + 15 - freshEvents,
    });
  });

  it('loses none of them when it is stopped', async () => {
    const bench = await startMonitor([HOME], { isWatched: () => false });
    await bench.live();
    await bench.send(motion);
    await bench.monitor.stop();
    expect(bench.monitor.counts().received).toBe(1);
  });
});
