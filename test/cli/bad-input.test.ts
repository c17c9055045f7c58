import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoServer, type DemoServerOptions } from '../support/demo-server.ts';
import { parseJsonLines } from './support/json-line-schema.ts';
import { buildTerminalProgram, type TerminalProgram } from './support/terminal-program.ts';
import {
  findClosedPort,
  startOtherProtocol,
  startWrongServer,
  type WrongServer,
} from './support/wrong-server.ts';

const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJwb3JjaGxpZ2h0In0.d3JvbmctYnV0LXdlbGwtZm9ybWVk';
const PASSWORD = 'correct-horse-battery';

let program: TerminalProgram;
beforeAll(async () => {
  program = await buildTerminalProgram();
});
afterAll(() => program.remove());

interface TailTest {
  readonly seconds?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly argv?: readonly string[];
}

/** Runs until it ends by itself, or for `seconds`, and checks that no secret is in anything it wrote. */
async function tail(url: string, { seconds = 20, env = { HASS_TOKEN: TOKEN }, argv = [] }: TailTest = {}) {
  const run = program.run(['tail', '--server', url, '--for', String(seconds), ...argv], { env });
  const { code } = await run.ending;
  for (const secret of Object.values(env)) expect(run.stdout + run.stderr).not.toContain(secret);
  return { code, stdout: run.stdout, stderr: run.stderr };
}

describe('a server that refuses', () => {
  async function withDemo(
    options: DemoServerOptions,
    fn: (url: string, paths: () => string[]) => Promise<void>,
  ) {
    const server = await createDemoServer({ rate: 0, ...options });
    try {
      await fn(server.url, () => server.requests.map(({ path }) => path));
    } finally {
      await server.close();
    }
  }

  it('wrong token: one request, code 3', () =>
    withDemo({}, async (url, paths) => {
      const { code, stdout, stderr } = await tail(url, { argv: ['--json'] });
      expect(code).toBe(3);
      expect(paths()).toHaveLength(1);
      expect(stderr).toContain('does not accept the access token (401)');
      expect(stderr).toContain('HASS_TOKEN');
      expect(
        parseJsonLines(stdout).map((line) => line.kind === 'state' && [line.state, line.reason]),
      ).toEqual([
        ['connecting', undefined],
        ['stopped', 'unauthorized'],
      ]);
    }));

  it.each(['password', 'query'])('wrong %s: one request, code 3', (auth) =>
    withDemo({ password: 'another' }, async (url, paths) => {
      const { code, stderr } = await tail(url, {
        env: { HASS_API_PASSWORD: PASSWORD },
        argv: ['--auth', auth],
      });
      expect(code).toBe(3);
      expect(paths()).toHaveLength(1);
      expect(stderr).toContain('does not accept the API password (401)');
    }),
  );

  it('no secret where one is needed: one request, code 3', () =>
    withDemo({}, async (url, paths) => {
      const { code, stderr } = await tail(url, { env: {}, argv: ['--auth', 'none'] });
      expect(code).toBe(3);
      expect(paths()).toHaveLength(1);
      expect(stderr).toContain('leave out --auth none');
    }));

  it('a token of no administrator: one refusal, code 3, and its own sentence', () =>
    withDemo({ plainToken: TOKEN }, async (url, paths) => {
      const { code, stderr } = await tail(url);
      expect(code).toBe(3);
      expect(paths()).toEqual(['/api/', '/api/stream']);
      expect(stderr).toContain('not an administrator');
    }));

  it('a banned address: one request, code 4', async () => {
    const server = await startWrongServer((_, response) => response.writeHead(403).end('403: Forbidden'));
    const { code, stderr } = await tail(server.url);
    expect(code).toBe(4);
    expect(server.requests).toHaveLength(1);
    expect(stderr).toContain('ip_bans.yaml');
    await server.close();
  });

  it('an answer that no second try would better: code 5', async () => {
    const server = await startWrongServer((_, response) => response.writeHead(204).end());
    const { code, stderr } = await tail(server.url);
    expect(code).toBe(5);
    expect(server.requests).toHaveLength(1);
    expect(stderr).toContain('(204)');
    await server.close();
  });
});

describe.concurrent('a server that is not there, or not the right one', () => {
  interface Case {
    readonly name: string;
    readonly start: () => Promise<Pick<WrongServer, 'url' | 'requests' | 'close'>>;
    readonly says: string | RegExp;
    /** Requests within three seconds: the back-off's first waits are random below 1, 2 and 4 s. */
    readonly maxRequests: number;
  }
  const page = '<html><title>Sign in</title></html>';
  const nothing = async (): Promise<Pick<WrongServer, 'url' | 'requests' | 'close'>> => ({
    url: `http://127.0.0.1:${String(await findClosedPort())}`,
    requests: [],
    close: () => Promise.resolve(),
  });

  it.each<Case>([
    { name: 'a wrong port', start: nothing, says: 'Home Assistant does not answer at', maxRequests: 0 },
    {
      name: 'a name that nobody has',
      start: async () => ({ ...(await nothing()), url: 'http://no-such-host.invalid:8123' }),
      says: /No computer answers to the name|There is no way to/,
      maxRequests: 0,
    },
    {
      name: 'another protocol',
      start: () => startOtherProtocol('SSH-2.0-OpenSSH_9.2\r\n'),
      says: 'does not speak HTTP',
      maxRequests: 1,
    },
    {
      name: 'another web server',
      start: () => startWrongServer((_, response) => response.writeHead(404).end(page)),
      says: 'There is no event stream at',
      maxRequests: 8,
    },
    {
      name: 'a login page',
      start: () =>
        startWrongServer((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(page)),
      says: 'perhaps a login page',
      maxRequests: 8,
    },
    {
      name: 'a redirect to a login page elsewhere',
      start: () =>
        startWrongServer((_, response) =>
          response.writeHead(302, { location: 'https://login.example/x?y=1' }).end(),
        ),
      says: 'redirect to https://login.example.',
      maxRequests: 1,
    },
    {
      name: 'a self-signed certificate',
      start: () => startWrongServer((_, response) => response.writeHead(200).end(), 'self-signed'),
      says: 'is not trusted by this computer. Nothing was sent.',
      maxRequests: 0,
    },
  ])(
    '$name: a clear sentence, no storm, no secret, and it goes on trying',
    async ({ start, says, maxRequests }) => {
      const server = await start();
      const { code, stdout, stderr } = await tail(server.url, { seconds: 3 });
      await server.close();
      expect(code).toBe(0);
      expect(stdout).toBe('');
      expect(stderr).toMatch(says);
      expect(stderr).toContain('Trying again');
      expect(server.requests.length).toBeLessThanOrEqual(maxRequests);
    },
  );
});

describe('a bad command line', () => {
  it.each([
    [['tail'], 'HASS_SERVER'],
    [['tail', '--server', 'ftp://a'], 'ftp://'],
    [['tail', '--server', 'http://a', '--token', TOKEN], 'never taken as an argument'],
    [['tail', '--server', TOKEN], 'never taken as an argument'],
    [['tail', '--server', `http://user:${PASSWORD}@a`], 'user name and password'],
    [['tail', '--server', `http://a/?api_password=${PASSWORD}`], 'never taken as an argument'],
    [['tail', '--server', 'http://a', '--unknown'], '--unknown does not exist'],
  ])('%j: code 2 and one sentence', async (argv, says) => {
    const run = program.run(argv, { env: { HASS_TOKEN: TOKEN } });
    expect(await run.ending).toEqual({ code: 2, signal: null });
    expect(run.stdout).toBe('');
    expect(run.stderr).toMatch(/^porchlight: .*\n$/);
    expect(run.stderr).toContain(says);
    expect(run.stderr).not.toContain(TOKEN);
    expect(run.stderr).not.toContain(PASSWORD);
  });

  it.each([
    ['a line break inside', `${TOKEN.slice(0, 30)}\u0000${TOKEN.slice(30)}`, 'invisible character'],
    ['a letter outside Latin-1', `${TOKEN}Ж`, "can't be sent in a header"],
    ['100 kB', 'x'.repeat(100_000), 'too long'],
    ['nothing', ' \n', 'empty'],
  ])('a secret with %s: code 2, nothing sent', async (_name, input, says) => {
    const server = await startWrongServer((_, response) => response.writeHead(401).end());
    const run = program.run(['tail', '--server', server.url, '--token-stdin'], { input });
    expect(await run.ending).toEqual({ code: 2, signal: null });
    await server.close();
    expect(run.stderr).toContain(says);
    expect(run.stderr).not.toContain(input.trim() === '' ? '\u0000' : input.slice(0, 25));
    expect(server.requests).toEqual([]);
  });
});
