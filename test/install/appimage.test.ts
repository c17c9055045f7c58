import { getCurrentFuseWire, FuseV1Options } from '@electron/fuses';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeInstall, run, runWell } from './support/package-under-test.ts';

describeInstall('the AppImage', '.AppImage', (file) => {
  let folder: string;
  let root: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'porchlight-appimage-'));
    root = join(folder, 'squashfs-root');
    await runWell('sh', '-c', 'cd "$1" && exec "$2" --appimage-extract >/dev/null', 'sh', folder, file);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has an entry that switches no sandbox off and names no other place', async () => {
    const entry = join(root, 'io.porchlight.Porchlight.desktop');
    expect(await run('desktop-file-validate', [entry])).toEqual({ code: 0, output: '' });
    const text = await runWell('cat', entry);
    expect(text).toMatch(/^Exec=AppRun %U$/m);
    expect(text).toMatch(/^Comment=Events of your Home Assistant home$/m);
    expect(text).toMatch(/^MimeType=application\/x-ndjson;x-scheme-handler\/porchlight;$/m);
    expect(text).not.toMatch(/--no-sandbox|\/opt\//);
  });

  it('has our code in the archive alone, with its fuses set', async () => {
    expect(existsSync(join(root, 'resources/app.asar'))).toBe(true);
    expect(existsSync(join(root, 'resources/default_app.asar'))).toBe(false);
    expect(existsSync(join(root, 'resources/app'))).toBe(false);
    const [off, on] = ['0', '1'].map((digit) => digit.charCodeAt(0));
    expect(await getCurrentFuseWire(join(root, 'porchlight'))).toMatchObject({
      [FuseV1Options.RunAsNode]: off,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: off,
      [FuseV1Options.EnableNodeCliInspectArguments]: off,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: on,
      [FuseV1Options.OnlyLoadAppFromAsar]: on,
    });
  });
});
