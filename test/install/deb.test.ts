import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { debianArchives, debianRoot } from '../../scripts/testing/debian-root.mjs';
import { describeInstall, run } from './support/package-under-test.ts';

const support = (name: string): string => fileURLToPath(new URL(`./support/${name}`, import.meta.url));
const session = (name: string): string =>
  fileURLToPath(new URL(`../desktop/support/${name}`, import.meta.url));

describeInstall('on a fresh minimal Debian, the package', (file) => {
  let work: string;
  let facts: ReadonlyMap<string, string>;
  let version: string;
  const read = (name: string): Promise<string> => readFile(join(work, 'share', name), 'utf8');

  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'porchlight-install-'));
    const share = join(work, 'share');
    await run('mkdir', [share]);
    for (const name of ['scenario.sh', 'in-session.sh']) await copyFile(support(name), join(share, name));
    for (const name of ['session.sh', 'xfce4-panel.xml']) await copyFile(session(name), join(share, name));
    await copyFile(file, join(share, 'old.deb'));
    version = (await run('dpkg-deb', ['--field', file, 'Version'])).output.trim();
    await repack(file, `${version}+next`, join(share, 'new.deb'));
    const args = [debianRoot, join(work, 'scratch'), share, debianArchives, 'bash', '/share/scenario.sh'];
    const { code, output } = await run(support('enter-root.sh'), args, 540_000);
    if (code !== 0) throw new Error(`The scenario ended with ${String(code)}:\n${output.slice(-2_000)}`);
    facts = new Map(
      (await read('facts'))
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
    );
  });
  afterAll(async () => {
    await rm(work, { recursive: true, force: true });
  });

  const expectFacts = (expected: Readonly<Record<string, string>>): void => {
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, facts.get(name)]))).toEqual(
      expected,
    );
  };

  it('is installed by apt with every library that it loads', () => {
    expect(Number(facts.get('packages-before'))).toBeLessThan(100);
    expectFacts({ install: '0', version, 'missing-libraries': '0', 'changed-files': '' });
  });

  it('leaves its helper without rights, as this kernel has user namespaces', () => {
    expectFacts({ 'sandbox-helper': '755' });
  });

  it('is the program for the terminal, for root and for a user without a home, before there is a display', () => {
    expectFacts({ 'terminal-version': `porchlight ${version}`, 'terminal-tail': '2', 'terminal-usage': '2' });
  });

  it('starts from its entry in the menu, with a window and an icon in the tray', () => {
    expectFacts({ entry: '0', 'entry-window': '1', 'entry-tray': '1', 'entry-quit': 'yes' });
  });

  it("runs its page in Chromium's sandbox, as a user without rights", () => {
    expectFacts({
      'renderer-uid': '65534',
      'renderer-seccomp': '2',
      'renderer-own-user': 'yes',
      'renderer-own-pid': 'yes',
      'renderer-own-net': 'yes',
    });
    expect(facts.get('flags')).not.toContain('sandbox');
  });

  it('notifies', () => {
    expectFacts({ notification: 'Front door opened', 'demo-quit': 'yes' });
  });

  it('pauses notifications from its entry in the menu', () => {
    expectFacts({ paused: '"pausedUntil"' });
  });

  it('is upgraded to a higher version, which touches no file of the person', async () => {
    expectFacts({
      upgrade: '0',
      'upgraded-version': `${version}+next`,
      'upgraded-program': `porchlight ${version}`,
    });
    const before = await read('data-before');
    expect(before).toContain('./config.json\n');
    expect(await read('data-upgraded')).toBe(before);
    expectFacts({ 'upgraded-window': '1', 'upgraded-tray': '1', 'upgraded-quit': 'yes' });
  });

  it('is removed without a trace but for what belongs to the person', async () => {
    expectFacts({ remove: '0', 'remove-warnings': '0', 'program-after-remove': '', purge: '0' });
    expect(await read('left-after-remove')).toBe('');
    expect(await read('left-after-purge')).toBe('');
    expect(await read('data-after-purge')).toBe(await read('data-at-end'));
  });
});

/** The same package under a higher version. */
async function repack(file: string, version: string, target: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-repack-'));
  try {
    await run('dpkg-deb', ['--raw-extract', file, folder]);
    const control = join(folder, 'DEBIAN/control');
    const text = await readFile(control, 'utf8');
    await writeFile(control, text.replace(/^Version: .*$/m, `Version: ${version}`));
    await run('dpkg-deb', ['--root-owner-group', '-Zgzip', '-z1', '--build', folder, target]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
