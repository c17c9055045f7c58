import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';
import { callsOf } from './open-event.ts';

let browser: TestBrowser;

describe.skipIf(chromiumPath === null)(`a server that can't be reached${whySkipped}`, () => {
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('has the field for a new token in the empty log, and no way to send the refused one again', async () => {
    const { page } = await browser.open('state=stopped&preload=0');
    await settle(page);
    const log = page.locator('pl-empty-log');
    await log.getByLabel('Paste a new token').fill('ddd.eee.fff');
    await log.getByRole('button', { name: 'Connect' }).click();
    expect((await callsOf(page, 'saveServer')).at(-1)?.[0]).toMatchObject({ secret: 'ddd.eee.fff' });
    expect(await callsOf(page, 'reconnect')).toEqual([]);
    await page.close();
  });

  it('has one button for a sign-in that is over', async () => {
    const { page } = await browser.open('state=signedout&preload=0');
    await settle(page);
    const log = page.locator('pl-empty-log');
    await log.getByRole('button', { name: 'Sign in again' }).click();
    await log.locator('pl-sign-in-panel').getByText('Sign in in your browser').waitFor();
    expect((await callsOf(page, 'signIn')).at(-1)?.[0]).toMatchObject({ id: 'home' });
    await page.evaluate(() => window.fake.finishSignIn());
    await log.locator('pl-sign-in-panel').waitFor({ state: 'detached' });
    await page.close();
  });

  it.each([
    ['signedout', 'Sign in again', 'pl-mend-server button'],
    ['stopped', 'Paste a new token', 'pl-mend-server #secret'],
    ['untrusted', 'Look at the certificate', 'pl-trust-panel'],
  ])('offers in the banner below events what helps: %s', async (state, name, shown) => {
    const { page } = await browser.open(`state=${state}&preload=100`);
    await settle(page);
    const banner = page.locator('pl-live-banner');
    expect(await banner.getByRole('button', { name: 'Reconnect now' }).count()).toBe(0);
    await banner.getByRole('button', { name }).click();
    await banner.locator(shown).waitFor();
    await page.close();
  });
});
