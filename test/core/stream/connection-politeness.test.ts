import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { connect, stream } from '../../support/connection-bench.ts';

describe('a polite connection', () => {
  it('makes exactly one request with a secret that is refused, for a whole day', async () => {
    const bench = await connect();
    stream(bench).respond(401);
    await bench.clock.advance(86_400_000);
    expect(bench.server.requests).toHaveLength(1);
    expect(bench.connection.state()).toEqual({
      kind: 'stopped',
      reason: { code: 'unauthorized', status: 401 },
    });
    expect(bench.refusals).toMatchObject([{ code: 'unauthorized' }]);
  });

  it('makes no request at all where the refusal is remembered, until a person asks', async () => {
    const bench = await connect({ refusal: { code: 'banned', at: 1 } });
    await bench.clock.advance(86_400_000);
    expect(bench.server.requests).toHaveLength(0);
    expect(bench.connection.state()).toEqual({ kind: 'stopped', reason: { code: 'banned' } });
    bench.connection.reconnect();
    await bench.clock.advance(0);
    stream(bench).open();
    stream(bench).send('data: ping\n\n');
    await bench.clock.advance(0);
    expect(bench.refusals).toEqual([null]);
  });

  it('shows a new token to /api/ first and tells a bad token from a user without the right', async () => {
    const bad = await connect({ credentialKind: 'bearer' }, { kind: 'bearer', secret: 't' });
    expect(bad.server.last().request.url).toBe('http://ha.local:8123/api/');
    bad.server.last().respond(401);
    await bad.clock.advance(86_400_000);
    expect(bad.server.requests).toHaveLength(1);
    expect(bad.connection.state()).toMatchObject({ reason: { code: 'unauthorized' } });

    const plain = await connect({ credentialKind: 'bearer' }, { kind: 'bearer', secret: 't' });
    plain.server.last().respond(200, { 'content-type': 'application/json' });
    plain.server.last().send('{"message": "API running."}');
    plain.server.last().end();
    await plain.clock.advance(0);
    stream(plain).respond(401);
    await plain.clock.advance(86_400_000);
    expect(plain.server.requests).toHaveLength(2);
    expect(plain.connection.state()).toMatchObject({ reason: { code: 'not-admin' } });
  });

  it('stops where no credential can be had, and sends nothing', async () => {
    const bench = await connect({}, null);
    await bench.clock.advance(86_400_000);
    expect(bench.server.requests).toHaveLength(0);
    expect(bench.connection.state()).toEqual({ kind: 'stopped', reason: { code: 'no-credential' } });
  });

  it('never makes more than twelve requests in a minute, however hard a person presses', async () => {
    const bench = await connect();
    for (let i = 0; i < 599; i += 1) {
      bench.connection.reconnect();
      await bench.clock.advance(100);
      const last = bench.server.requests.at(-1);
      if (last?.closed === false) last.fail('refused');
    }
    expect(bench.server.requests.length).toBeLessThanOrEqual(LIMITS.maxRequestsPerMinute);
  });

  it('never has two requests open at once', async () => {
    const bench = await connect();
    for (let i = 0; i < 40; i += 1) {
      stream(bench).open();
      stream(bench).send('data: ping\n\n');
      bench.connection[i % 2 === 0 ? 'reconnect' : 'wake']();
      await bench.clock.advance(i * 500);
      const open = bench.server.requests.filter(
        ({ closed, request }) => !closed && request.url.includes('stream'),
      );
      expect(open.length).toBeLessThanOrEqual(1);
    }
  });

  it('takes a stream for dead after waking up and is back within three seconds', async () => {
    const bench = await connect();
    stream(bench).open();
    stream(bench).send('data: ping\n\n');
    await bench.clock.advance(0);
    bench.clock.setWallClock(bench.clock.now() + 3_600_000);
    bench.connection.wake();
    await bench.clock.advance(3_000);
    stream(bench).open();
    stream(bench).send('data: ping\n\n');
    await bench.clock.advance(0);
    expect(bench.connection.state().kind).toBe('live');
    expect(bench.gaps).toMatchObject([{ reason: { code: 'slept' } }]);
  });

  it('leaves no timer behind', async () => {
    const bench = await connect();
    stream(bench).open();
    stream(bench).send('data: ping\n\n');
    await bench.clock.advance(0);
    await bench.connection.stop();
    expect(bench.clock.timers).toBe(0);
    expect(bench.server.requests.every(({ closed }) => closed)).toBe(true);
  });
});
