import { build } from 'esbuild';
import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { projectRoot } from '../../scripts/project-root.mjs';
import { resolveRuntime } from '../../scripts/runtime/resolve.mjs';
import { debianArchives, debianRoot } from '../../scripts/testing/debian-root.mjs';
import { createDemoServer, type DemoServer } from '../support/demo-server.ts';
import { describeInstall, findPackage, findSkipReason, run, runWell } from './support/package-under-test.ts';

const support = (name: string): string => fileURLToPath(new URL(`./support/${name}`, import.meta.url));
const session = (name: string): string =>
  fileURLToPath(new URL(`../desktop/support/${name}`, import.meta.url));

describeInstall('on a fresh minimal Debian, the package', '.deb', (file) => {
  let work: string;
  let facts: ReadonlyMap<string, string>;
  let version: string;
  let home: DemoServer;
  /** Processors, as Debian calls them. */
  let own: string;
  let stranger: string;
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
    own = (await run('dpkg-deb', ['--field', file, 'Architecture'])).output.trim();
    stranger = own === 'arm64' ? 'amd64' : 'arm64';
    await makeStranger(stranger, join(share, 'other.deb'));
    for (const kind of ['.tar.gz', '.AppImage'] as const)
      if (findSkipReason(kind) === undefined)
        await copyFile(findPackage(kind) ?? '', join(share, `porchlight${kind}`));
    await build({
      entryPoints: [support('add-server.ts')],
      outfile: join(share, 'add-server.cjs'),
      bundle: true,
      platform: 'node',
      external: ['playwright-core'],
    });
    home = await createDemoServer({ rate: 0 });
    const { executablePath } = await resolveRuntime();
    const electron = join('/runtime', basename(executablePath));
    await writeFile(join(share, 'home.json'), JSON.stringify({ url: home.url, token: home.token, electron }));
    const args = [debianRoot, join(work, 'scratch'), share, debianArchives, 'bash', '/share/scenario.sh'];
    const RUNTIME = await realpath(dirname(executablePath));
    Object.assign(process.env, { PROJECT: projectRoot, RUNTIME, NODE: process.execPath });
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
    await home.close();
    await rm(work, { recursive: true, force: true });
  });

  const expectFacts = (expected: Readonly<Record<string, string>>): void => {
    expect(Object.fromEntries(Object.keys(expected).map((name) => [name, facts.get(name)]))).toEqual(
      expected,
    );
  };

  /** Between two marks the server saw one stream or more, and no refused secret. */
  const expectConnectedAfter = (from: string, to: string): void => {
    const paths = home.requests.map(({ path }) => path);
    const between = home.requests.slice(paths.indexOf(from) + 1, paths.indexOf(to));
    expect(paths).toEqual(expect.arrayContaining([from, to]));
    expect(between.find(({ path }) => path.startsWith('/api/stream'))?.authorised).toBe(true);
    expect(between.filter(({ authorised }) => authorised === false)).toEqual([]);
  };

  it('is installed by apt with every library that it loads', () => {
    expect(Number(facts.get('packages-before'))).toBeLessThan(100);
    expectFacts({ install: '0', version, 'missing-libraries': '0', 'changed-files': '' });
  });

  it('leaves its helper without rights, as this kernel has user namespaces', () => {
    expectFacts({ 'sandbox-helper': '755' });
  });

  it('is the program for the terminal, for root and for a user without a home, before there is a display', () => {
    expectFacts({
      'terminal-version': `porchlight ${version}`,
      'terminal-tail': '2',
      'terminal-usage': '2',
      'terminal-interrupted': '0',
    });
  });

  it('starts from its entry in the menu, with a window and an icon in the tray', () => {
    expectFacts({ entry: '0', 'entry-window': '1', 'entry-tray': '1', 'entry-quit': 'yes' });
  });

  it("runs its page in Chromium's sandbox, as a user without rights", () => {
    expectFacts({
      'entry-uid': '65534',
      'entry-seccomp': '2',
      'entry-own-user': 'yes',
      'entry-own-pid': 'yes',
      'entry-own-net': 'yes',
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

  it('keeps the history through the upgrade, and connects again with the kept token, asking nobody', () => {
    expectFacts({ 'add-server': '0', 'history-kept': '1', 'upgraded-live': 'is live' });
    expectConnectedAfter('/upgraded', '/upgraded-ended');
  });

  it('of another architecture is refused by name, and changes nothing', () => {
    expectFacts({
      'other-architecture': '100',
      'other-architecture-said': `package architecture (${stranger}) does not match system (${own})`,
    });
  });

  it('is removed without a trace but for what belongs to the person', async () => {
    expectFacts({ remove: '0', 'remove-warnings': '0', 'program-after-remove': '', purge: '0' });
    expect(await read('left-after-remove')).toBe('');
    expect(await read('left-after-purge')).toBe('');
    expect(await read('data-after-purge')).toBe(await read('data-at-end'));
  });

  const archive = findSkipReason('.tar.gz');
  it.skipIf(archive !== undefined)(
    'may be the archive, which needs no root and has its entry and its sandbox',
    () => {
      expectFacts({
        'tar-install': '0',
        'tar-version': `porchlight ${version}`,
        'tar-window': '1',
        'tar-tray': '1',
        'tar-seccomp': '2',
        'tar-own-user': 'yes',
        'tar-live': 'is live',
        'tar-quit': 'yes',
        'tar-remove': '0',
        'tar-left': '',
      });
    },
  );

  const image = findSkipReason('.AppImage');
  it.skipIf(image !== undefined)(
    `may be the AppImage, with its sandbox${image === undefined ? '' : ` (${image})`}`,
    () => {
      expectFacts({
        'appimage-version': `porchlight ${version}`,
        'appimage-window': '1',
        'appimage-tray': '1',
        'appimage-seccomp': '2',
        'appimage-own-user': 'yes',
        'appimage-live': 'is live',
        'appimage-quit': 'yes',
      });
      expect(facts.get('appimage-flags')).not.toContain('sandbox');
    },
  );
});

/** A package of the same name for another architecture. */
async function makeStranger(arch: string, target: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'porchlight-stranger-'));
  try {
    const fields = [
      'Package: porchlight',
      'Version: 9.9.9',
      `Architecture: ${arch}`,
      'Maintainer: Us <us@porchlight.invalid>',
    ];
    await mkdir(join(folder, 'DEBIAN'));
    await writeFile(
      join(folder, 'DEBIAN/control'),
      [...fields, 'Description: Of another architecture', ''].join('\n'),
    );
    await runWell('dpkg-deb', '--root-owner-group', '--build', folder, target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

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
