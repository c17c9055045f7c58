import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ROUTE_DEFAULTS } from '../../src/core/route/route-settings.ts';
import type { ServerProfile } from '../../src/core/servers/profile.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { findPage, openAppPage, rowsWith, saveServer } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import {
  closeDesktopWindow,
  waitForDesktopWindow,
  waitForNoDesktopWindow,
} from './support/desktop-window.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { watchNotifications } from './support/notifications.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { createTestHome, type TestHome } from './support/test-home.ts';
import { clickTrayMenu, waitForTrayItem } from './support/tray.ts';
import { createUserData } from './support/user-data.ts';

/** A server with two addresses, each of which only one house has. */
const VILLA: ServerProfile = {
  id: 'id-of-canary',
  name: 'Villa Canary',
  colour: 'green',
  baseUrl: 'https://canary.example.org:8443',
  credentialKind: 'none',
  restrict: [],
  enabled: false,
  refusal: null,
  ...ROUTE_DEFAULTS,
  second: { baseUrl: 'http://192.168.77.9:8123', place: 'inside', uuid: null, ...ROUTE_DEFAULTS },
};

describeDesktop('help for a report, and for the eyes', () => {
  let home: TestHome;
  let app: DrivenPorchlight;
  beforeAll(async () => {
    home = await createTestHome();
    const settings = JSON.stringify({ ...DEFAULT_SETTINGS, servers: [VILLA] });
    app = await launchPorchlight({ userDataDir: await createUserData({ 'config.json': settings }) });
  });
  afterAll(async () => {
    await app.electronApp.close();
    await home.close();
  });

  const readClipboard = (): Promise<string> =>
    app.electronApp.evaluate(({ clipboard }) => clipboard.readText());
  const clearClipboard = (): Promise<void> =>
    app.electronApp.evaluate(({ clipboard }) => {
      clipboard.clear();
    });

  async function expectDiagnostics(): Promise<void> {
    const text = await readClipboard();
    const electron = await app.electronApp.evaluate(() => process.versions.electron);
    for (const part of [
      `- Electron: ${electron}\n`,
      '- Desktop: XFCE, display protocol: x11\n',
      '- Tray: yes,',
      'Server 2: live for ',
      'http, this computer, port ',
      'https, a public name, port 8443',
      'other address (inside): http, a private IPv4 address, port 8123\n',
      'sign-in: bearer, secret: keyring\n',
      'server 2 live (until now)\n',
    ])
      expect(text).toContain(part);
    expect(text).toMatch(/^- Porchlight: \d+\.\d+\.\d+\S* \(from its sources\)$/m);
    expect(text).toMatch(/^- Notification server: dunst \d[\w.]*.*, can: .*\bactions\b/m);
    for (const hidden of [home.token, home.token.slice(-12), 'anary', '192.168', '127.0.0.1'])
      expect(text).not.toContain(hidden);
  }

  it('copies the diagnostics from the settings', async () => {
    const page = await findPage(app.electronApp);
    await saveServer(page, { name: 'Home', url: home.url, secret: home.token });
    await rowsWith(page, 'Connected to Home').waitFor();
    await clearClipboard();
    await openAppPage(page, 'Settings');
    await page.getByRole('button', { name: 'Copy diagnostics' }).click();
    await page.getByText('Copied. Paste it into your report.').waitFor();
    await expectDiagnostics();
    await takeScreenshot('diagnostics-1-copied', page);
  });

  it('copies them from the tray, also while no window is open, and says so', async () => {
    await clearClipboard();
    await closeDesktopWindow(await waitForDesktopWindow());
    await waitForNoDesktopWindow();
    const watch = await watchNotifications();
    await clickTrayMenu(await waitForTrayItem(), 'Copy diagnostics');
    await watch.waitFor(({ summary }) => summary === 'Diagnostics copied');
    watch.stop();
    await expectDiagnostics();
  });

  it('draws everything in the size that is chosen, also in the next window', async () => {
    await clickTrayMenu(await waitForTrayItem(), 'Settings…');
    const page = await findPage(app.electronApp);
    const usual = await drawnSize(page);
    await page.getByRole('group', { name: 'Text size' }).getByRole('button', { name: '130 %' }).click();
    await expect.poll(async () => (await drawnSize(page)).scale / usual.scale).toBeCloseTo(1.3, 2);
    // The window is as large as before, so less fits into it.
    expect((await drawnSize(page)).width).toBeCloseTo(usual.width / 1.3, -1);
    await takeScreenshot('diagnostics-2-large-text', page);

    await closeDesktopWindow(await waitForDesktopWindow());
    await waitForNoDesktopWindow();
    await clickTrayMenu(await waitForTrayItem(), 'Settings…');
    const next = await findPage(app.electronApp);
    await expect.poll(async () => (await drawnSize(next)).scale / usual.scale).toBeCloseTo(1.3, 2);
  });
});

/** Pixels of the screen for each of the page's, and the width of the page in its own. */
function drawnSize(page: Page): Promise<{ readonly scale: number; readonly width: number }> {
  return page.evaluate(() => ({ scale: devicePixelRatio, width: innerWidth }));
}
