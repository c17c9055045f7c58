import { describeOutcome } from '../../src/core/recovery/describe-recovery.ts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { LIMITS } from '../../src/core/limits.ts';
import { createMonitor, type Monitor, type MonitorEvent } from '../../src/core/monitor/monitor.ts';
import type { Transport } from '../../src/core/stream/transport.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { HOME_PROFILE } from '../support/sample-profile.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';
import { createRecorderServer, type RecorderServer } from './recorder-server.ts';

const DOOR = 'binary_sensor.front_door';

interface Bench {
  readonly clock: VirtualClock;
  readonly server: RecorderServer;
  readonly monitor: Monitor;
  readonly said: readonly MonitorEvent[];
  /** Lets time pass until it holds. Time stands still while an answer is on its way. */
  until(holds: () => boolean): Promise<void>;
}

async function open(leadMs = 0): Promise<Bench> {
  const clock = createVirtualClock();
  const server = await createRecorderServer(clock, leadMs);
  const said: MonitorEvent[] = [];
  let underway = 0;
  const transport = createHttpTransport();
  const watched: Transport = async (request) => {
    if (request.url.endsWith('/api/stream')) return transport(request);
    underway += 1;
    const response = await transport(request);
    return {
      ...response,
      cancel() {
        underway -= 1;
        response.cancel();
      },
    };
  };
  const monitor = createMonitor({
    clock,
    random: () => 0.5,
    transport: watched,
    userAgent: 'Porchlight/test',
    readCredential: () => Promise.resolve({ kind: 'none' }),
    saveRefusal: () => undefined,
    notify: () => Promise.resolve(true),
  });
  monitor.onEvent((event) => said.push(event));
  onTestFinished(async () => {
    await monitor.stop();
    await server.close();
  });
  const bench: Bench = {
    clock,
    server,
    monitor,
    said,
    async until(holds) {
      while (!holds()) {
        await new Promise((resolve) => setTimeout(resolve, 1));
        await clock.advance(underway > 0 ? 0 : 250);
      }
    },
  };
  monitor.setServers([{ ...HOME_PROFILE, baseUrl: server.url }]);
  await bench.until(() => isLive(bench));
  return bench;
}

const isLive = ({ monitor }: Bench): boolean => monitor.state(HOME_PROFILE.id).kind === 'live';

/** Some events come, the stream is lost for some seconds in which `meanwhile` happens, and it is there again. */
async function lose(bench: Bench, ids: readonly string[], meanwhile: () => void): Promise<void> {
  const { server, clock } = bench;
  for (const id of ids.slice(0, 20)) server.set(id, '1');
  await bench.until(() => bench.monitor.counts().received === 20);
  server.cut();
  await bench.until(() => !isLive(bench));
  await clock.advance(2_000);
  meanwhile();
  await clock.advance(2_000);
  server.mend();
  await bench.until(() => isLive(bench));
}

const recoveryOf = ({ said }: Bench): Extract<MonitorEvent, { kind: 'recovered' }> | undefined =>
  said.find((event) => event.kind === 'recovered');

async function recovered(
  bench: Bench,
): Promise<{ readonly words: string; readonly doors: readonly unknown[] }> {
  await bench.until(() => recoveryOf(bench) !== undefined);
  const recovery = recoveryOf(bench);
  const states = (recovery?.events ?? [])
    .filter(({ event }) => event.data['entity_id'] === DOOR)
    .map(({ event }) => (event.data['new_state'] as { state: string }).state);
  const own = recovery?.own;
  const words =
    own === undefined ? '' : describeOutcome(own.recovery.count, own.recovery.outcome, own.gap.to);
  return { words, doors: states };
}

const manyIds = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => `sensor.node_${String(n).padStart(5, '0')}_reading`);

const historyRequests = ({ server }: Bench): number =>
  server.asked.filter((path) => path.startsWith('/api/history/')).length;

describe('a gap', () => {
  it('whose history is larger than 2 MB brings back as much as there is room for', async () => {
    const bench = await open();
    const ids = manyIds(150);
    await lose(bench, ids, () => {
      for (let n = 0; n < 7_000; n += 1) bench.server.set(ids[n % 150] ?? '', `m${String(n)}`);
      bench.server.set(DOOR, 'on');
      bench.server.set(DOOR, 'off');
    });
    const { words, doors } = await recovered(bench);
    expect(doors).toEqual(['on', 'off']);
    expect(words).toMatch(/^[\d,]+ events recovered, only from \d\d:\d\d:\d\d on$/);
  });

  it.each([
    ['behind', -600_000],
    ['ahead', 600_000],
  ])('of a server whose clock is ten minutes %s loses nothing', async (_, leadMs) => {
    const bench = await open(leadMs);
    await lose(bench, manyIds(150), () => {
      bench.server.set(DOOR, 'on');
      bench.server.set(DOOR, 'off');
    });
    expect(await recovered(bench)).toEqual({ words: '2 events recovered', doors: ['on', 'off'] });
  });

  it('of a home with 5,000 things asks about those that changed, and brings all of it', async () => {
    const bench = await open();
    const ids = manyIds(5_000);
    bench.server.addOld(ids);
    await lose(bench, ids, () => {
      bench.server.set(DOOR, 'on');
    });
    expect(await recovered(bench)).toEqual({ words: '1 event recovered', doors: ['on'] });
    expect(historyRequests(bench)).toBe(1);
  });

  it('after which all of 5,000 things changed asks about all of them, in the time that it takes', async () => {
    const bench = await open();
    const ids = manyIds(5_000);
    await lose(bench, ids, () => {
      bench.server.set(DOOR, 'on');
    });
    for (const id of ids) bench.server.set(id, 'after');
    const { words, doors } = await recovered(bench);
    expect(doors).toEqual(['on']);
    expect(words).toBe('1 event recovered');
    expect(historyRequests(bench)).toBeGreaterThan(20);
    expect(bench.server.asked.length).toBeLessThan(LIMITS.maxRecoveryRequests);
  });

  it('says that it goes on when the end comes first', async () => {
    const bench = await open();
    const ids = manyIds(5_000);
    await lose(bench, ids, () => {
      bench.server.set(DOOR, 'on');
    });
    for (const id of ids) bench.server.set(id, 'after');
    await bench.until(() => historyRequests(bench) === 3);
    await bench.monitor.stop();
    const { words, doors } = await recovered(bench);
    expect(doors).toEqual(['on']);
    expect(words).toMatch(/^1 event recovered so far, only from \d\d:\d\d:\d\d on$/);
  });
});
