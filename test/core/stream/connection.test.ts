import { describe, expect, it } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import { connect, stream, type ConnectionBench } from '../../support/connection-bench.ts';

describe('a supervised connection', () => {
  it('becomes live with the first byte and hands on every message', async () => {
    const bench = await connect();
    stream(bench).open();
    await bench.clock.advance(0);
    expect(bench.connection.state().kind).toBe('connecting');
    stream(bench).send('data: ping\n\ndata: {"a":1}\n\n');
    await bench.clock.advance(0);
    expect(bench.connection.state().kind).toBe('live');
    expect(bench.messages).toEqual(['ping', '{"a":1}']);
  });

  it('sends one kind of credential, asks for no compression, and names itself', async () => {
    const bench = await connect({ restrict: ['state_changed', 'a b'] });
    const { url, headers } = stream(bench).request;
    expect(url).toBe('http://ha.local:8123/api/stream?restrict=state_changed,a%20b');
    expect(headers).toEqual({
      accept: 'text/event-stream',
      'accept-encoding': 'identity',
      'cache-control': 'no-cache',
      'user-agent': 'Porchlight/test',
      'x-ha-access': 'pw',
    });
  });

  it.each([
    ['no answer within 15 s', () => undefined, LIMITS.headersDeadlineMs, 'timeout'],
    [
      'an open stream without a byte in 10 s',
      (b: ConnectionBench) => {
        stream(b).open();
      },
      LIMITS.firstByteDeadlineMs,
      'buffered',
    ],
    [
      'a gzip body',
      (b: ConnectionBench) => {
        stream(b).respond(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
      },
      0,
      'encoded',
    ],
    [
      'a login page',
      (b: ConnectionBench) => {
        stream(b).respond(200, { 'content-type': 'text/html' });
      },
      0,
      'not-event-stream',
    ],
    [
      'almost the right media type',
      (b: ConnectionBench) => {
        stream(b).respond(200, { 'content-type': 'text/event-streamX' });
      },
      0,
      'not-event-stream',
    ],
    [
      'a 503',
      (b: ConnectionBench) => {
        stream(b).respond(503);
      },
      0,
      'unavailable',
    ],
    [
      'a refused socket',
      (b: ConnectionBench) => {
        stream(b).fail('refused');
      },
      0,
      'refused',
    ],
    [
      'a clean end',
      (b: ConnectionBench) => {
        stream(b).open();
        stream(b).send('data: ping\n\n');
        stream(b).end();
      },
      0,
      'ended',
    ],
    [
      'a reset in the middle',
      (b: ConnectionBench) => {
        stream(b).open();
        stream(b).send('data: pi');
        stream(b).fail('reset');
      },
      0,
      'reset',
    ],
  ] as const)('waits after %s, with the socket closed', async (_name, act, afterMs, code) => {
    const bench = await connect();
    const first = stream(bench);
    act(bench);
    await bench.clock.advance(afterMs);
    expect(bench.connection.state()).toMatchObject({ kind: 'waiting', reason: { code } });
    expect(first.closed).toBe(true);
  });

  it('accepts the media type in any case and with a charset', async () => {
    const bench = await connect();
    stream(bench).respond(200, { 'content-type': 'Text/Event-Stream; charset=utf-8' });
    stream(bench).send('data: ping\n\n');
    await bench.clock.advance(0);
    expect(bench.connection.state().kind).toBe('live');
  });

  it('gives a silent stream up after 75 s and not before, whatever the bytes are', async () => {
    const bench = await connect();
    stream(bench).open();
    stream(bench).send('data: ping\n\n');
    await bench.clock.advance(74_000);
    stream(bench).send(': still here\n');
    await bench.clock.advance(74_999);
    expect(bench.connection.state().kind).toBe('live');
    await bench.clock.advance(1);
    expect(bench.connection.state()).toMatchObject({ kind: 'waiting', reason: { code: 'silent' } });
  });

  it('records one gap over several failed attempts, from the last byte to the next', async () => {
    const bench = await connect();
    const t0 = bench.clock.now();
    stream(bench).open();
    stream(bench).send('data: ping\n\n');
    await bench.clock.advance(10_000);
    stream(bench).end();
    await bench.clock.advance(0);
    expect(bench.connection.gapSince()).toBe(t0);
    await bench.clock.advance(500);
    stream(bench).fail('refused');
    await bench.clock.advance(1_000);
    stream(bench).open();
    stream(bench).send('data: ping\n\n');
    await bench.clock.advance(0);
    expect(bench.gaps).toEqual([{ from: t0, to: t0 + 11_500, reason: { code: 'ended' } }]);
    expect(bench.connection.gapSince()).toBeNull();
  });

  it('hands the gap that lasts to whoever stops it', async () => {
    const bench = await connect();
    const t0 = bench.clock.now();
    stream(bench).open();
    stream(bench).send('data: ping\n\n');
    await bench.clock.advance(1_000);
    stream(bench).end();
    await bench.clock.advance(0);
    expect(await bench.connection.stop()).toEqual({ from: t0, reason: { code: 'ended' } });
    expect(bench.gaps).toEqual([]);
    expect(bench.connection.state().kind).toBe('idle');
  });
});
