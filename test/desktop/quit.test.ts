import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { QUIT_WITHIN_MS } from '../../src/main/app/quit-in-order.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { readDesktopSession } from './support/desktop-session.ts';
import { launchPackaged, launchPorchlight } from './support/launch-porchlight.ts';
import { waitForTrayItem } from './support/tray.ts';

/** What the system needs to end the processes. */
const SYSTEM_MS = 1_000;

describeDesktop('quitting', () => {
  it('ends in time when the session bus hangs', async () => {
    const app = await launchPackaged({ args: ['--hidden'] });
    await waitForTrayItem(undefined, 20_000);
    const bus = await findSessionBus();
    process.kill(bus, 'SIGSTOP');
    const from = performance.now();
    try {
      app.process.kill('SIGTERM');
      await app.exited;
      expect(performance.now() - from).toBeLessThan(QUIT_WITHIN_MS + SYSTEM_MS);
    } finally {
      process.kill(bus, 'SIGCONT');
    }
    expect(await readFile(join(app.userDataDir, 'porchlight.log'), 'utf8')).toMatch(/ quit\n$/);
  });

  it('ends in time when the main thread hangs', async () => {
    const { electronApp } = await launchPorchlight({ args: ['--hidden'] });
    await waitForTrayItem(undefined, 20_000);
    const ended = once(electronApp.process(), 'exit') as Promise<[number | null, string | null]>;
    const from = performance.now();
    await electronApp.evaluate(({ app }) => {
      // After Porchlight's own, which has begun to close then. Nothing of this thread is run any more.
      app.on('before-quit', () => {
        for (;;);
      });
      setTimeout(() => {
        app.quit();
      });
    });
    const [, signal] = await ended;
    expect(signal).toBe('SIGKILL');
    expect(performance.now() - from).toBeLessThan(QUIT_WITHIN_MS + SYSTEM_MS);
  });
});

/** Process of the daemon that the session's programs talk through. */
async function findSessionBus(): Promise<number> {
  const configuration = join(readDesktopSession().folder, 'bus.conf');
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const words = (await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')).split('\0');
    if (words.includes('dbus-daemon') && words.includes(`--config-file=${configuration}`))
      return Number(name);
  }
  throw new Error('The daemon of the session bus was not found.');
}
