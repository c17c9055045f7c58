import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseToken } from './choose-token.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';
import { callsOf } from './open-event.ts';

let browser: TestBrowser;

async function addFirstServer(page: Page): Promise<void> {
  await page.getByLabel('Address of Home Assistant').fill('homeassistant.local');
  await chooseToken(page);
  await page.getByLabel('Long-lived access token').fill('aaa.bbb.ccc');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

function setState(page: Page, name: string): Promise<void> {
  return page.evaluate((wanted) => {
    window.fake.setState(wanted);
  }, name);
}

describe.skipIf(chromiumPath === null)(`a server that can't be reached${whySkipped}`, () => {
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('keeps the form of the first server when its token is refused, and asks for another', async () => {
    const { page, complaints } = await browser.open('state=welcome&save=stopped');
    await addFirstServer(page);
    const card = page.locator('pl-server-form');
    await card.getByText('does not accept').waitFor();
    expect(await page.locator('pl-events-page').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Reconnect now' }).count()).toBe(0);
    // The refused one is not sent again.
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    expect(await callsOf(page, 'saveServer')).toHaveLength(1);
    await page.getByLabel('Long-lived access token').fill('ddd.eee.fff');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    expect((await callsOf(page, 'saveServer')).at(-1)?.[0]).toMatchObject({ secret: 'ddd.eee.fff' });
    await setState(page, 'live');
    await page.locator('pl-events-page').waitFor();
    expect(await callsOf(page, 'reconnect')).toEqual([]);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('keeps the form when nobody known signed the certificate, with the question in it', async () => {
    const { page } = await browser.open('state=welcome&save=untrusted');
    await addFirstServer(page);
    const panel = page.locator('pl-server-form pl-trust-panel');
    await panel.waitFor();
    expect(await page.locator('pl-events-page').count()).toBe(0);
    await panel.getByRole('button', { name: 'Trust this certificate' }).click();
    expect(await callsOf(page, 'trustCertificate')).toHaveLength(1);
    await page.locator('pl-events-page').waitFor();
    await page.close();
  });

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

describe.skipIf(chromiumPath === null)(`a form that is half filled in${whySkipped}`, () => {
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('survives a look at another page, and is gone when it is given up', async () => {
    const { page } = await browser.open('page=settings');
    await page.getByRole('button', { name: 'Add a server' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Cabin');
    await page.getByLabel('Address of Home Assistant').fill('cabin.local');
    await chooseToken(page);
    await page.getByLabel('Long-lived access token').fill('aaa.bbb.ccc');
    await page.getByRole('button', { name: 'Events', exact: true }).click();
    await page.locator('pl-events-page').waitFor();
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Cabin');
    expect(await page.getByLabel('Address of Home Assistant').inputValue()).toBe('cabin.local');
    expect(await page.getByLabel('Long-lived access token').inputValue()).toBe('aaa.bbb.ccc');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Events', exact: true }).click();
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    await page.getByRole('button', { name: 'Add a server' }).click();
    expect(await page.getByLabel('Address of Home Assistant').inputValue()).toBe('');
    await page.close();
  });
});
