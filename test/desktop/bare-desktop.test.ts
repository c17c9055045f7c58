import { afterAll, beforeAll, expect, it } from 'vitest';
import { askApp, findPage, openAppPage, rowsWith, saveServer } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import {
  closeDesktopWindow,
  isActiveDesktopWindow,
  waitForDesktopWindow,
  waitForNoDesktopWindow,
} from './support/desktop-window.ts';
import { launchPackaged, launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { enterSessionWithout } from './support/lesser-session.ts';
import { pollFor } from './support/poll.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { createTestHome, type TestHome } from './support/test-home.ts';
import { findOnDisk } from './support/user-data.ts';

const NO_TRAY = 'This desktop shows no tray icons, so closing the window only minimises it.';

describeDesktop('a desktop without tray and keyring', () => {
  let home: TestHome;
  let app: DrivenPorchlight;
  let leaveSession: () => Promise<void>;
  beforeAll(async () => {
    leaveSession = await enterSessionWithout(['tray', 'keyring']);
    home = await createTestHome();
    app = await launchPorchlight();
  });
  afterAll(async () => {
    await app.electronApp.close();
    await home.close();
    await leaveSession();
  });

  it('is told once that there is no tray', async () => {
    const page = await findPage(app.electronApp);
    await page.locator('pl-notice-bars', { hasText: NO_TRAY }).waitFor();
    expect(await page.locator('pl-notice-bars').getByText(NO_TRAY).count()).toBe(1);
    await takeScreenshot('bare-1-no-tray', page);
  });

  it('keeps a secret in memory only, and shows that', async () => {
    const page = await findPage(app.electronApp);
    await saveServer(page, { name: 'Home', url: home.url, secret: home.token });
    await rowsWith(page, 'Connected to Home').waitFor();
    await page.locator('pl-log-header').getByText('Memory only').waitFor();
    const { servers, secrets } = await askApp(page, 'getOverview');
    expect([servers[0]?.secretPlace, secrets.place]).toEqual(['memory', 'memory']);
    expect(await findOnDisk(app.userDataDir, home.token)).toEqual([]);
    await takeScreenshot('bare-2-memory-only', page);
    await openAppPage(page, 'Settings');
    await page.getByText('there is no keyring here').waitFor();
    await takeScreenshot('bare-3-settings', page);
    await openAppPage(page, 'Events');
  });

  it('keeps its window: closing it minimises it, and a second start brings it back', async () => {
    const window = await waitForDesktopWindow();
    await closeDesktopWindow(window);
    await waitForNoDesktopWindow();
    expect(app.electronApp.windows().filter((page) => !page.isClosed())).toHaveLength(1);
    await app.electronApp.evaluate(({ app: electronApp }) => {
      electronApp.emit('second-instance', {}, [], '', null);
    });
    expect(await waitForDesktopWindow()).toBe(window);
    await pollFor('active window', async () => (await isActiveDesktopWindow(window)) || undefined);
  });

  it('asks for the secret again after a restart, sends nothing, and does not speak of the tray again', async () => {
    const { userDataDir } = app;
    await app.electronApp.close();
    expect(await findOnDisk(userDataDir, home.token)).toEqual([]);
    const before = home.requests.length;
    app = await launchPorchlight({ userDataDir });
    const page = await findPage(app.electronApp);
    await page.getByText('There is no access token for Home').first().waitFor();
    expect(await page.locator('pl-notice-bars').getByText(NO_TRAY).count()).toBe(0);
    expect(home.requests.slice(before)).toEqual([]);
    await takeScreenshot('bare-4-after-a-restart', page);
  });

  it('keeps a secret on disk only after its owner agreed to that', async () => {
    const page = await findPage(app.electronApp);
    await askApp(page, 'changeSettings', { weakStorageAllowed: true });
    const { servers } = await askApp(page, 'getOverview');
    await saveServer(page, { id: servers[0]?.id ?? '', name: 'Home', url: home.url, secret: home.token });
    await page.locator('pl-log-header').getByText('Weak storage').waitFor();
    await takeScreenshot('bare-5-weak-storage', page);
    await askApp(page, 'changeSettings', { weakStorageAllowed: false });
    await page.locator('pl-log-header').getByText('Memory only').waitFor();
  });

  it('starts packaged and hidden while the keyring waits for a password, and shows its window after ten seconds', async () => {
    await app.electronApp.close();
    const packaged = await launchPackaged({ args: ['--hidden'] });
    await expect(waitForDesktopWindow(3_000)).rejects.toThrow('no window on the screen');
    await waitForDesktopWindow(15_000);
    await takeScreenshot('bare-6-hidden-without-tray');
    // As a session does when it ends.
    packaged.process.kill('SIGTERM');
    expect(await packaged.exited).toBe(0);
  });
});
