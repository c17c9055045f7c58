import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { haEvent } from '../support/event-builders.ts';
import { askApp, findPage, rowsWith } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { readDesktopSession } from './support/desktop-session.ts';
import { listDesktopWindows, waitForDesktopWindow } from './support/desktop-window.ts';
import { launchPorchlight, startAgain, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { pollFor } from './support/poll.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { waitForTrayItem } from './support/tray.ts';

describeDesktop('a second start', () => {
  let app: DrivenPorchlight;
  beforeAll(async () => {
    app = await launchPorchlight({ args: ['--hidden', '--demo'] });
    await waitForTrayItem(({ toolTip }) => toolTip.includes('is live'), 20_000);
  });
  afterAll(() => app.electronApp.close());

  const pageNow = (): Promise<Page> => findPage(app.electronApp);

  it('that is hidden too, as at a login, opens no window', async () => {
    expect(await startAgain(app, ['--hidden'])).toBe(0);
    expect(await startAgain(app, ['porchlight://event/1?erase'])).toBe(0);
    // Two that were handed over after the hidden one: the first opens nothing either.
    const log = await pollFor('the refused link in the log', async () => {
      const text = await readFile(join(app.userDataDir, 'porchlight.log'), 'utf8');
      return text.includes('link-refused') ? text : undefined;
    });
    expect(log).toMatch(/ link-refused chars=26\n/);
    expect(log).not.toContain('erase');
    expect(await listDesktopWindows()).toEqual([]);
  });

  it('by a double click on a file of events shows it', async () => {
    const path = join(readDesktopSession().folder, 'Leak in the cellar.ndjson');
    const event = haEvent('porchlight_cellar_leak');
    await writeFile(path, `${JSON.stringify(event)}\n`);
    await chmod(path, 0o644);
    expect(await startAgain(app, [path])).toBe(0);
    await waitForDesktopWindow();
    const page = await pageNow();
    await page.getByRole('button', { name: 'Back to the log' }).waitFor();
    await rowsWith(page, 'porchlight_cellar_leak').waitFor();
    await takeScreenshot('second-start-1-capture', page);
  });

  it('says in the window why a file can not be opened', async () => {
    expect(await startAgain(app, ['not-there.ndjson'])).toBe(0);
    const page = await pageNow();
    await page.locator('pl-notice-bars').getByText('not-there.ndjson').waitFor();
  });

  it('by the link to an event shows its details', async () => {
    const page = await pageNow();
    const [alert] = (
      await pollFor('an alert with its event', async () => {
        const { recent } = (await askApp(page, 'getOverview')).notifications;
        return recent.some(({ seq }) => seq !== null) ? recent.filter(({ seq }) => seq !== null) : undefined;
      })
    ).values();
    expect(await startAgain(app, [`porchlight://event/${String(alert?.seq)}`])).toBe(0);
    await page.locator('pl-detail-pane .from', { hasText: 'binary_sensor.front_door' }).waitFor();
    await takeScreenshot('second-start-2-event', page);
    expect(await startAgain(app, ['porchlight://event/12'])).toBe(0);
    await page.locator('pl-notice-bars').getByText('The event of this link is not kept any more').waitFor();
  });

  it('by the link to sign in opens the form of a new server, and nothing else is done with a link', async () => {
    const page = await pageNow();
    expect(await startAgain(app, ['porchlight://sign-in', '--pause'])).toBe(0);
    await page.locator('pl-settings-page pl-first-minute').waitFor();
    await takeScreenshot('second-start-3-sign-in', page);
    expect((await askApp(page, 'getOverview')).notifications.pausedUntil).toBeNull();
    expect(await startAgain(app, ['--pause'])).toBe(0);
    await pollFor('the pause', async () =>
      (await askApp(page, 'getOverview')).notifications.pausedUntil === null ? undefined : true,
    );
  });
});
