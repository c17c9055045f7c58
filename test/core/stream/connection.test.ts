import { describe, expect, it, onTestFinished } from 'vitest';
import { LIMITS } from '../../../src/core/limits.ts';
import type { Credential } from '../../../src/core/servers/credential.ts';
import type { Refusal, ServerProfile } from '../../../src/core/servers/profile.ts';
import { createConnection, type Connection } from '../../../src/core/stream/connection.ts';
import type { ConnectionState, Gap } from '../../../src/core/stream/failure.ts';
import { createScriptedTransport, type ScriptedTransport } from '../../support/scripted-transport.ts';
import { HOME_PROFILE } from '../../support/sample-profile.ts';
import { createVirtualClock, type VirtualClock } from '../../support/virtual-clock.ts';

const PROFILE: ServerProfile = { ...HOME_PROFILE, credentialKind: 'password' };

interface Bench {
  readonly clock: VirtualClock;
  readonly server: ScriptedTransport;
  readonly connection: Connection;
  readonly states: ConnectionState[];
  readonly messages: string[];
  readonly gaps: Gap[];
  readonly refusals: (Refusal | null)[];
}

async function connect(
  profile: Partial<ServerProfile> = {},
  credential: Credential | null = { kind: 'password', secret: 'pw' },
): Promise<Bench> {
  const clock = createVirtualClock();
  const server = createScriptedTransport();
  const states: ConnectionState[] = [];
  const messages: string[] = [];
  const gaps: Gap[] = [];
  const refusals: (Refusal | null)[] = [];
  const connection = createConnection({
    profile: { ...PROFILE, ...profile },
    clock,
    random: () => 0.5,
    transport: server.transport,
    userAgent: 'Porchlight/test',
    readCredential: () => Promise.resolve(credential),
    onState: (state) => states.push(state),
    onMessage: (text) => messages.push(text),
    onOversize: () => undefined,
    openGap: null,
    onGap: (gap) => {
      gaps.push(gap);
    },
    onRefusal: (refusal) => refusals.push(refusal),
    onVersion: () => undefined,
  });
  onTestFinished(async () => {
    await connection.stop();
  });
  await clock.advance(0);
  return { clock, server, connection, states, messages, gaps, refusals };
}

const stream = ({ server }: Bench): ReturnType<ScriptedTransport['last']> => {
  const opened = server.requests.filter(({ request }) => request.url.includes('/api/stream')).at(-1);
  if (opened === undefined) throw new Error('no stream was asked for');
  return opened;
};

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
      (b: Bench) => {
        stream(b).open();
      },
      LIMITS.firstByteDeadlineMs,
      'buffered',
    ],
    [
      'a gzip body',
      (b: Bench) => {
        stream(b).respond(200, { 'content-type': 'text/event-stream', 'content-encoding': 'gzip' });
      },
      0,
      'encoded',
    ],
    [
      'a login page',
      (b: Bench) => {
        stream(b).respond(200, { 'content-type': 'text/html' });
      },
      0,
      'not-event-stream',
    ],
    [
      'almost the right media type',
      (b: Bench) => {
        stream(b).respond(200, { 'content-type': 'text/event-streamX' });
      },
      0,
      'not-event-stream',
    ],
    [
      'a 503',
      (b: Bench) => {
        stream(b).respond(503);
      },
      0,
      'unavailable',
    ],
    [
      'a refused socket',
      (b: Bench) => {
        stream(b).fail('refused');
      },
      0,
      'refused',
    ],
    [
      'a clean end',
      (b: Bench) => {
        stream(b).open();
        stream(b).send('data: ping\n\n');
        stream(b).end();
      },
      0,
      'ended',
    ],
    [
      'a reset in the middle',
      (b: Bench) => {
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
