import { describe, expect, it } from 'vitest';
import { createAccessTokens } from '../../../src/core/sign-in/access-tokens.ts';
import type { SignedIn } from '../../../src/core/servers/credential.ts';
import { createScriptedTransport } from '../../support/scripted-transport.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';

const SIGNED_IN: SignedIn = {
  kind: 'sign-in',
  clientId: 'http://127.0.0.1:28141',
  refreshToken: 'ab'.repeat(64),
};
const SERVER = { baseUrl: 'http://home.local:8123', userAgent: 'Porchlight/test', route: {} };

function createBench() {
  const clock = createVirtualClock();
  const server = createScriptedTransport();
  const tokens = createAccessTokens({ clock, transport: server.transport });
  let asked = 0;
  return {
    clock,
    server,
    tokens,
    asked: () => asked,
    read: (refused?: string) =>
      tokens.read(SIGNED_IN, () => Promise.resolve(SERVER), {
        ...(refused === undefined ? {} : { refused }),
        mayAsk: () => {
          asked += 1;
          return Promise.resolve();
        },
      }),
    async answer(status: number, body: unknown): Promise<void> {
      await clock.advance(0);
      server.last().respond(status, { 'content-type': 'application/json' });
      server.last().send(typeof body === 'string' ? body : JSON.stringify(body));
      server.last().end();
      await clock.advance(0);
    },
  };
}

const TOKEN = { access_token: 'one.two.three', token_type: 'Bearer', expires_in: 1_800 };

describe('an access token', () => {
  it('is asked for with a form that has the client id, byte for byte, and no credential in its head', async () => {
    const bench = createBench();
    const answer = bench.read();
    await bench.answer(200, TOKEN);
    expect(await answer).toEqual({ kind: 'sign-in', secret: 'one.two.three' });
    const { method, url, headers, body } = bench.server.last().request;
    expect([method, url, body]).toEqual([
      'POST',
      'http://home.local:8123/auth/token',
      `grant_type=refresh_token&refresh_token=${SIGNED_IN.refreshToken}&client_id=http%3A%2F%2F127.0.0.1%3A28141`,
    ]);
    expect(headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(headers).not.toHaveProperty('authorization');
  });

  it('is asked for once by all who need it at the same time, and serves them until a tenth of its life is left', async () => {
    const bench = createBench();
    const answers = [bench.read(), bench.read(), bench.read()];
    await bench.answer(200, TOKEN);
    expect(new Set((await Promise.all(answers)).map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect([bench.server.requests.length, bench.asked()]).toEqual([1, 1]);
    await bench.clock.advance(1_619_000);
    await bench.read();
    expect(bench.server.requests).toHaveLength(1);
    await bench.clock.advance(1_000);
    const next = bench.read();
    await bench.answer(200, { ...TOKEN, access_token: 'four.five.six' });
    expect(await next).toEqual({ kind: 'sign-in', secret: 'four.five.six' });
  });

  it('that was refused is replaced once, also when several found it refused', async () => {
    const bench = createBench();
    const first = bench.read();
    await bench.answer(200, TOKEN);
    await first;
    const second = bench.read('one.two.three');
    await bench.answer(200, { ...TOKEN, access_token: 'four.five.six' });
    expect(await second).toEqual({ kind: 'sign-in', secret: 'four.five.six' });
    expect(await bench.read('one.two.three')).toEqual({ kind: 'sign-in', secret: 'four.five.six' });
    expect(bench.server.requests).toHaveLength(2);
  });

  it.each([
    [400, { error: 'invalid_grant' }, 'signed-out', true],
    [400, { error: 'invalid_request' }, 'signed-out', true],
    [403, { error: 'access_denied', error_description: 'User is not active' }, 'signed-out', true],
    // A ban is lifted by a person, who then asks again.
    [403, '403: Forbidden', 'banned', false],
    // A proxy before it.
    [400, '400: Bad Request', 'bad-request', false],
    [502, 'Bad gateway', 'bad-gateway', false],
    [502, { error: 'Bad Gateway' }, 'bad-gateway', false],
    [503, { error: 'starting' }, 'unavailable', false],
    [429, { error: 'slow down' }, 'too-many-requests', false],
    [404, '404: Not Found', 'no-api', false],
    [200, '<html>', 'not-event-stream', false],
    [200, { ...TOKEN, token_type: 'mac' }, 'not-event-stream', false],
    [200, { ...TOKEN, access_token: 'a\nb' }, 'not-event-stream', false],
    [200, { ...TOKEN, expires_in: -1 }, 'not-event-stream', false],
    [200, [], 'not-event-stream', false],
  ] as const)('%s %j is %s, and no second request follows: %s', async (status, body, code, isFinal) => {
    const bench = createBench();
    const answer = bench.read();
    await bench.answer(status, body);
    expect(await answer).toMatchObject({ kind: 'failed', failure: { code } });
    expect(bench.server.requests).toHaveLength(1);
    const again = bench.read();
    await bench.clock.advance(0);
    expect(bench.server.requests).toHaveLength(isFinal ? 1 : 2);
    bench.tokens.stop();
    await again;
  });

  it('waits for no server for ever', async () => {
    const bench = createBench();
    const answer = bench.read();
    await bench.clock.advance(15_000);
    expect(await answer).toEqual({ kind: 'failed', failure: { code: 'timeout' } });
  });
});
