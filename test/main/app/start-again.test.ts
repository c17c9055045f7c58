import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { startImageAfter, WAIT_AND_START, withoutMount } from '../../../src/main/app/start-again.ts';

it.skipIf(process.platform === 'win32')(
  'starts an AppImage once the old one has ended, and not before',
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'porchlight-again-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const image = join(folder, "it's $HOME.AppImage");
    const old = spawn('sleep', ['60']);
    onTestFinished(() => void old.kill());
    await once(old, 'spawn');
    const { pid = 0 } = old;
    // It says whether the old one is still there, and what it was given. Written whole, so that half a file is never read.
    await writeFile(
      image,
      `#!/bin/sh\nkill -0 ${String(pid)} 2>/dev/null && set -- early\nprintf '%s\\n' "$@" "$KEPT" >"${folder}/part"\nmv "${folder}/part" "${folder}/said"\n`,
    );
    await chmod(image, 0o755);
    // How it waits: the old one ends once the other has begun to wait for it.
    const sleep = join(folder, 'sleep');
    await writeFile(sleep, `#!/bin/sh\n: >"${folder}/waits"\nPATH=/usr/bin:/bin exec sleep "$@"\n`);
    await chmod(sleep, 0o755);
    const path = `${folder}:${process.env['PATH'] ?? ''}`;
    startImageAfter(pid, image, ['--user-data-dir', 'a b'], { ...process.env, PATH: path, KEPT: 'kept' });
    await vi.waitFor(() => readFile(join(folder, 'waits')), { timeout: 10_000 });
    old.kill();
    await once(old, 'exit');
    const said = await vi.waitFor(() => readFile(join(folder, 'said'), 'utf8'), { timeout: 10_000 });
    expect(said).toBe('--user-data-dir\na b\nkept\n');
  },
);

it.skipIf(!existsSync('/bin/bash') || !existsSync('/proc/self/fd'))(
  'hands no socket or pipe of the old one on (where there is bash)',
  async () => {
    const child = spawn('/bin/bash', ['-c', WAIT_AND_START, 'sh', '0x', '/bin/ls', '/proc/self/fd'], {
      stdio: ['ignore', 'pipe', 'ignore', ...Array.from({ length: 12 }, () => 'pipe' as const)],
    });
    let open = '';
    child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      open += part;
    });
    await once(child, 'close');
    // The last one is the folder that is being read.
    expect(open.trim().split('\n')).toEqual(['0', '1', '2', '3']);
  },
);

it('leaves out paths of the mount that goes', () => {
  const env = {
    APPDIR: '/tmp/.mount_Porch1',
    LD_LIBRARY_PATH: '/tmp/.mount_Porch1/usr/lib',
    PATH: '/tmp/.mount_Porch1:/tmp/.mount_Porch1/usr/sbin:/usr/bin:/bin',
    XDG_DATA_DIRS: '/usr/share',
    OTHER: '/tmp/.mount_Porch12/usr',
    DISPLAY: ':0',
  };
  expect(withoutMount(env)).toEqual({
    PATH: '/usr/bin:/bin',
    XDG_DATA_DIRS: '/usr/share',
    OTHER: '/tmp/.mount_Porch12/usr',
    DISPLAY: ':0',
  });
  expect(withoutMount({ PATH: '/bin' })).toEqual({ PATH: '/bin' });
});
