import { connect as connectTls } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { CAPTURES, readCapture } from '../support/captures.ts';
import { createRawServer, findRefusingOrigin, RAW_ANSWERS } from '../support/raw-server.ts';
import type { RawAnswer } from '../support/raw-server.ts';
import { createReplayServer } from '../support/replay-server.ts';
import type { Cutting } from '../support/replay-server.ts';
import { createScenarioServer, SCENARIOS } from '../support/scenario-server.ts';
import type { ScenarioServer } from '../support/scenario-server.ts';
import { readTestCertificates, OLD_TLS } from '../support/test-certificates.ts';

/** The servers of the tests are tested too: one that does not do its mischief would let every test pass. */

interface Outcome {
  readonly status: number | 'no answer';
  readonly location: string | null;
  readonly text: string;
  readonly end: 'clean' | 'broken' | 'open';
}

const transport = createHttpTransport();

/** Asks once and listens until that text is there. */
async function askUntil(
  url: string,
  isThere: (text: string) => boolean,
  headers: Record<string, string> = {},
): Promise<string> {
  const abort = new AbortController();
  const decoder = new TextDecoder();
  const response = await transport({ method: 'GET', url, headers, signal: abort.signal });
  let text = '';
  while (!isThere(text)) {
    const bytes = await response.read();
    if (bytes === null) break;
    text += decoder.decode(bytes, { stream: true });
  }
  abort.abort();
  return text;
}

/** Asks once and listens for a while. */
async function ask(url: string, forMs = 150, headers: Record<string, string> = {}): Promise<Outcome> {
  const signal = AbortSignal.timeout(forMs);
  const decoder = new TextDecoder();
  const heard = { status: 'no answer' as Outcome['status'], location: null as string | null, text: '' };
  try {
    const response = await transport({ method: 'GET', url, headers, signal });
    heard.status = response.status;
    heard.location = response.header('location') ?? null;
    for (let bytes = await response.read(); bytes !== null; bytes = await response.read()) {
      if (heard.text.length < 1_000_000) heard.text += decoder.decode(bytes, { stream: true });
    }
    return { ...heard, end: 'clean' };
  } catch {
    return { ...heard, end: signal.aborted ? 'open' : 'broken' };
  }
}

describe('the scenario server', () => {
  let server: ScenarioServer;
  beforeAll(async () => {
    server = await createScenarioServer();
  });
  afterAll(() => server.close());

  it.each<[string, string | undefined, Partial<Outcome>]>([
    ['healthy', undefined, { status: 200, end: 'open' }],
    ['tarpit', undefined, { status: 'no answer', end: 'open' }],
    ['slow-headers', undefined, { status: 'no answer', end: 'open' }],
    ['close-at-once', undefined, { status: 'no answer', end: 'broken' }],
    ['no-ping', undefined, { status: 200, text: '', end: 'open' }],
    ['silent-after-ping', undefined, { status: 200, text: 'data: ping\n\n', end: 'open' }],
    ['end-after-ping', undefined, { text: 'data: ping\n\n', end: 'clean' }],
    ['end-at-once', undefined, { status: 200, text: '', end: 'clean' }],
    ['cut-after-ping', undefined, { text: 'data: ping\n\n', end: 'broken' }],
    ['reset-mid-event', undefined, { status: 200, end: 'broken' }],
    ['status', '502', { status: 502, text: '502: Scripted', end: 'clean' }],
    ['status', '204', { status: 204, end: 'clean' }],
    ['retry-after', '120', { status: 503 }],
    ['never-ending-error-body', '401', { status: 401, end: 'open' }],
    ['silent-error-body', undefined, { status: 503, end: 'open' }],
    ['unauthorized', undefined, { status: 401, end: 'clean' }],
    ['redirect-other-origin', '307', { status: 307 }],
    ['redirect-nowhere', undefined, { status: 302, location: null }],
    ['login-page', undefined, { status: 200, end: 'clean' }],
    ['encoded', 'x-none', { status: 200, end: 'open' }],
    ['endless-line', undefined, { status: 200, end: 'open' }],
    ['all-at-once', undefined, { status: 200, end: 'open' }],
  ])('%s (%s) does what it says', async (scenario, argument, expected) => {
    expect(await ask(`${server.baseUrl(scenario, argument)}/api/stream`)).toMatchObject(expected);
  });

  it('recovers after two failures', async () => {
    const statuses: unknown[] = [];
    for (let count = 0; count < 3; count++)
      statuses.push((await ask(`${server.baseUrl('recovers', '503')}/api/stream`)).status);
    expect(statuses).toEqual([503, 503, 200]);
  });

  it('puts the same text together from every cutting', async () => {
    const whole = `${server.baseUrl('all-at-once')}/api/stream`;
    const text = await askUntil(whole, (heard) => /"timer\.finished".*\n\n$/.test(heard));
    for (const scenario of ['healthy', 'split-utf8', 'seven-bytes', 'byte-by-byte']) {
      const url = `${server.baseUrl(scenario)}/api/stream`;
      expect(await askUntil(url, (heard) => heard.length >= text.length), scenario).toBe(text);
    }
  });

  it('floods with as many events as were ordered', async () => {
    const count = (text: string): number => text.split('"numbered"').length - 1;
    const text = await askUntil(
      `${server.baseUrl('flood', '700')}/api/stream`,
      (heard) => count(heard) >= 700,
    );
    expect(count(text)).toBe(700);
  });

  it('refuses a non-administrator on the stream only', async () => {
    const url = server.baseUrl('not-admin');
    expect((await ask(`${url}/api/stream`)).status).toBe(401);
    expect((await ask(`${url}/api/`)).text).toBe('{"message":"API running."}');
  });

  it('records requests by base URL, without the worth of a credential', async () => {
    const url = server.baseUrl('mime', 'text/html; charset=x');
    await askUntil(`${url}/api/stream?api_password=hunter2&restrict=a`, () => true, {
      Authorization: 'Bearer hunter2',
      'Last-Event-ID': '7',
    });
    const [request] = server.requests(url);
    expect(server.requests(url)).toHaveLength(1);
    expect(request).toMatchObject({ method: 'GET', hasCredential: true, isWellFormed: true });
    expect(request?.header('last-event-id')).toBe('7');
    expect(request?.header('authorization')).toBeUndefined();
    expect(JSON.stringify(server.requests())).not.toContain('hunter2');
  });

  it('stops an endless answer when the client goes', async () => {
    const url = server.baseUrl('encoded', 'identity');
    await ask(`${url}/api/stream`, 100);
    await sleep(50);
    const [request] = server.requests(url);
    expect(request?.isOpen).toBe(false);
    const sent = request?.bytesSent ?? 0;
    await sleep(50);
    expect(request?.bytesSent).toBe(sent);
  });

  it(
    'answers every scenario with something or a chosen silence, and forgets no socket',
    { timeout: 60_000 },
    async () => {
      for (const name of Object.keys(SCENARIOS)) {
        const url = server.baseUrl(name);
        const askBriefly = async (): Promise<number> => {
          await ask(`${url}/api/stream`, 60);
          return server.requests(url).length;
        };
        // On a busy machine 60 ms may end before the request is out.
        await expect.poll(askBriefly, { timeout: 10_000, message: name }).toBeGreaterThan(0);
      }
      const open = (): readonly string[] =>
        server
          .requests()
          .filter(({ isOpen }) => isOpen)
          .map(({ path }) => path);
      await expect.poll(open, { timeout: 10_000 }).toEqual([]);
      await expect.poll(() => server.openSockets, { timeout: 10_000 }).toBe(0);
      expect(server.trapRequests).toEqual([]);
    },
  );

  it('knows no other name', () => {
    expect(() => server.baseUrl('helthy')).toThrow('helthy');
  });
});

describe('certificates', () => {
  it.each([
    ['trusted', true, null],
    ['expired', true, 'CERT_HAS_EXPIRED'],
    ['wrongHost', true, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['selfSigned', true, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['trusted', false, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['selfSignedExpired', false, 'CERT_HAS_EXPIRED'],
  ] as const)('%s, authority known: %s, gives %s', async (name, knowsAuthority, code) => {
    const certificates = readTestCertificates();
    const server = await createScenarioServer(certificates[name]);
    const { port } = new URL(server.origin);
    const outcome = await new Promise<string | null>((resolve) => {
      const options = knowsAuthority ? { ca: certificates.ca } : {};
      const socket = connectTls({ host: '127.0.0.1', port: Number(port), ...options }, () => {
        socket.destroy();
        resolve(null);
      });
      socket.on('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code ?? error.message);
      });
    });
    await server.close();
    expect(outcome).toBe(code);
  });
});

describe('servers that nobody can talk to', () => {
  it('speaks TLS 1.0 only, which the client refuses', async () => {
    const server = await createScenarioServer({ ...readTestCertificates().trusted, ...OLD_TLS });
    const url = `${server.baseUrl('healthy')}/api/stream`;
    const request = transport({ method: 'GET', url, headers: {}, signal: AbortSignal.timeout(2_000) });
    await expect(request).rejects.toMatchObject({ code: 'tls-version' });
    expect(server.requests()).toEqual([]);
    await server.close();
  });

  it('refuses the connection', async () => {
    const url = await findRefusingOrigin();
    const request = transport({ method: 'GET', url, headers: {}, signal: AbortSignal.timeout(2_000) });
    await expect(request).rejects.toMatchObject({ code: 'refused' });
  });
});

describe('raw answers', () => {
  it.each(Object.keys(RAW_ANSWERS) as RawAnswer[])(
    '%s is not an answer that HTTP would take',
    async (kind) => {
      const server = await createRawServer(kind);
      const { status, end } = await ask(server.origin, 100);
      await server.close();
      expect(server.connections).toBeGreaterThan(0);
      expect(kind === 'bad-chunk-size' ? end : status).toBe(
        kind === 'bad-chunk-size' ? 'broken' : 'no answer',
      );
    },
  );
});

describe.each(CAPTURES)('the replay of %s', (name) => {
  it.each<[string, Cutting]>([
    ['as recorded', 'as-recorded'],
    ['in sevens', 7],
    ['in two', (body) => [body.subarray(0, 100), body.subarray(100)]],
  ])('is whole when cut %s', async (_, cutting) => {
    const server = await createReplayServer({ capture: name, cutting });
    const outcome = await ask(`${server.origin}/api/stream`, 5_000);
    await server.close();
    expect(outcome).toMatchObject({
      status: 200,
      text: new TextDecoder().decode(readCapture(name).body),
      end: 'clean',
    });
  });
});
