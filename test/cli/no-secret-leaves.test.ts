import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { SECRET_EXAMPLES } from '../support/secret-examples.ts';
import { buildTerminalProgram, type TerminalProgram } from './support/terminal-program.ts';

const SECRETS = SECRET_EXAMPLES.flatMap(({ secrets }) => secrets);
const EVENTS = SECRET_EXAMPLES.length;

let program: TerminalProgram;
let folder: string;
let capture: string;

/** A file of events as `curl` or another program wrote it, with all that can be secret, and a line that is no event. */
beforeAll(async () => {
  [program, folder] = await Promise.all([
    buildTerminalProgram(),
    mkdtemp(join(tmpdir(), 'porchlight-secrets-')),
  ]);
  capture = join(folder, 'capture.ndjson');
  const lines = SECRET_EXAMPLES.map(({ event }) => JSON.stringify(event));
  await writeFile(capture, `${lines.join('\n')}\n`);
}, 60_000);

afterAll(async () => {
  await program.remove();
  await rm(folder, { recursive: true, force: true });
});

function secretsIn(text: string): readonly string[] {
  return SECRETS.filter((secret) => text.includes(secret));
}

describe('porchlight', () => {
  it.each(['ndjson', 'json', 'csv'])('exports a file as %s without its secrets', async (format) => {
    const output = join(folder, `out.${format}`);
    const { ending } = program.run(['export', '--file', capture, '--output', output]);
    expect((await ending).code).toBe(0);
    const text = await readFile(output, 'utf8');
    expect(secretsIn(text)).toEqual([]);
    expect(text.split('[redacted]').length).toBeGreaterThan(EVENTS);
  });

  it.each([['--json'], ['--csv'], []])('prints a file without its secrets, %s', async (...format) => {
    const run = program.run(['history', '--file', capture, ...format]);
    expect((await run.ending).code).toBe(0);
    expect(secretsIn(run.stdout)).toEqual([]);
    expect(run.stdout.trim().split('\n').length).toBeGreaterThanOrEqual(EVENTS);
  });

  it('finds no event of a file by a secret', async () => {
    const run = program.run(['history', '--file', capture, '--json', '--query', 'data.event_data:204861']);
    expect((await run.ending).code).toBe(0);
    expect(run.stdout).toBe('');
  });

  it('takes out of a file what the settings of the app name', async () => {
    const data = join(folder, 'config', 'Porchlight');
    await mkdir(data, { recursive: true });
    const redaction = { keys: ['my_own'], patterns: [] };
    const settings = { ...DEFAULT_SETTINGS, history: { ...DEFAULT_SETTINGS.history, redaction } };
    await writeFile(join(data, 'config.json'), JSON.stringify(settings));
    const own = join(folder, 'own.ndjson');
    await writeFile(own, '{"event_type":"x","data":{"my_own":"abc123","other":"stays"},"origin":"LOCAL"}\n');
    const env = { HOME: folder, XDG_CONFIG_HOME: join(folder, 'config'), APPDATA: join(folder, 'config') };
    const run = program.run(['history', '--file', own, '--json'], { env });
    expect((await run.ending).code).toBe(0);
    expect(run.stdout).not.toContain('abc123');
    expect(run.stdout).toContain('stays');
  });
});
