import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDemoServer, type DemoServer, type DemoServerOptions } from '../support/demo-server.ts';
import { parseJsonLines, type JsonLine } from './support/json-line-schema.ts';
import { buildTerminalProgram, type TerminalProgram } from './support/terminal-program.ts';
import { untilIdle } from './support/until-idle.ts';
import { startWrongServer } from './support/wrong-server.ts';

let program: TerminalProgram;
beforeAll(async () => {
  program = await buildTerminalProgram();
});
afterAll(() => program.remove());

const OK = { code: 0, signal: null };

async function withDemo(
  options: DemoServerOptions,
  fn: (server: DemoServer) => Promise<void>,
): Promise<void> {
  const server = await createDemoServer({ rate: 200, ...options });
  try {
    await fn(server);
  } finally {
    await server.close();
  }
}

function eventsOf(lines: readonly JsonLine[]): Extract<JsonLine, { kind: 'event' }>[] {
  return lines.filter((line) => line.kind === 'event');
}

describe('help', () => {
  it.each([
    [[], /porchlight tail --demo[\s\S]*All options/],
    [['--help'], /Exit codes/],
    [['--version'], /^porchlight 1\.2\.3\n$/],
  ])('%j', async (argv, pattern) => {
    const run = program.run(argv);
    expect(await run.ending).toEqual(OK);
    expect(run.stdout).toMatch(pattern);
    expect(run.stderr).toBe('');
  });
});

describe('--json', () => {
  it('prints states and events, each line as promised, and ends after so many events', () =>
    withDemo({}, async (server) => {
      const argv = ['tail', '--json', '--max-events', '500'];
      const run = program.run(argv, { env: { HASS_SERVER: server.url, HASS_TOKEN: server.token } });
      expect(await run.ending).toEqual(OK);
      const lines = parseJsonLines(run.stdout);
      expect(lines.slice(0, 2)).toMatchObject([
        { kind: 'state', state: 'connecting', server: server.url },
        { kind: 'state', state: 'live', server: server.url },
      ]);
      const seqs = eventsOf(lines).map(({ seq }) => seq);
      expect(seqs).toHaveLength(500);
      expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
      expect(new Set(seqs).size).toBe(500);
      expect(lines).toHaveLength(502);
      expect(run.stderr).toBe('');
    }));

  it('prints an event as it was sent, and an unparsed message and NaN of an old server', async () => {
    const raw =
      '{"event_type":"tag","data":{"n":12345678901234567890,"t":"\u009b31m Zoë"},"origin":"LOCAL","time_fired":"x"}';
    const old = '{"event_type": "old", "data": {"v": NaN}, "origin": "LOCAL", "time_fired": "x"}';
    const server = await startWrongServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const text of ['ping', raw, '<oops>', old]) response.write(`data: ${text}\n\n`);
    });
    const run = program.run([
      'tail',
      '--server',
      server.url,
      '--auth',
      'none',
      '--json',
      '--max-events',
      '2',
    ]);
    expect(await run.ending).toEqual(OK);
    await server.close();
    expect(run.stdout).toContain(`"event":${raw.replace('\u009b', '\\u009b')}}\n`);
    const lines = parseJsonLines(run.stdout);
    expect(lines.find(({ kind }) => kind === 'unparsed')).toMatchObject({ text: '<oops>' });
    expect(eventsOf(lines)[1]?.event.data).toEqual({ v: 'NaN' });
  });

  it('prints a gap when the server was away, and goes on', () =>
    withDemo({ rate: 0 }, async (server) => {
      const run = program.run(['tail', '--json', '--server', server.url, '--token-stdin'], {
        input: `${server.token}\n`,
      });
      await run.waitFor(/"state":"live"/);
      await server.stopHome();
      await run.waitFor(/"state":"waiting"/);
      await server.startHome();
      await run.waitFor(/"kind":"gap"/);
      run.child.kill('SIGINT');
      expect(await run.ending).toEqual(OK);
      const lines = parseJsonLines(run.stdout);
      expect(lines.find(({ kind }) => kind === 'gap')).toMatchObject({ reason: 'ended' });
      expect(lines.filter((line) => line.kind === 'state' && line.state === 'live')).toHaveLength(2);
      expect(run.stderr).toContain('Trying again');
      expect(run.stderr + run.stdout).not.toContain(server.token);
    }));

  it('prints the gap that lasts when it ends', () =>
    withDemo({ rate: 0 }, async (server) => {
      const run = program.run(['tail', '--json', '--server', server.url], {
        env: { HASS_TOKEN: server.token },
      });
      await run.waitFor(/"state":"live"/);
      await server.stopHome();
      await run.waitFor(/"state":"waiting"/);
      run.child.kill('SIGTERM');
      expect(await run.ending).toEqual(OK);
      expect(parseJsonLines(run.stdout).at(-1)).toMatchObject({ kind: 'gap', reason: 'ended' });
    }));

  it('asks the server for the chosen types only', () =>
    withDemo({}, async (server) => {
      const argv = ['tail', '--json', '--types', 'call_service, automation_triggered', '--max-events', '20'];
      const run = program.run(argv, { env: { HASS_SERVER: server.url, HASS_TOKEN: server.token } });
      expect(await run.ending).toEqual(OK);
      const types = new Set(eventsOf(parseJsonLines(run.stdout)).map(({ event }) => event.event_type));
      expect([...types].sort()).toEqual(['automation_triggered', 'call_service']);
      expect(server.requests.map(({ path }) => path)).toContain(
        '/api/stream?restrict=call_service,automation_triggered',
      );
    }));
});

describe('ways of convincing a server', () => {
  it.each([
    ['password', 'x-ha-access'],
    ['query', null],
    ['bearer', 'authorization'],
  ] as const)('by %s', (auth, header) =>
    withDemo({ password: 'open-sesame' }, async (server) => {
      const env = { HASS_SERVER: server.url, HASS_TOKEN: server.token, HASS_API_PASSWORD: 'open-sesame' };
      const run = program.run(['tail', '--auth', auth, '--json', '--max-events', '3'], { env });
      expect(await run.ending).toEqual(OK);
      expect(eventsOf(parseJsonLines(run.stdout))).toHaveLength(3);
      const names = server.requests.flatMap(({ headerNames }) => headerNames);
      expect(
        names
          .filter((name) => name === 'x-ha-access' || name === 'authorization')
          .every((name) => name === header),
      ).toBe(true);
      expect(run.stdout + run.stderr).not.toContain('open-sesame');
      if (auth === 'query') expect(run.stderr).toContain('Warning: --auth query');
    }),
  );
});

describe('for people', () => {
  it('prints plain columns into a pipe, and news on standard error', async () => {
    const run = program.run([
      'tail',
      '--demo',
      '--demo-rate',
      '100',
      '--demo-seed',
      '3',
      '--max-events',
      '50',
    ]);
    expect(await run.ending).toEqual(OK);
    expect(run.stdout.trimEnd().split('\n')).toHaveLength(50);
    expect(run.stdout).toMatch(/^\d\d:\d\d:\d\d\.\d{3} [ !] \w+ +\w+\.\w+ +\S/m);
    expect(run.stdout).not.toContain('\u001b');
    expect(run.stderr).toContain('● Connected to the demo home');
    expect(run.stderr).toMatch(/^50 events in /m);
  });

  it('paints when told to', async () => {
    const argv = ['tail', '--demo', '--demo-rate', '100', '--max-events', '5'];
    const painted = program.run(argv, { env: { FORCE_COLOR: '1' } });
    const plain = program.run(argv, { env: { FORCE_COLOR: '1', NO_COLOR: '1' } });
    await Promise.all([painted.ending, plain.ending]);
    expect(painted.stdout).toContain('\u001b[');
    expect(plain.stdout + plain.stderr).not.toContain('\u001b');
  });

  it('lives the same day again', async () => {
    const argv = ['tail', '--demo', '--demo-rate', '100', '--demo-seed', '3', '--max-events', '40'];
    const runs = [program.run(argv), program.run(argv)];
    await Promise.all(runs.map(({ ending }) => ending));
    const [first, second] = runs.map(({ stdout }) => stdout.replace(/^\S+ /gm, ''));
    expect(first).toBe(second);
  });
});

describe('ends', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s with 0', (signal) =>
    withDemo({}, async (server) => {
      const run = program.run(['tail', '--server', server.url], { env: { HASS_TOKEN: server.token } });
      await run.waitFor(/state_changed/);
      run.child.kill(signal);
      expect(await run.ending).toEqual(OK);
      expect(run.stdout.endsWith('\n')).toBe(true);
      await expect.poll(() => server.streams.open).toBe(0);
    }),
  );

  it('by Ctrl-C while it waits for a server', async () => {
    const run = program.run(['tail', '--server', 'http://127.0.0.1:9'], { env: { HASS_TOKEN: 'x' } });
    await run.waitFor(/Trying again/);
    run.child.kill('SIGINT');
    expect(await run.ending).toEqual(OK);
  });

  it('after --for seconds', async () => {
    const startedMs = performance.now();
    const run = program.run(['tail', '--demo', '--for', '1']);
    expect(await run.ending).toEqual(OK);
    expect(performance.now() - startedMs).toBeGreaterThan(1_000);
  });

  it.each([[['--json']], [[]]])('quietly when nobody reads any more %j', (more) =>
    withDemo({ rate: 500 }, async (server) => {
      const run = program.run(['tail', '--server', server.url, ...more], {
        env: { HASS_TOKEN: server.token },
      });
      await run.waitFor(/state_changed/);
      run.child.stdout?.destroy();
      expect(await run.ending).toEqual(OK);
      expect(run.stderr).not.toMatch(/EPIPE|bug|porchlight:/);
    }),
  );

  it.skipIf(!existsSync('/dev/full'))(
    'with 5 and a sentence when the disk is full (needs /dev/full)',
    async () => {
      const full = await open('/dev/full', 'w');
      const run = program.run(['tail', '--demo', '--demo-rate', '50'], { stdoutFile: full.fd });
      expect(await run.ending).toEqual({ code: 5, signal: null });
      expect(run.stderr).toContain('The output could not be written (ENOSPC)');
      await full.close();
    },
  );

  it('reads the first line of standard input only', () =>
    withDemo({}, async (server) => {
      const input = `  ${server.token}\r\nsomething else\n`;
      const run = program.run(['tail', '--server', server.url, '--token-stdin', '--max-events', '1'], {
        input,
      });
      expect(await run.ending).toEqual(OK);
    }));
});

describe('a reader that stands still', () => {
  it(
    'does not hold the connection up; what did not fit is dropped, counted and said',
    () =>
      withDemo({ rate: 0 }, async (server) => {
        const run = program.run(['tail', '--server', server.url, '--json'], {
          env: { HASS_TOKEN: server.token },
          isStdoutUnread: true,
        });
        await expect.poll(() => server.streams.open, { timeout: 10_000 }).toBe(1);
        const total = 40_000;
        for (let sent = 0; sent < total; sent += 1_000) {
          for (let index = 0; index < 1_000; index++)
            server.fire({ eventType: 'flood', data: { n: sent + index } });
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
        expect(server.streams).toEqual({ open: 1, dropped: 0 });
        await untilIdle(run.child.pid);
        run.readStdout();
        await run.waitFor(/"kind":"dropped"/);
        server.fire({ eventType: 'last' });
        await run.waitFor(/"event_type":"last"/);
        run.child.kill('SIGINT');
        expect(await run.ending).toEqual(OK);
        const lines = parseJsonLines(run.stdout);
        const dropped = lines.reduce((sum, line) => sum + (line.kind === 'dropped' ? line.count : 0), 0);
        expect(dropped).toBeGreaterThan(0);
        expect(eventsOf(lines).length + dropped).toBe(total + 1);
      }),
    90_000,
  );
});
