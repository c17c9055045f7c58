import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../src/core/settings/settings.ts';
import { HOME_PROFILE } from '../support/sample-profile.ts';
import { buildTerminalProgram, type ProgramRun, type TerminalProgram } from './support/terminal-program.ts';

let program: TerminalProgram;
let folder: string;

beforeAll(async () => {
  program = await buildTerminalProgram();
}, 60_000);

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'porchlight-settings-'));
  const servers = [{ ...HOME_PROFILE, name: 'Villa Sonne', baseUrl: 'https://villa.example.org' }];
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({ ...DEFAULT_SETTINGS, servers, later: 'kept' }),
  );
});

afterEach(() => rm(folder, { recursive: true, force: true }));

afterAll(() => program.remove());

async function run(...argv: readonly string[]): Promise<ProgramRun & { readonly code: number | null }> {
  const started = program.run([...argv, '--data-folder', folder]);
  const { code } = await started.ending;
  return Object.assign(started, { code });
}

async function stored(): Promise<Settings> {
  return JSON.parse(await readFile(join(folder, 'config.json'), 'utf8')) as Settings;
}

describe('porchlight settings', () => {
  it('writes a file that changes nothing here, and is no secret', async () => {
    const path = join(folder, 'mine.yaml');
    expect(await run('settings', 'export', '--output', path)).toMatchObject({
      code: 0,
      stderr: 'Settings in mine.yaml.\n',
    });
    expect(await readFile(path, 'utf8')).not.toMatch(/villa/i);
    expect(await run('settings', 'import', path, '--apply')).toMatchObject({
      code: 0,
      stdout: 'mine.yaml: all of it is here already.\n',
    });
  });

  it('says what it would change, and changes that and nothing else with --apply', async () => {
    const path = join(folder, 'new.yaml');
    await writeFile(path, 'settings version: 1\nsettings: { theme: dark }\n');
    const before = await stored();
    expect(await run('settings', 'import', path)).toMatchObject({
      code: 0,
      stdout:
        'new.yaml would change this:\n  Theme: dark instead of system.\nNothing is changed yet. --apply does it.\n',
    });
    expect(await stored()).toEqual(before);
    expect(await run('settings', 'import', path, '--apply')).toMatchObject({ code: 0 });
    expect(await stored()).toEqual({ ...before, theme: 'dark' });
  });

  it.each([
    ['settings version: 9\n', /newer Porchlight/],
    ['settings version: 1\nsettings: { theme: pink }\n', /line 2, column \d+: `theme` is one of/],
  ])('refuses %j', async (text, says) => {
    const path = join(folder, 'bad.yaml');
    await writeFile(path, text);
    const before = await stored();
    const { code, stderr } = await run('settings', 'import', path, '--apply');
    expect(code).toBe(2);
    expect(stderr).toMatch(says);
    expect(await stored()).toEqual(before);
  });

  it.each([
    [['settings'], 'Say what to do with the settings'],
    [['settings', 'import'], 'Say which file'],
    [['settings', 'import', 'a', 'b'], 'takes one file'],
    [['settings', 'export', '--apply'], '--apply is no option'],
    [['settings', 'import', 'a', '--output', 'b'], '--output is no option'],
    [['diagnostics', 'now'], 'takes options only'],
  ])('%j is refused', async (argv, says) => {
    const { code, stderr } = await run(...argv);
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });
});

describe('porchlight diagnostics', () => {
  it('prints what is known without the window, without names and addresses', async () => {
    const { code, stdout } = await run('diagnostics');
    expect(code).toBe(0);
    expect(stdout).toContain('Server 1: switched on');
    expect(stdout).toContain('address: https, a public name, port 443');
    expect(stdout).toContain('- can not be read');
    expect(stdout).not.toMatch(/villa|example\.org|sonne/i);
  });
});
