import { describe, expect, it } from 'vitest';
import { keyAt } from '../../../src/core/log/keys.ts';
import { LOST_GRACE_MS } from '../../../src/core/monitor/lost-connections.ts';
import { rowsIn } from '../../support/log-rows.ts';
import { startMonitor, tag, TAG } from '../../support/monitor-bench.ts';
import { ruleOf } from '../../support/rule-builders.ts';
import { HOME_PROFILE as HOME } from '../../support/sample-profile.ts';

describe('createMonitor', () => {
  it('numbers everything that happens in one writer, ours and the house’s', async () => {
    const bench = await startMonitor();
    await bench.live();
    await bench.send(tag('a'), { event_type: 'b', data: {}, origin: 'LOCAL', time_fired: '' });
    await bench.send({ nothing: true });
    const rows = rowsIn(bench.monitor);
    expect(
      rows.map(({ seq, kind, type }) => `${String(seq - keyAt(bench.clock.now()))} ${kind} ${type}`),
    ).toEqual(['0 server ', '1 event tag_scanned', '2 event b', '3 unparsed ']);
    expect(bench.monitor.counts()).toMatchObject({ received: 3, unparsed: 1, kept: 4, evicted: 0 });
  });

  it('gives the text of an event as sent, and nothing for rows of our own', async () => {
    const bench = await startMonitor();
    await bench.live();
    await bench.send(tag('a'));
    await bench.clock.advance(1_000);
    await bench.send(tag('a'));
    const [own = 0, first = 0, second = 0] = rowsIn(bench.monitor).map(({ seq }) => seq);
    expect(bench.monitor.readEvent(own)).toBeNull();
    expect(bench.monitor.readEvent(second)).toMatchObject({
      seq: second,
      serverName: 'Home',
      raw: JSON.stringify(tag('a')),
      previous: { seq: first, at: bench.clock.now() - 1_000 },
    });
    expect(bench.monitor.readEvent(second + 1)).toBeNull();
  });

  it('raises a notification for a chosen type and marks its row', async () => {
    const bench = await startMonitor();
    await bench.live();
    await bench.send(tag('a'), { event_type: 'b', data: {}, origin: '', time_fired: '' });
    expect(bench.toasts).toHaveLength(1);
    const seq = keyAt(bench.clock.now()) + 1;
    expect(bench.toasts[0]).toMatchObject({ seq });
    expect(rowsIn(bench.monitor).map(({ alert }) => alert)).toEqual([false, true, false]);
    expect(bench.monitor.recentAlerts()).toMatchObject([{ outcome: 'raised', seq }]);
  });

  it('keeps a burst to five toasts in ten seconds, and accounts for every alert', async () => {
    const bench = await startMonitor();
    await bench.live();
    await bench.send(...Array.from({ length: 40 }, (_, i) => tag(`t${String(i)}`)));
    expect(bench.toasts).toHaveLength(5);
    await bench.clock.advance(10_000);
    expect(bench.toasts).toHaveLength(6);
    expect(bench.toasts[5]).toMatchObject({ seq: null });
    expect(`${bench.toasts[5]?.title ?? ''} ${bench.toasts[5]?.body ?? ''}`).toContain('35');
  });

  it('says nothing while paused, and keeps what it held back', async () => {
    const bench = await startMonitor();
    await bench.live();
    const pausedUntil = bench.clock.now() + 60_000;
    bench.monitor.setNotifications({ enabled: true, pausedUntil, rules: [TAG] });
    await bench.send(tag('a'));
    expect(bench.toasts).toEqual([]);
    expect(bench.monitor.recentAlerts()).toMatchObject([{ outcome: 'paused' }]);
    await bench.clock.advance(60_000);
    await bench.send(tag('a'));
    const titles = bench.toasts.map(({ title }) => title);
    expect(titles).toEqual(['While paused: 1 alert', expect.stringContaining('a')]);
  });

  it('takes it for no silence that nobody heard anything while the computer slept', async () => {
    const bench = await startMonitor();
    const rules = [ruleOf('type:tag_scanned', { timing: { kind: 'silent', ms: 60_000 } })];
    bench.monitor.setNotifications({ enabled: true, pausedUntil: null, rules, connections: false });
    await bench.live();
    await bench.send(tag('a'));
    bench.monitor.sleep();
    // Its clocks go on, as they do on Windows.
    await bench.clock.advance(3_600_000);
    expect(bench.toasts).toEqual([]);
    bench.monitor.wake();
    await bench.clock.advance(10_000);
    await bench.live();
    await bench.clock.advance(50_000);
    expect(bench.toasts).toEqual([]);
    await bench.clock.advance(10_000);
    expect(bench.toasts).toHaveLength(1);
  });

  it('writes the gap before the events that follow it', async () => {
    const bench = await startMonitor();
    await bench.live();
    await bench.send(tag('a'));
    bench.end();
    await bench.clock.advance(1_000);
    await bench.live();
    await bench.send(tag('b'));
    const kinds = rowsIn(bench.monitor).map(({ kind }) => kind);
    expect(kinds).toEqual(['server', 'event', 'gap', 'event']);
    expect(bench.monitor.counts().gaps).toBe(1);
  });

  it('notices by itself that the machine slept', async () => {
    const bench = await startMonitor();
    await bench.live();
    bench.clock.setWallClock(bench.clock.now() + 3_600_000);
    await bench.clock.advance(5_000);
    expect(bench.monitor.state('home')).toMatchObject({ kind: 'waiting', reason: { code: 'slept' } });
  });

  it('does not take a slow tick for sleep', async () => {
    const bench = await startMonitor();
    await bench.live();
    bench.clock.setWallClock(bench.clock.now() + 1_000);
    await bench.clock.advance(5_000);
    expect(bench.monitor.state('home').kind).toBe('live');
  });

  it('keeps a stream over a change of name, and replaces it over a change of address', async () => {
    const bench = await startMonitor();
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

  it('tells of a server as back that went away at one address and is found at another', async () => {
    const bench = await startMonitor();
    await bench.live();
    bench.end();
    await bench.clock.advance(1_000);
    bench.monitor.setServers([{ ...HOME, baseUrl: 'http://other.local:8123' }]);
    await bench.clock.advance(LOST_GRACE_MS);
    bench.monitor.setServers([HOME]);
    await bench.clock.advance(0);
    await bench.live();
    expect(bench.toasts.map(({ title }) => title)).toEqual([
      'Home has not answered for 2 min',
      'Home is back',
    ]);
    bench.end();
    await bench.clock.advance(1_000);
    bench.monitor.setServers([{ ...HOME, enabled: false }]);
    await bench.clock.advance(0);
    bench.monitor.setServers([HOME]);
    await bench.clock.advance(LOST_GRACE_MS - 1);
    expect(bench.toasts).toHaveLength(2);
  });

  it('follows two servers without letting one wait for the other', async () => {
    const bench = await startMonitor([
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
    const bench = await startMonitor();
    await bench.live();
    bench.monitor.setServers([{ ...HOME, baseUrl: 'http://other.local:8123' }]);
    await bench.clock.advance(2_000);
    await bench.live();
    expect(bench.monitor.counts().gaps).toBe(1);
    await bench.monitor.stop();
    expect(bench.monitor.counts().gaps).toBe(1);

    const lost = await startMonitor();
    await lost.live();
    lost.end();
    await lost.clock.advance(0);
    await lost.monitor.stop();
    expect(lost.monitor.counts().gaps).toBe(1);
    expect(rowsIn(lost.monitor).at(-1)?.kind).toBe('gap');
  });

  it('writes down that the clock was set back, and goes on with rising keys', async () => {
    const bench = await startMonitor();
    await bench.live();
    await bench.send(tag('a'));
    bench.clock.setWallClock(bench.clock.now() - 3_600_000);
    await bench.send(tag('b'));
    await bench.send(tag('c'));
    const rows = rowsIn(bench.monitor);
    expect(rows.map(({ kind, text }) => (kind === 'event' ? kind : text))).toEqual([
      'Connected to Home',
      'event',
      'The clock of this computer was set back by 1 h.',
      'event',
      'event',
    ]);
    const seqs = rows.map(({ seq }) => seq);
    expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    expect(new Set(seqs).size).toBe(5);
  });

  it('leaves nothing running when it stops', async () => {
    const bench = await startMonitor();
    await bench.live();
    await bench.monitor.stop();
    expect(bench.clock.timers).toBe(0);
  });
});
