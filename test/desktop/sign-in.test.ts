import { afterAll, beforeAll, expect, it } from 'vitest';
import { chromiumPath } from '../browser/browser.ts';
import { chooseAddress } from '../browser/choose-address.ts';
import { createSignInHome, type SignInHome } from '../support/sign-in-home.ts';
import { askApp, findPage, rowsWith } from './support/app-page.ts';
import { createBrowserStandIn, logInAt, type BrowserStandIn } from './support/browser-stand-in.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { pollFor } from './support/poll.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { findOnDisk } from './support/user-data.ts';

describeDesktop(
  'a sign-in in the browser',
  () => {
    let home: SignInHome;
    let app: DrivenPorchlight;
    let browser: BrowserStandIn;
    beforeAll(async () => {
      home = await createSignInHome();
      browser = await createBrowserStandIn();
      app = await launchPorchlight({ env: { ...browser.env } });
    });
    afterAll(() => home.close());

    it('leads over the login page to the stream, and the refresh token is sealed with a key of the keyring', async () => {
      const page = await findPage(app.electronApp);
      await chooseAddress(page, home.url);
      await page.getByRole('button', { name: 'Sign in with Home Assistant' }).click();
      const url = await browser.opened();
      await takeScreenshot('sign-in-1-waiting', page);

      await logInAt(url);

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
