import { execFile, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { describeDesktop } from './support/describe-desktop.ts';
import { listDesktopWindows } from './support/desktop-window.ts';
import { launchPackaged } from './support/launch-porchlight.ts';
import { endWithTests } from './support/owned-processes.ts';
import { pollFor } from './support/poll.ts';
import { toUserCommand } from './support/session-user.ts';
import { clickTrayMenu, waitForTrayItem } from './support/tray.ts';

/** Starts an entry as a session does. `gio launch` is a part of GLib; a session's own program reads the same entry. */
const skipReason = existsSync('/usr/bin/gio')
  ? undefined
  : 'there is no gio; install the package libglib2.0-bin';

describeDesktop(
  'start at login',
  () => {
    it('starts hidden from the entry that it wrote, and takes the entry away again', async () => {
      const app = await launchPackaged({ args: ['--hidden'] });
      await clickTrayMenu(await waitForTrayItem(undefined, 20_000), 'Start at login');
      const config = dirname(app.userDataDir);
      const entry = join(config, 'autostart', 'porchlight.desktop');
      await pollFor('the entry', () => existsSync(entry) || undefined);
      expect(await readFile(entry, 'utf8')).toMatch(/^Exec=".+" --hidden$/m);
      // Not every root has it.
      await promisify(execFile)('desktop-file-validate', [entry]).catch((error: unknown) => {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      });
      await clickTrayMenu(await waitForTrayItem(), 'Quit Porchlight');
      expect(await app.exited).toBe(0);

      const [command = '', ...args] = toUserCommand('user', ['gio', 'launch', entry]);
      endWithTests(
        spawn(command, args, { env: { ...process.env, XDG_CONFIG_HOME: config }, stdio: 'ignore' }),
      );
      const item = await waitForTrayItem(undefined, 20_000);
      expect(await listDesktopWindows()).toEqual([]);
      await clickTrayMenu(item, 'Start at login');
      await pollFor('no entry', () => !existsSync(entry) || undefined);
      await clickTrayMenu(item, 'Quit Porchlight');
      await pollFor('empty tray', () =>
        waitForTrayItem(undefined, 0).then(
          () => undefined,
          () => true,
        ),
      );
    });
  },
  skipReason,
);
