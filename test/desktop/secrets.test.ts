import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseAddress } from '../browser/choose-address.ts';
import { chooseToken } from '../browser/choose-token.ts';
import { askApp, findPage, openAppPage, rowsWith } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { readDesktopSession } from './support/desktop-session.ts';
import { waitForDesktopWindow } from './support/desktop-window.ts';
import { launchPackaged, launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { callBus } from './support/session-bus.ts';
import { createTestHome, type TestHome } from './support/test-home.ts';
import { clickTrayMenu, waitForTrayItem } from './support/tray.ts';
import { createUserData, findOnDisk } from './support/user-data.ts';

describeDesktop('a secret', () => {
  let home: TestHome;
  let app: DrivenPorchlight;
  beforeAll(async () => {
    home = await createTestHome();
    app = await launchPorchlight();
  });
  afterAll(() => home.close());

  it('is typed into the form of the first screen, and opens the stream', async () => {
    const page = await findPage(app.electronApp);
    await chooseAddress(page, home.url);
    await chooseToken(page);
    await page.locator('#secret').fill(home.token);
    await takeScreenshot('secrets-1-form', page);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByRole('button', { name: 'Done' }).click();
    await rowsWith(page, 'Connected to').waitFor();
    const { servers } = await askApp(page, 'getOverview');
    expect(servers.map(({ secretPlace, state }) => [secretPlace, state.kind])).toEqual([['keyring', 'live']]);
    await openAppPage(page, 'Settings');
    await page.locator('pl-server-card .badge', { hasText: 'Live' }).waitFor();
    await takeScreenshot('secrets-2-settings', page);
  });

  it('has its key in the keyring', async () => {
    const secretService = { busName: 'org.freedesktop.secrets', path: '/org/freedesktop/secrets' };
    const found = await callBus(secretService, 'org.freedesktop.Secret.Service', 'SearchItems', 'a{ss}', [
      '1',
      'application',
      'Porchlight',
    ]);
    const [unlocked] = z.tuple([z.array(z.string()), z.array(z.string())]).parse(found);
    expect(unlocked).toHaveLength(1);
  });

  it('can be read nowhere in the data folder or the home, while the app runs and after it has quit', async () => {
    const { folder } = readDesktopSession();
    expect(await findOnDisk(app.userDataDir, home.token)).toEqual([]);
    await app.electronApp.close();
    expect(await findOnDisk(app.userDataDir, home.token)).toEqual([]);
    expect(await findOnDisk(join(folder, 'home'), home.token)).toEqual([]);
    // The search does find what is there.
    expect(await findOnDisk(app.userDataDir, home.url)).toContain('config.json: bytes');
    for (const file of ['config.json', 'credentials.json'])
      expect((await stat(join(app.userDataDir, file))).mode & 0o077).toBe(0);
  });

  it.each([
    ['bytes', (text: string) => `x${text}`],
    ['base64', (text: string) => Buffer.from(`{"secret":"${text}"}`).toString('base64')],
    ['UTF-16', (text: string) => Buffer.from(text, 'utf16le').toString('latin1')],
    ['hex', (text: string) => Buffer.from(text).toString('hex')],
  ])('would be found on disk as %s', async (_name, encode) => {
    const folder = await createUserData({ 'file.txt': encode(home.token) });
    expect(await findOnDisk(folder, home.token)).not.toEqual([]);
  });

  it('is used again by the packaged app after a restart, without a question', async () => {
    const before = home.requests.length;
    const packaged = await launchPackaged({ userDataDir: app.userDataDir });
    const item = await waitForTrayItem(({ toolTip }) => toolTip.includes('is live'), 20_000);
    await waitForDesktopWindow();
    const after = home.requests.slice(before);
    expect(after.find(({ path }) => path.startsWith('/api/stream'))?.authorised).toBe(true);
    expect(after.filter(({ authorised }) => authorised === false)).toEqual([]);
    await takeScreenshot('secrets-3-after-a-restart');
    expect(packaged.readOutput()).not.toContain(home.token);
    await clickTrayMenu(item, 'Quit Porchlight');
    expect(await packaged.exited).toBe(0);
    expect(await findOnDisk(app.userDataDir, home.token)).toEqual([]);
  });
});
