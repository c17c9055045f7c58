import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { runCommand } from '../../../scripts/terminal/run-command.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-release-shell-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('with-signing.sh', () => {
  /** The variables that a command sees which it starts, and what stood in the file of the key. */
  async function run(env: Record<string, string>) {
    const folder = makeFolder();
    const script = join(root, 'scripts/release/with-signing.sh');
    const look =
      'env | grep -E "^(CSC|WIN|APPLE|MAC|NOTARY|WINDOWS)_"; if [ -n "${APPLE_API_KEY:-}" ]; then cat "$APPLE_API_KEY"; fi; true';
    const { code, output } = await runCommand('bash', [script, 'bash', '-c', look], {
      env: { PATH: process.env['PATH'], RUNNER_TEMP: folder, ...env },
    });
    const variables = Object.fromEntries(
      [...output.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name ?? '', value ?? '']),
    );
    return { code, output, variables };
  }
  const mac = { MAC_CERTIFICATE: 'Y2Vy\ndA==\n', MAC_CERTIFICATE_PASSWORD: 'p' };
  const windows = { WINDOWS_CERTIFICATE: 'd2lu', WINDOWS_CERTIFICATE_PASSWORD: 'q' };
  const notary = { NOTARY_KEY: 'line one\nline two', NOTARY_KEY_ID: 'id', NOTARY_ISSUER: 'issuer' };

  it('gives each system its own keys only', async () => {
    expect((await run({ RUNNER_OS: 'Linux', ...mac, ...windows, ...notary })).variables).toEqual({});
    expect((await run({ RUNNER_OS: 'Windows', ...mac, ...windows, ...notary })).variables).toEqual({
      WIN_CSC_LINK: 'd2lu',
      WIN_CSC_KEY_PASSWORD: 'q',
    });
    expect((await run({ RUNNER_OS: 'macOS', ...mac, ...windows })).variables).toEqual({
      CSC_LINK: 'Y2VydA==',
      CSC_KEY_PASSWORD: 'p',
    });
  });

  it('gives no empty variable where there is no key', async () => {
    const none = { MAC_CERTIFICATE: '', WINDOWS_CERTIFICATE: '', NOTARY_KEY: '' };
    expect((await run({ RUNNER_OS: 'Windows', ...none })).variables).toEqual({});
    expect((await run({ RUNNER_OS: 'macOS', ...none })).variables).toEqual({
      CSC_IDENTITY_AUTO_DISCOVERY: 'false',
    });
  });

  it("keeps the notary's key in a file, as long as it is needed", async () => {
    const { variables, output } = await run({ RUNNER_OS: 'macOS', ...mac, ...notary });
    expect(variables).toMatchObject({ APPLE_API_KEY_ID: 'id', APPLE_API_ISSUER: 'issuer' });
    expect(output).toContain('line one\nline two\n');
    expect(existsSync(variables['APPLE_API_KEY'] ?? '/')).toBe(false);
  });

  it('asks for the certificate without which nothing is notarised', async () => {
    const { code, output } = await run({ RUNNER_OS: 'macOS', ...notary });
    expect(code).toBe(1);
    expect(output).toContain('Apple notarises only what is signed');
  });

  it('ends as the command did', () => {
    const script = join(root, 'scripts/release/with-signing.sh');
    expect(() => execFileSync('bash', [script, 'bash', '-c', 'exit 3'], { stdio: 'ignore' })).toThrow(
      expect.objectContaining({ status: 3 }) as Error,
    );
  });
});

describe('publish.sh', () => {
  /**
   * Publishes with a `gh` that writes down what it is told. `published` has what it hands out as the lists of now.
   */
  async function publish(options: {
    version: string;
    signed?: boolean;
    latest?: string;
    beta?: string;
    draft?: boolean;
  }) {
    const { version, signed = true, latest, beta, draft = false } = options;
    const folder = makeFolder();
    mkdirSync(join(folder, 'release/assets/beta-lists'), { recursive: true });
    mkdirSync(join(folder, 'bin'));
    const isBeta = version.includes('beta');
    const write = (path: string, text: string): void => writeFileSync(join(folder, 'release', path), text);
    write('release-notes.md', 'notes');
    write('assets/p.deb', 'deb');
    if (signed && !isBeta) write('assets/latest.yml', `version: ${version}`);
    if (signed) write('assets/beta-lists/beta.yml', `version: ${version}`);
    if (signed) write('assets/beta-lists/beta.yml.minisig', 'signature');
    const handOut = (name: string, text: string | undefined): string =>
      text === undefined ? 'exit 1' : `echo 'version: ${text}' >"$out/${name}"`;
    writeFileSync(
      join(folder, 'bin/gh'),
      `#!/bin/bash
echo "$*" >>'${folder}/said'
case "$*" in
  'release view v'*) echo ${String(draft)} ;;
  'release view beta') ${beta === undefined ? 'exit 1' : 'exit 0'} ;;
  'release download beta '*) out=\${@: -1}; ${handOut('beta.yml', beta)} ;;
  'release download '*) out=\${@: -1}; ${handOut('latest.yml', latest)} ;;
esac
`,
      { mode: 0o755 },
    );
    const { code, output } = await runCommand(
      'bash',
      ['scripts/release/publish.sh', join(folder, 'release')],
      {
        cwd: root,
        env: {
          PATH: `${folder}/bin:${process.env['PATH'] ?? ''}`,
          TAG: `v${version}`,
          BETA: String(isBeta),
          SIGNED: String(signed),
          GITHUB_SHA: 'abc',
        },
      },
    );
    const told = readFileSync(join(folder, 'said'), 'utf8').replaceAll(folder, '');
    return { code, output, told: told.trim().split('\n') };
  }

  const changes = (told: string[]): string[] =>
    told.filter((line) => !/^release (?:view|download)/.test(line));

  it('publishes only when all files are there, then the lists of the beta channel', async () => {
    const { code, told } = await publish({ version: '1.2.0', latest: '1.1.0', beta: '1.2.0-beta.3' });
    expect(code).toBe(0);
    expect(changes(told)).toEqual([
      'release create v1.2.0 --draft --verify-tag --title 1.2.0 --notes-file /release/release-notes.md /release/assets/latest.yml /release/assets/p.deb',
      'release edit v1.2.0 --draft=false --latest=true',
      'release upload beta /release/assets/beta-lists/beta.yml.minisig --clobber',
      'release upload beta /release/assets/beta-lists/beta.yml --clobber',
    ]);
  });

  it('makes the release of the beta lists when it is the first', async () => {
    const { told } = await publish({ version: '1.2.0-beta.1', latest: '1.1.0' });
    expect(changes(told).map((line) => line.split(' ').slice(0, 5).join(' '))).toEqual([
      'release create v1.2.0-beta.1 --draft --verify-tag',
      'release edit v1.2.0-beta.1 --draft=false --latest=false',
      'release create beta --prerelease --latest=false',
      'release upload beta /release/assets/beta-lists/beta.yml.minisig --clobber',
      'release upload beta /release/assets/beta-lists/beta.yml --clobber',
    ]);
    expect(changes(told)[0]).toContain('--prerelease');
  });

  it('lets a correction of an older line take the place of nothing newer', async () => {
    const { told } = await publish({ version: '1.1.1', latest: '1.2.0', beta: '1.3.0-beta.1' });
    expect(changes(told).slice(1)).toEqual(['release edit v1.1.1 --draft=false --latest=false']);
  });

  it('publishes no lists while there is no key', async () => {
    const { code, told } = await publish({ version: '1.2.0', signed: false });
    expect(code).toBe(0);
    expect(changes(told)).toHaveLength(2);
  });

  it('begins anew where a run was broken off, and never touches what is published', async () => {
    const again = await publish({ version: '1.2.0', draft: true });
    expect(changes(again.told)[0]).toBe('release delete v1.2.0 --yes');
    const other = await publish({ version: '1.2.0', draft: false });
    expect(other.told.join()).not.toContain('delete');
  });
});
