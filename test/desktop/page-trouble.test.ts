import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askApp, findPage, rowsWith } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { waitForDesktopWindow } from './support/desktop-window.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { enterSessionWithout } from './support/lesser-session.ts';
import { pollFor } from './support/poll.ts';
import { takeScreenshot } from './support/screenshot.ts';

describeDesktop('a page in trouble, on a desktop without a tray', () => {
  let app: DrivenPorchlight;
  let leaveSession: () => Promise<void>;
  beforeAll(async () => {
    leaveSession = await enterSessionWithout(['tray']);
    app = await launchPorchlight({ args: ['--demo'] });
  });
  afterAll(async () => {
    await app.electronApp.close();
    await leaveSession();
  });

  function readLog(): Promise<string> {
    return readFile(join(app.userDataDir, 'porchlight.log'), 'utf8');
  }

  it('tells of a bug of the page by a notice and by a line that quotes nothing', async () => {
    const page = await findPage(app.electronApp);
    await page.evaluate(() => {
      setTimeout(() => {
        throw new TypeError('s3cret');
      });
    });
    await page.locator('pl-notice-bars').getByText('Something in this window went wrong').waitFor();
    await takeScreenshot('trouble-1-notice', page);
    expect(await readLog()).toMatch(/ page-bug error=TypeError/);
    expect(await readLog()).not.toContain('s3cret');
  });

  it('leaves nothing of the demo home', async () => {
    const page = await findPage(app.electronApp);
    await rowsWith(page, 'Connected to Demo home').waitFor();
    await pollFor('an alert', async () => (await askApp(page, 'getOverview')).notifications.recent[0]);
    await askApp(page, 'stopDemo');
    await page.locator('pl-welcome-page').waitFor();
    // The bell has no number any more.
    await page.locator('pl-nav-rail button[aria-label="Notifications"]').waitFor();
    await takeScreenshot('trouble-2-left-the-demo', page);
    const overview = await askApp(page, 'getOverview');
    expect(overview.notifications.recent).toEqual([]);
    expect(overview.history.status.events).toBe(0);
  });

  it('never runs with no window and no way to one', async () => {
    for (let death = 1; death <= 4; death += 1) {
      await waitForDesktopWindow();
      await app.electronApp.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.webContents.forcefullyCrashRenderer();
      });
      await pollFor('the end of the page', async () =>
        (await readLog()).split(' page-gone ').length > death ? true : undefined,
      );
    }
    const dumps = await app.electronApp.evaluate((electron) => electron.app.getPath('crashDumps'));
    expect(dumps.startsWith(app.userDataDir)).toBe(true);
    await pollFor('a crash dump on this computer', async () =>
      (await readdir(dumps, { recursive: true })).find((name) => name.endsWith('.dmp')),
    );
    await pollFor('the question', async () => {
      const { stdout } = await promisify(execFile)('xdotool', [
        'search',
        '--onlyvisible',
        '--class',
        'electron|porchlight',
      ]).catch(() => ({ stdout: '' }));
      return stdout.trim() === '' ? undefined : true;
    });
    await takeScreenshot('trouble-3-question');
    await promisify(execFile)('xdotool', ['key', 'Return']);
    await waitForDesktopWindow();
    await findPage(app.electronApp);
    await takeScreenshot('trouble-4-back');
  });
});
