import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDemoServer } from '../support/demo-server.ts';
import { buildTerminalProgram, type TerminalProgram } from './support/terminal-program.ts';

let program: TerminalProgram;
let folder: string;

beforeAll(async () => {
  program = await buildTerminalProgram();
}, 60_000);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-rules-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

afterAll(() => program.remove());

async function write(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const oneRule = (...lines: readonly string[]): string =>
  `version: 1\nrules:\n  - id: door\n    name: Door\n${lines.map((line) => `    ${line}\n`).join('')}`;

describe('tail --rules', () => {
  it('prints what rules tell now, with states asked for their conditions', async () => {
    const server = await createDemoServer({ rate: 0 });
    try {
      const text = oneRule('when: type:rings', 'only if: [{ entity: sun.sun, is not: gone }]').concat(
        '  - name: Never\n    when: type:rings\n    only if: [{ entity: sun.sun, is: gone }]\n',
      );
      const file = await write('my.yaml', text);
      const run = program.run(['tail', '--rules', file, '--json', '--max-events', '1'], {
        env: { HASS_SERVER: server.url, HASS_TOKEN: server.token },
      });
      await run.waitFor(/"state":"live"/);
      await expect
        .poll(
          async () => {
            await fire(server, 'rings');
            return run.stdout.includes('"alert"');
          },
          { interval: 200, timeout: 20_000 },
        )
        .toBe(true);
      expect(await run.ending).toEqual({ code: 0, signal: null });
      const lines = run.stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as { readonly kind: string });
      expect(lines.at(-1)).toMatchObject({
        kind: 'alert',
        server: server.url,
        rule: { id: 'door' },
        level: 'normal',
      });
      expect(lines.filter(({ kind }) => kind === 'alert' || kind === 'event')).toHaveLength(1);
      expect(run.stdout + run.stderr).not.toContain(server.token);
    } finally {
      await server.close();
    }
  });
});

it('tail --rules knows the rooms of a server', async () => {
  const file = await write('rooms.yaml', oneRule('when: area:kitchen'));
  const argv = ['tail', '--demo', '--demo-rate', '50', '--rules', file, '--max-events', '2', '--for', '60'];
  const run = program.run(argv);
  expect(await run.ending).toEqual({ code: 0, signal: null });
  expect(run.stdout).toMatch(/▲ {2}normal .*Kitchen.* · Door · /);
  expect(run.stderr).toMatch(/2 alerts in /);
}, 20_000);

async function fire(
  { url, token }: { readonly url: string; readonly token: string },
  type: string,
): Promise<void> {
  await fetch(`${url}/api/events/${type}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: '{}',
  });
}
