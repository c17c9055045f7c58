import { listPackage } from '@electron/asar';
import { getCurrentFuseWire, FuseV1Options } from '@electron/fuses';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInstall, run } from './support/package-under-test.ts';

/** What a package may weigh on the disk. The reason to change it should be in the commit. */
const DISK_BUDGET_BYTES = 260_000_000;
/** And its archive of our own code and pictures. */
const ASAR_BUDGET_BYTES = 6_000_000;

describeInstall('the package', '.deb', (file) => {
  let root: string;
  let app: string;
  let files: string[];
  let archived: string[];

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'porchlight-package-'));
    await run('dpkg-deb', ['--extract', file, root]);
    app = join(root, 'opt/Porchlight');
    files = (await readdir(root, { recursive: true, withFileTypes: true }))
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
    archived = listPackage(join(app, 'resources/app.asar'), { isPack: false });
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('has its fuses set', async () => {
    const [off, on] = ['0', '1'].map((digit) => digit.charCodeAt(0));
    expect(await getCurrentFuseWire(join(app, 'porchlight'))).toMatchObject({
      [FuseV1Options.RunAsNode]: off,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
      [FuseV1Options.EnableNodeCliInspectArguments]: off,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
      [FuseV1Options.OnlyLoadAppFromAsar]: on,
    });
  });

  it('has our code in the archive and nowhere else', () => {
    expect(archived).toEqual(
      expect.arrayContaining([
        '/package.json',
        '/out/main/index.cjs',
        '/out/main/terminal.cjs',
        '/out/main/terminal-program.cjs',
        '/out/renderer/app.js',
      ]),
    );
    const outside = files.filter(
      (path) => /\.(?:[cm]?[jt]s|html|css)$/.test(path) && !path.includes('/node_modules/'),
    );
    expect(outside).toEqual(['/opt/Porchlight/LICENSES.chromium.html']);
    expect(existsSync(join(app, 'resources/default_app.asar'))).toBe(false);
    expect(existsSync(join(app, 'resources/app'))).toBe(false);
  });

  it('has no file that only developers need', () => {
    const all = [...files, ...archived];
    expect(
      all.filter((path) => /\.(?:map|tsx?|tsbuildinfo|md)$|\/(?:test|src|bench|\.git[^/]*)\//.test(path)),
    ).toEqual([]);
  });

  it('stays within its size', async () => {
    const sizes = await Promise.all(files.map(async (path) => (await stat(join(root, path))).size));
    const disk = sizes.reduce((sum, size) => sum + size, 0);
    const asar = (await stat(join(app, 'resources/app.asar'))).size;
    const { size } = await stat(file);
    const inMb = [size, disk, asar].map((bytes) => (bytes / 1_000_000).toFixed(1));
    process.stderr.write(
      `Package ${inMb[0] ?? ''} MB, on the disk ${inMb[1] ?? ''} MB, app.asar ${inMb[2] ?? ''} MB.\n`,
    );
    expect(disk).toBeLessThan(DISK_BUDGET_BYTES);
    expect(asar).toBeLessThan(ASAR_BUDGET_BYTES);
  });

  it('ships the licences of everything that is in it', async () => {
    const bundled = await readFile(join(app, 'LICENSES.porchlight.txt'), 'utf8');
    for (const name of ['lit', 'zod', 'eventsource', 'yaml', 'socks', '@jellybrick/dbus-next', '@mdi/js'])
      expect(bundled).toMatch(new RegExp(`^${name} \\d`, 'm'));
    for (const name of ['LICENSE', 'LICENSE.electron.txt', 'LICENSES.chromium.html'])
      expect((await stat(join(app, name))).size).toBeGreaterThan(500);
    expect(files).toContain('/usr/share/doc/porchlight/copyright');
  });

  it('has an icon in each size, of that size', async () => {
    const sizes = [16, 24, 32, 48, 64, 128, 256, 512];
    for (const size of sizes) {
      const icon = await readFile(
        join(root, `usr/share/icons/hicolor/${String(size)}x${String(size)}/apps/porchlight.png`),
      );
      expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([size, size]);
    }
  });

  it('has an entry for the menu that is called as windows say, and switches no sandbox off', async () => {
    const entry = join(root, 'usr/share/applications/io.porchlight.Porchlight.desktop');
    expect(await run('desktop-file-validate', [entry])).toEqual({ code: 0, output: '' });
    const text = await readFile(entry, 'utf8');
    expect(text).toMatch(/^StartupWMClass=io\.porchlight\.Porchlight$/m);
    expect(text).toMatch(/^Actions=open;pause;$/m);
    expect(text).toMatch(/^Comment=Events of your Home Assistant home$/m);
    expect(text).toMatch(/^MimeType=application\/x-ndjson;x-scheme-handler\/porchlight;$/m);
    expect(text).toMatch(/^\[Desktop Action pause\]\nName=.*\nExec=\/opt\/Porchlight\/porchlight --pause$/m);
    expect(text).not.toContain('--no-sandbox');
  });

  it('makes captures known to the desktop', async () => {
    const types = await readFile(join(root, 'usr/share/mime/packages/porchlight.xml'), 'utf8');
    expect(types).toMatch(/<mime-type type="application\/x-ndjson">\s*<glob pattern="\*\.ndjson"\/>/);
  });

  it('is described for software centres', async () => {
    const metainfo = join(root, 'usr/share/metainfo/io.porchlight.Porchlight.metainfo.xml');
    const { code, output } = await run('appstreamcli', ['validate', '--no-net', metainfo]);
    expect(output).toContain('Validation was successful');
    expect(code).toBe(0);
  });

  it('has no error that lintian knows', async () => {
    const { output } = await run(
      'lintian',
      ['--allow-root', '--profile', 'debian', '--fail-on', 'none', file],
      300_000,
    );
    expect(output.split('\n').filter((line) => line.startsWith('E:'))).toEqual([]);
  });
});
