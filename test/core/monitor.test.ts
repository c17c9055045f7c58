import { describe, expect, it, onTestFinished } from 'vitest';
import { createMonitor, type Monitor, type MonitorEvent, type MonitorPorts } from '../../src/core/monitor.ts';
import { LIMITS } from '../../src/core/limits.ts';
import type { ServerProfile } from '../../src/core/servers/profile.ts';
import { DEFAULT_SETTINGS, type NotificationChoice } from '../../src/core/settings/settings.ts';
import { createScriptedTransport, type ScriptedTransport } from '../support/scripted-transport.ts';
import { HOME_PROFILE } from '../support/sample-profile.ts';
import { createVirtualClock, type VirtualClock } from '../support/virtual-clock.ts';

interface Bench {
  readonly clock: VirtualClock;
  readonly server: ScriptedTransport;
  readonly monitor: Monitor;
  readonly events: MonitorEvent[];
  readonly toasts: { title: string; body: string; seq: number | null }[];
  /** Opens the stream that was asked for last and sends the first ping. */
  live(): Promise<void>;
  send(...events: object[]): Promise<void>;
  /** Ends that stream. */
  end(): void;
}

const HOME = HOME_PROFILE;

const TAG: NotificationChoice = {
  type: 'tag_scanned',
  enabled: true,
  entities: [],
  toStates: [],
  cooldownMs: 10_000,
};

async function start(
  profiles: readonly ServerProfile[] = [HOME],
  ports: Pick<MonitorPorts, 'isWatched' | 'isKeptElsewhere' | 'onHandedOut'> = {},
): Promise<Bench> {
  const clock = createVirtualClock();
  const server = createScriptedTransport();
  const events: MonitorEvent[] = [];
  const toasts: Bench['toasts'] = [];
  const monitor = createMonitor({
    clock,
    random: () => 0.5,
    transport: server.transport,
    userAgent: 'Porchlight/test',
    readCredential: () => Promise.resolve({ kind: 'none' }),
    saveRefusal: () => undefined,
    ...ports,
    notify: (toast) => {
      toasts.push(toast);
      return Promise.resolve(true);
    },
  });
  onTestFinished(() => monitor.stop());
  monitor.onEvent((event) => events.push(event));
  monitor.setNotifications({ ...DEFAULT_SETTINGS.notifications, choices: [TAG] });
  monitor.setServers(profiles);
  await clock.advance(0);
  const stream = (): ReturnType<ScriptedTransport['last']> => {
    const opened = server.requests.filter(({ request }) => request.url.includes('/api/stream')).at(-1);
    if (opened === undefined) throw new Error('no stream was asked for');
    return opened;
  };
  return {
    clock,
    server,
    monitor,
    events,
    toasts,
    async live() {
      stream().open();
      stream().send('data: ping\n\n');
      await clock.advance(0);
    },
    end() {
      stream().end();
    },
    async send(...sent) {
      stream().send(sent.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''));
      await clock.advance(0);
    },
  };
}

const tag = (id: string): object => ({
  event_type: 'tag_scanned',
  data: { tag_id: id },
  origin: 'LOCAL',
  time_fired: '',
});

describe('createMonitor', () => {
  it('numbers everything that happens in one story, ours and the house’s', async () => {
    const bench = await start();
    await bench.live();
    await bench.send(tag('a'), { event_type: 'b', data: {}, origin: 'LOCAL', time_fired: '' });
    await bench.send({ nothing: true });
    const { rows } = bench.monitor.rowsAfter(0, 100);
    expect(rows.map(({ seq, kind, type }) => `${String(seq)} ${kind} ${type}`)).toEqual([
      '1 server ',
      '2 event tag_scanned',
      '3 event b',
      '4 unparsed ',
    ]);
    expect(bench.monitor.counts()).toMatchObject({ received: 3, unparsed: 1, kept: 4, evicted: 0 });
  });

  it('gives the text of an event as sent, and nothing for rows of our own', async () => {
    const bench = await start();
    await bench.live();
    await bench.send(tag('a'));
    await bench.clock.advance(1_000);
    await bench.send(tag('a'));
    expect(bench.monitor.readEvent(1)).toBeNull();
    expect(bench.monitor.readEvent(3)).toMatchObject({
      seq: 3,
      serverName: 'Home',
      raw: JSON.stringify(tag('a')),
      previous: { seq: 2, at: bench.clock.now() - 1_000 },
    });
    expect(bench.monitor.readEvent(99)).toBeNull();
  });

  it('raises a notification for a chosen type and marks its row', async () => {
    const bench = await start();
    await bench.live();
    await bench.send(tag('a'), { event_type: 'b', data: {}, origin: '', time_fired: '' });
    expect(bench.toasts).toHaveLength(1);
    expect(bench.toasts[0]).toMatchObject({ seq: 2 });
    expect(bench.monitor.rowsAfter(0, 9).rows.map(({ alert }) => alert)).toEqual([false, true, false]);
    expect(bench.monitor.recentAlerts()).toMatchObject([{ outcome: 'raised', seq: 2 }]);
  });

  it('keeps a burst to five toasts in ten seconds, and accounts for every alert', async () => {
    const bench = await start();
    await bench.live();
    await bench.send(...Array.from({ length: 40 }, (_, i) => tag(`t${String(i)}`)));
    expect(bench.toasts).toHaveLength(5);
    await bench.clock.advance(10_000);
    expect(bench.toasts).toHaveLength(6);
    expect(bench.toasts[5]).toMatchObject({ seq: null });
    expect(`${bench.toasts[5]?.title ?? ''} ${bench.toasts[5]?.body ?? ''}`).toContain('35');
  });

  it('says nothing while paused, and keeps what it held back', async () => {
    const bench = await start();
    await bench.live();
    const pausedUntil = bench.clock.now() + 60_000;
    bench.monitor.setNotifications({ enabled: true, pausedUntil, choices: [TAG] });
    await bench.send(tag('a'));
    expect(bench.toasts).toEqual([]);
    expect(bench.monitor.recentAlerts()).toMatchObject([{ outcome: 'paused' }]);
    await bench.clock.advance(60_000);
    await bench.send(tag('a'));
    expect(bench.toasts).toHaveLength(1);
  });

  it('writes the gap before the events that follow it', async () => {
    const bench = await start();
    await bench.live();
    await bench.send(tag('a'));
    bench.end();
    await bench.clock.advance(1_000);
    await bench.live();
    await bench.send(tag('b'));
    const kinds = bench.monitor.rowsAfter(0, 99).rows.map(({ kind }) => kind);
    expect(kinds).toEqual(['server', 'event', 'gap', 'event']);
    expect(bench.monitor.counts().gaps).toBe(1);
  });

  it('notices by itself that the machine slept', async () => {
    const bench = await start();
    await bench.live();
    bench.clock.setWallClock(bench.clock.now() + 3_600_000);
    await bench.clock.advance(5_000);
    expect(bench.monitor.state('home')).toMatchObject({ kind: 'waiting', reason: { code: 'slept' } });
  });

  it('does not take a slow tick for sleep', async () => {
    const bench = await start();
    await bench.live();
    bench.clock.setWallClock(bench.clock.now() + 1_000);
    await bench.clock.advance(5_000);
    expect(bench.monitor.state('home').kind).toBe('live');
  });

  it('keeps a stream over a change of name, and replaces it over a change of address', async () => {
    const bench = await start();
    await bench.live();
    const streams = (): string[] =>
      bench.server.requests.map(({ request }) => request.url).filter((url) => url.includes('/api/stream'));
    bench.monitor.setServers([
      { ...HOME, name: 'House', colour: 'blue', refusal: { code: 'banned', at: 1 } },
    ]);
    await bench.clock.advance(0);
    expect(streams()).toHaveLength(1);
    const old = bench.server.requests.find(({ request }) => request.url.includes('/api/stream'));
    bench.monitor.setServers([{ ...HOME, baseUrl: 'http://other.local:8123' }]);
    await bench.clock.advance(0);
    expect(old?.closed).toBe(true);
    expect(streams().at(-1)).toBe('http://other.local:8123/api/stream');
    bench.monitor.setServers([]);
    await bench.clock.advance(0);
    expect(bench.monitor.state('home')).toEqual({ kind: 'idle' });
  });

  it('follows two servers without letting one wait for the other', async () => {
    const bench = await start([
      HOME,
      { ...HOME, id: 'cabin', name: 'Cabin', baseUrl: 'http://cabin.local:8123' },
    ]);
    const [home, cabin] = bench.server.requests;
    home?.fail('refused');
    cabin?.open();
    cabin?.send(`data: ping\n\ndata: ${JSON.stringify(tag('x'))}\n\n`);
    await bench.clock.advance(0);
    expect(bench.monitor.state('home').kind).toBe('waiting');
    expect(bench.monitor.state('cabin').kind).toBe('live');
    expect(`${bench.toasts[0]?.title ?? ''} ${bench.toasts[0]?.body ?? ''}`).toContain('Cabin');
  });

  it('counts a change of address as a gap, and the end of the app only where the stream was already lost', async () => {
    const bench = await start();
    await bench.live();
    bench.monitor.setServers([{ ...HOME, baseUrl: 'http://other.local:8123' }]);
    await bench.clock.advance(2_000);
    await bench.live();
    expect(bench.monitor.counts().gaps).toBe(1);
    await bench.monitor.stop();
    expect(bench.monitor.counts().gaps).toBe(1);

    const lost = await start();
    await lost.live();
    lost.end();
    await lost.clock.advance(0);
    await lost.monitor.stop();
    expect(lost.monitor.counts().gaps).toBe(1);
    expect(lost.monitor.rowsAfter(0, 9).rows.at(-1)?.kind).toBe('gap');
  });

  it('leaves nothing running when it stops', async () => {
    const bench = await start();
    await bench.live();
    await bench.monitor.stop();
    expect(bench.clock.timers).toBe(0);
  });
});

describe('a monitor that nobody watches', () => {
  const motion = { event_type: 'motion', data: {}, origin: 'LOCAL', time_fired: '' };

  it('tells of events together, with the times at which they came, but for those a notification is about', async () => {
    let watched = false;
    let handedOut = 0;
    const bench = await start([HOME], { isWatched: () => watched, onHandedOut: () => (handedOut += 1) });
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
    expect(handedOut).toBe(1);

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
    const bench = await start([HOME], { isWatched: () => watched, isKeptElsewhere: () => isKept });
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
    const bench = await start([HOME], { isWatched: () => false });
    await bench.live();
    await bench.send(motion);
    await bench.monitor.stop();
    expect(bench.monitor.counts().received).toBe(1);
  });
});
