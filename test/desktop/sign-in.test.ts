import { chmod, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumPath } from '../browser/browser.ts';
import { chooseAddress } from '../browser/choose-address.ts';
import { createSignInHome, USER, type SignInHome } from '../support/sign-in-home.ts';
import { askApp, findPage, rowsWith } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { readDesktopSession } from './support/desktop-session.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { pollFor } from './support/poll.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { chownToSession } from './support/session-user.ts';
import { findOnDisk } from './support/user-data.ts';

/** A folder with an `xdg-open` that notes the address in place of opening a browser. */
async function createBrowserStandIn(): Promise<{ folder: string; opened: string }> {
  const folder = await mkdtemp(join(readDesktopSession().folder, 'browser-'));
  const opened = join(folder, 'opened');
  await writeFile(
    join(folder, 'xdg-open'),
    `#!/bin/sh\nprintf '%s' "$1" > '${opened}.new' && mv '${opened}.new' '${opened}'\n`,
  );
  await chmod(join(folder, 'xdg-open'), 0o755);
  await chownToSession(folder);
  return { folder, opened };
}

describeDesktop(
  'a sign-in in the browser',
  () => {
    let home: SignInHome;
    let app: DrivenPorchlight;
    let opened: string;
    beforeAll(async () => {
      home = await createSignInHome();
      const browser = await createBrowserStandIn();
      ({ opened } = browser);
      app = await launchPorchlight({ env: { PATH: `${browser.folder}:${process.env['PATH'] ?? ''}` } });
    });
    afterAll(() => home.close());

    it('leads over the login page to the stream, and the refresh token is sealed with a key of the keyring', async () => {
      const page = await findPage(app.electronApp);
      await chooseAddress(page, home.url);
      await page.getByRole('button', { name: 'Sign in with Home Assistant' }).click();
      const url = await pollFor('address for the browser', () =>
        readFile(opened, 'utf8').catch(() => undefined),
      );
      await takeScreenshot('sign-in-1-waiting', page);

      const browser = await chromium.launch({
        executablePath: chromiumPath ?? '',
        args: ['--headless=new', '--no-sandbox'],
      });
      try {
        const login = await browser.newPage();
        await login.goto(url);
        await login.getByText('access to your Home Assistant instance').waitFor();
        await login.getByLabel('Username').fill(USER.name);
        await login.getByLabel('Password').fill(USER.password);
        await login.getByRole('button', { name: 'Log in' }).click();
        await login.getByText('You can close this page.').waitFor();
      } finally {
        await browser.close();
      }

      await page.getByRole('button', { name: 'Done' }).click();
      await rowsWith(page, 'Connected to').waitFor();
      const { servers } = await askApp(page, 'getOverview');
      expect(servers).toMatchObject([
        { credentialKind: 'sign-in', secretPlace: 'keyring', state: { kind: 'live' } },
      ]);
      expect(home.failedLogins()).toBe(0);
      for (const secret of [...home.refreshTokens(), ...home.accessTokens()])
        expect(await findOnDisk(app.userDataDir, secret)).toEqual([]);
      await takeScreenshot('sign-in-2-signed-in', page);
    });

    it('ends at Home Assistant when the server is removed', async () => {
      const page = await findPage(app.electronApp);
      const [server] = (await askApp(page, 'getOverview')).servers;
      await askApp(page, 'removeServer', server?.id ?? '', 'keep');
      await pollFor('end at the server', () =>
        Promise.resolve(home.refreshTokens().length === 0 || undefined),
      );
      await app.electronApp.close();
    });
  },
  chromiumPath === null ? 'no Chromium found for the login page, set CHROMIUM_PATH' : undefined,
);
