import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { askApp, findPage } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { killPorchlight, launchPorchlight } from './support/launch-porchlight.ts';
import { pollFor } from './support/poll.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { clickTrayMenu, waitForTrayItem } from './support/tray.ts';

const runFile = promisify(execFile);

describeDesktop('after two crashes in a row', () => {
  it('offers safe mode, says what it is, and goes back', async () => {
    let userDataDir: string | undefined;
    for (let crash = 1; crash <= 2; crash += 1) {
      const app = await launchPorchlight({
        args: ['--hidden'],
        ...(userDataDir === undefined ? {} : { userDataDir }),
      });
      ({ userDataDir } = app);
      await waitForTrayItem(undefined, 20_000);
      await killPorchlight(app);
      await pollFor('tray without the dead', () =>
        waitForTrayItem(undefined, 0).then(
          () => undefined,
          () => true,
        ),
      );
    }
    const app = await launchPorchlight(userDataDir === undefined ? {} : { userDataDir });
    await pollFor('the question', async () => {
      const { stdout } = await runFile('xdotool', [
        'search',
        '--onlyvisible',
        '--class',
        'electron|porchlight',
      ]).catch(() => ({ stdout: '' }));
      return stdout.trim() === '' ? undefined : true;
    });
    await takeScreenshot('safe-mode-1-question');
    await runFile('xdotool', ['key', 'Tab', 'Return']);
    const page = await findPage(app.electronApp);
    await page
      .locator('pl-notice-bars')
      .getByText('Safe mode: Porchlight runs without its history')
      .waitFor();
    const { safeMode, history } = await askApp(page, 'getOverview');
    expect([safeMode, history.status.place]).toEqual([true, 'memory']);
    await takeScreenshot('safe-mode-2-page', page);

    const ended = once(app.electronApp.process(), 'exit');
    await page.locator('pl-notice-bars').getByRole('button', { name: 'Start as usual' }).click();
    await ended;
    await clickTrayMenu(await waitForTrayItem(undefined, 20_000), 'Quit Porchlight');
  });
});
