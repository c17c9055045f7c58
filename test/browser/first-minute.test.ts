import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startBrowser, whySkipped, type TestBrowser } from './browser.ts';
import { chooseAddress } from './choose-address.ts';
import { chooseToken } from './choose-token.ts';
import { callsOf } from './open-event.ts';

let browser: TestBrowser;

/** "reachable passed", … */
function lines(page: Page): Promise<readonly string[]> {
  return page
    .locator('pl-first-minute .step')
    .evaluateAll((items) =>
      items.map(
        (item) =>
          `${item.getAttribute('data-step') ?? ''} ${(item.getAttribute('class') ?? '').replace('step ', '')}`,
      ),
    );
}

/** What the focus is on, through shadow trees. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement != null) element = element.shadowRoot.activeElement;
    return element === null ? '' : element.id || element.textContent.trim();
  });
}

async function connectByToken(page: Page, token = 'aaa.bbb.ccc'): Promise<void> {
  await page.locator('#secret').fill(token);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
}

async function finishSignIn(page: Page): Promise<void> {
  await page.locator('pl-sign-in-panel').getByRole('button', { name: /^Cop/ }).waitFor();
  await page.evaluate(() => window.fake.finishSignIn());
}

describe.skipIf(chromiumPath === null)(`the first minute${whySkipped}`, () => {
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('goes from a found server to a test notification on one screen, by keyboard alone', async () => {
    const { page, complaints } = await browser.open('state=welcome&found=3');
    await page.getByRole('heading', { name: 'Welcome to Porchlight' }).waitFor();
    const found = page.getByRole('button', { name: /^Home Home Assistant 2026/ });
    await found.focus();
    await page.keyboard.press('Enter');
    await page.locator('pl-first-ways').waitFor();
    await expect.poll(() => focused(page)).toBe('Sign in with Home Assistant');
    expect(await lines(page)).toEqual([
      'reachable passed',
      'certificate skipped',
      'version skipped',
      'token pending',
      'administrator pending',
      'ping pending',
    ]);
    await page.keyboard.press('Enter');
    const panel = page.locator('pl-sign-in-panel');
    await panel.getByText('Sign in in your browser, as an administrator.').waitFor();
    await panel.getByRole('button', { name: 'Open the browser again' }).press('Enter');
    await panel.getByRole('button', { name: 'Copy the address' }).press('Enter');
    expect(await callsOf(page, 'signInAddress')).toEqual([['open'], ['copy']]);
    await finishSignIn(page);
    await page.getByText('3 smoke detectors').waitFor();
    expect((await callsOf(page, 'signIn'))[0]?.[0]).toMatchObject({
      url: 'http://192.168.1.5:8123',
      name: 'Home',
      credentialKind: 'sign-in',
    });
    expect((await lines(page)).slice(3, 5)).toEqual(['token passed', 'administrator passed']);
    await page.evaluate(() => {
      window.fake.emit(4);
    });
    await expect.poll(async () => (await lines(page)).at(-1)).toBe('ping passed');
    await expect.poll(() => focused(page)).toBe('test');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('seen');
    await page.keyboard.press('Enter');
    await page.getByText('Good. That is how Porchlight tells you.').waitFor();
    await page.getByRole('switch', { name: 'Start at login' }).press('Space');
    await expect
      .poll(async () => (await callsOf(page, 'changeSettings')).at(-1))
      .toEqual([{ startAtLogin: true }]);
    await page.getByRole('button', { name: 'Done' }).press('Enter');
    await page.locator('pl-events-page').waitFor();
    expect((await callsOf(page, 'lookForServers')).at(-1)).toEqual([false]);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('says what to do when a test notification was not seen', async () => {
    const { page } = await browser.open('state=welcome&watched=none');
    await chooseAddress(page, 'homeassistant.local');
    await page.getByRole('button', { name: 'Sign in with Home Assistant' }).click();
    await finishSignIn(page);
    await page.getByText('Nothing yet that the rules are about').waitFor();
    await page.getByRole('button', { name: 'Show a test' }).click();
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await page.getByText('Look whether "do not disturb" is on').waitFor();
    await expect.poll(() => focused(page)).toBe('test');
    await page.close();
  });

  it('is as easy for a server that has a password and no sign-in', async () => {
    const { page } = await browser.open('state=welcome');
    await chooseAddress(page, 'ancient.local');
    await expect.poll(() => focused(page)).toBe('secret');
    await page.getByRole('textbox', { name: 'API password' }).fill('welcome');
    await page.keyboard.press('Enter');
    await page.locator('pl-first-ready').waitFor();
    expect((await callsOf(page, 'saveServer'))[0]?.[0]).toMatchObject({
      url: 'http://ancient.local:8123',
      credentialKind: 'password',
      secret: 'welcome',
    });
    await page.close();
  });

  it('says why nothing is at an address, keeps it, and goes on with it when it is wanted', async () => {
    const { page } = await browser.open('state=welcome');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('The address is empty.').waitFor();
    await chooseAddress(page, 'nowhere.lan');
    await page.getByText('No computer answers to the name nowhere.lan.').waitFor();
    await expect.poll(() => focused(page)).toBe('url');
    expect(await page.locator('#url').inputValue()).toBe('nowhere.lan');
    await page.getByRole('button', { name: 'Use this address anyway' }).click();
    await expect.poll(() => focused(page)).toBe('Sign in with Home Assistant');
    await page.getByRole('button', { name: 'Change the address' }).click();
    expect(await page.locator('#url').inputValue()).toBe('nowhere.lan');
    await page.close();
  });

  it('asks about a certificate before anything secret is sent, and saves what was answered', async () => {
    const { page } = await browser.open('state=welcome');
    await chooseAddress(page, 'https://selfsigned.local');
    expect((await lines(page))[1]).toBe('certificate failed');
    await page.locator('pl-trust-panel').getByText('not for selfsigned.local').waitFor();
    await page.getByRole('button', { name: 'Trust this certificate' }).click();
    await expect.poll(() => focused(page)).toBe('Sign in with Home Assistant');
    expect((await lines(page))[1]).toBe('certificate passed');
    await chooseToken(page);
    await connectByToken(page);
    await page.locator('pl-first-ready').waitFor();
    expect((await callsOf(page, 'saveServer'))[0]?.[0]).toMatchObject({ tls: { pin: 'a1'.repeat(32) } });
    await page.close();
  });

  it('saves nothing with a refused token, sends it no second time, and asks for another', async () => {
    const { page } = await browser.open('state=welcome');
    await chooseAddress(page, 'wrong.local');
    await chooseToken(page);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await page.getByText('The access token is empty.').waitFor();
    await connectByToken(page);
    await page.locator('.step.failed[data-step=token]').waitFor();
    await page.getByRole('button', { name: 'Connect', exact: true }).waitFor();
    await expect.poll(() => focused(page)).toBe('secret');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    expect(await callsOf(page, 'testConnection')).toHaveLength(1);
    await page.locator('#secret').fill('ddd.eee.fff');
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect.poll(async () => (await callsOf(page, 'testConnection')).length).toBe(2);
    expect(await callsOf(page, 'saveServer')).toEqual([]);
    await page.close();
  });

  it('says that a user is no administrator, with the way to another one', async () => {
    const { page } = await browser.open('state=welcome');
    await chooseAddress(page, 'plain.local');
    await chooseToken(page);
    await connectByToken(page);
    await page.locator('.step.failed[data-step=administrator] pl-first-ways').waitFor();
    expect(await callsOf(page, 'saveServer')).toEqual([]);
    await page.close();
  });

  it('loses nothing when the browser can not be opened and the sign-in is cancelled', async () => {
    const { page } = await browser.open('state=welcome');
    await chooseAddress(page, 'nobrowser.local');
    await page.getByRole('button', { name: 'Sign in with Home Assistant' }).click();
    await page.getByText('The browser could not be opened.').waitFor();
    await page.locator('pl-sign-in-panel').getByRole('button', { name: 'Cancel' }).click();
    await expect.poll(() => focused(page)).toBe('Sign in with Home Assistant');
    expect(await page.getByText('was cancelled').count()).toBe(0);
    expect(await page.locator('.chosen').innerText()).toContain('nobrowser.local');
    await page.close();
  });

  it.each([
    ['stopped', 'token', 'Sign in again'],
    ['waiting', 'reachable', 'Reconnect now'],
    ['untrusted', 'certificate', 'Trust this certificate'],
  ])(
    'keeps the screen of a server that was saved and is %s, with the next step',
    async (save, line, next) => {
      const { page } = await browser.open(`state=welcome&save=${save}`);
      await chooseAddress(page, 'homeassistant.local');
      await page.getByRole('button', { name: 'Sign in with Home Assistant' }).click();
      await finishSignIn(page);
      const failed = page.locator(`.step.failed[data-step=${line}]`);
      await failed.getByRole('button', { name: next }).waitFor();
      await page.getByRole('button', { name: 'Settings', exact: true }).click();
      await page.getByRole('button', { name: 'Events', exact: true }).click();
      await failed.waitFor();
      await page.evaluate(() => {
        window.fake.setState('live');
      });
      await page.locator('pl-first-ready').waitFor();
      await page.close();
    },
  );

  it('runs again for the next server, survives a look at another page, and is gone when given up', async () => {
    const { page } = await browser.open('page=settings&found=2');
    await page.getByRole('button', { name: 'Add a server' }).click();
    await chooseAddress(page, 'cabin.local');
    await chooseToken(page);
    await page.getByLabel('Long-lived access token').fill('aaa.bbb.ccc');
    await page.getByText('Name, colour, certificates and proxy').click();
    await page.getByLabel('Name', { exact: true }).fill('Cabin');
    await page.getByRole('button', { name: 'Events', exact: true }).click();
    await page.locator('pl-events-page').waitFor();
    await page.getByRole('button', { name: 'Settings', exact: true }).click();
    const form = page.locator('pl-first-minute');
    expect(await form.locator('#secret').inputValue()).toBe('aaa.bbb.ccc');
    expect(await form.locator('.chosen').innerText()).toContain('cabin.local');
    expect(await form.locator('#name').inputValue()).toBe('Cabin');
    await form.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Add a server' }).click();
    expect(await form.locator('#url').inputValue()).toBe('');
    await page.close();
  });

  it.each([
    ['at its least size', { width: 640, height: 420 }],
    ['at 150 %', { width: 787, height: 493 }],
  ])('shows the next step %s without a look for it', async (_name, size) => {
    const { page } = await browser.open('state=welcome&found=1', size);
    const found = await page.getByRole('button', { name: /^Home Home Assistant/ }).boundingBox();
    expect((found?.y ?? 1e9) + (found?.height ?? 0)).toBeLessThan(size.height);
    await chooseAddress(page, 'https://selfsigned.local');
    await page.getByRole('button', { name: 'Trust this certificate' }).click();
    const signIn = page.getByRole('button', { name: 'Sign in with Home Assistant' });
    await expect
      .poll(async () => ((await signIn.boundingBox())?.y ?? 1e9) + 36)
      .toBeLessThanOrEqual(size.height);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await page.close();
  });
});
