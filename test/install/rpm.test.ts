import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findNfpm } from '../../scripts/packaging/tools.mjs';
import { debianRoot } from '../../scripts/testing/debian-root.mjs';
import { describeInstall, run, runWell } from './support/package-under-test.ts';

describeInstall('the .rpm', '.rpm', (file) => {
  const ask = (...args: readonly string[]): Promise<string> => runWell('rpm', '-qp', ...args, file);

  it('has whole digests and says what it is', async () => {
    expect(await runWell('rpm', '-K', file)).toMatch(/digests OK/);
    expect(await ask('--qf', '%{NAME} %{ARCH} %{LICENSE}\n%{SUMMARY}\n%{DESCRIPTION}')).toMatch(
      /^porchlight x86_64 MIT\nDesktop tray monitor for Home Assistant\nEverything that happens .*: a door,\n/,
    );
  });

  it('asks for what Electron loads, by the names that Fedora and openSUSE know', async () => {
    expect((await ask('--requires')).split('\n')).toEqual(
      expect.arrayContaining(['alsa-lib', 'gtk3', 'nss', '(libXtst or libXtst6)']),
    );
  });

  it('has its program as a plain file, and nothing that only the archive needs', async () => {
    const files = (await ask('--list')).trim().split('\n');
    expect(files).toEqual(
      expect.arrayContaining(['/usr/bin/porchlight', '/usr/share/zsh/site-functions/_porchlight']),
    );
    expect(
      files.filter((path) => /default_app|^\/opt\/Porchlight\/(?:install|share|terminal)/.test(path)),
    ).toEqual([]);
    const folders = (await ask('-v', '--list')).split('\n').filter((line) => line.startsWith('d'));
    for (const place of ['/opt/Porchlight', '/usr/share/doc/porchlight'])
      expect(folders.filter((line) => line.endsWith(` ${place}`))).toHaveLength(1);
    expect(await ask('--scripts')).not.toMatch(/update-alternatives|ln -s/);
  });

  it('keeps its program through an upgrade, and takes everything with it when it is removed', async () => {
    const work = await mkdtemp(join(tmpdir(), 'porchlight-rpm-'));
    try {
      const newer = await makeNewer(file, work);
      const seen = await runWell(
        'unshare',
        '--mount',
        'bash',
        '-c',
        UPGRADE,
        'bash',
        debianRoot,
        work,
        file,
        newer,
      );
      expect(seen.trim().split('\n')).toEqual(['installed 0.1.0-1 755', 'upgraded 0.1.0-2 755', 'removed']);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  });
});

/** Installs, upgrades and removes in a copy of a Debian whose scripts can run there. What the packages need has other names there. */
const UPGRADE = `
set -e
mkdir -p "$2/upper" "$2/work" "$2/root"
mount -t overlay overlay -o "lowerdir=$1,upperdir=$2/upper,workdir=$2/work" "$2/root"
root=$2/root
act() { rpm --root "$root" --force-debian --nodeps "$@" >&2; }
look() { echo "$1 $(rpm --root "$root" -q --qf '%{VERSION}-%{RELEASE}' porchlight) $(stat -c %a "$root/usr/bin/porchlight")"; }
act -i "$3"
look installed
act -U "$4"
look upgraded
act -e porchlight
echo removed $(find "$root/usr" "$root/opt" "$root/etc" -iname '*porchlight*')
`;

/** A higher release with the same scripts and the program alone, made in a moment. */
async function makeNewer(file: string, folder: string): Promise<string> {
  const scripts: Record<string, string> = {};
  for (const [name, tag] of [
    ['postinstall', 'POSTIN'],
    ['postremove', 'POSTUN'],
  ] as const) {
    const script = join(folder, name);
    await writeFile(script, await runWell('rpm', '-qp', '--qf', `%{${tag}}`, file));
    scripts[name] = script;
  }
  const version = await runWell('rpm', '-qp', '--qf', '%{VERSION}', file);
  const program = join(folder, 'porchlight');
  await writeFile(program, '#!/bin/sh\n', { mode: 0o755 });
  const contents = ['/usr/bin/porchlight', '/opt/Porchlight/chrome-sandbox'].map((dst) => ({
    src: program,
    dst,
  }));
  const own = ['/opt/Porchlight', '/usr/share/doc/porchlight'].map((dst) => ({ dst, type: 'dir' }));
  const config = join(folder, 'nfpm.yaml');
  const target = join(folder, 'newer.rpm');
  const facts = { name: 'porchlight', arch: 'amd64', version, version_schema: 'none', release: '2' };
  await writeFile(
    config,
    JSON.stringify({
      ...facts,
      maintainer: 'Us <us@porchlight.invalid>',
      contents: [...contents, ...own],
      scripts,
    }),
  );
  await runWell(await findNfpm(), 'package', '-f', config, '-p', 'rpm', '-t', target);
  return target;
}

describeInstall('the package of Arch', '.pacman', (file) => {
  it('says what it is, who made it and what it needs', async () => {
    const facts = await runWell('tar', '-xOf', file, '.PKGINFO');
    expect(facts).toMatch(/^pkgdesc = Desktop tray monitor for Home Assistant$/m);
    expect(facts).toMatch(/^packager = Porchlight contributors/m);
    expect(facts).toMatch(/^arch = x86_64$/m);
    for (const name of ['alsa-lib', 'gtk3', 'libxss', 'nss']) expect(facts).toContain(`depend = ${name}\n`);
  });

  it('has the app, its program and its entry', async () => {
    const { output } = await run('tar', ['-tf', file]);
    const files = output.split('\n');
    expect(files).toEqual(
      expect.arrayContaining([
        '.INSTALL',
        'usr/bin/porchlight',
        'opt/Porchlight/resources/app.asar',
        'usr/share/applications/io.porchlight.Porchlight.desktop',
      ]),
    );
    expect(
      files.filter((path) => /default_app|^opt\/Porchlight\/(?:install|share|terminal)/.test(path)),
    ).toEqual([]);
  });
});
