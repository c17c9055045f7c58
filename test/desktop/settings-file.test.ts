import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROUTE_DEFAULTS } from '../../src/core/route/route-settings.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { askApp, findPage, saveServer } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { launchPorchlight } from './support/launch-porchlight.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { createUserData } from './support/user-data.ts';

const PROFILE = {
  id: 'kept',
  name: 'Kept home',
  colour: 'green',
  baseUrl: 'http://127.0.0.1:9',
  credentialKind: 'none',
  restrict: [],
  enabled: false,
  refusal: null,
  ...ROUTE_DEFAULTS,
};
const GOOD = JSON.stringify({ ...DEFAULT_SETTINGS, servers: [PROFILE] });

describeDesktop('a settings file', () => {
  it.each([
    ['cut off in the middle', '{"version": 1, "servers": [', 'The settings file could not be read.'],
    ['full of zeros', '\0'.repeat(600), 'The settings file could not be read.'],
    ['of another kind', '["not", "settings"]', 'The settings file did not hold settings.'],
  ])('%s is set aside and said, and the app starts', async (name, text, says) => {
    const userDataDir = await createUserData({ 'config.json': text });
    const app = await launchPorchlight({ userDataDir });
    const page = await findPage(app.electronApp);
    await page.locator('pl-notice-bars', { hasText: says }).waitFor();
    await page.getByText('Add your server again.').waitFor();
    const kept = (await readdir(userDataDir)).find((file) => file.startsWith('config.corrupt-')) ?? 'none';
    await page.getByText(kept).waitFor();
    expect(await readFile(join(userDataDir, kept), 'utf8')).toBe(text);
    await takeScreenshot(`settings-file-${name.replaceAll(' ', '-')}`, page);
    await saveServer(page, { url: 'http://127.0.0.1:9', credentialKind: 'none', enabled: false });
    expect(await readFile(join(userDataDir, 'config.json'), 'utf8')).toContain('http://127.0.0.1:9');
    await app.electronApp.close();
  });

  it('that is corrupt gives way to its last good copy', async () => {
    const userDataDir = await createUserData({ 'config.json': '{', 'config.bak.json': GOOD });
    const app = await launchPorchlight({ userDataDir });
    const page = await findPage(app.electronApp);
    await page.locator('pl-notice-bars', { hasText: 'The last good copy is in use.' }).waitFor();
    const { servers } = await askApp(page, 'getOverview');
    expect(servers.map((server) => server.name)).toEqual(['Kept home']);
    expect((await stat(join(userDataDir, 'config.json'))).mode & 0o077).toBe(0);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.locator('pl-notice-bars .bar').waitFor({ state: 'detached' });
    await app.electronApp.close();
  });
});
