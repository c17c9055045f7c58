import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

function lastCall(page: Page, name: string): Promise<readonly unknown[] | undefined> {
  return page.evaluate((wanted) => window.fake.calls.findLast((call) => call.name === wanted)?.args, name);
}

describe.skipIf(chromiumPath === null)(`another address of a server${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('is added by keyboard, says what is sent, shows which is used, and is removed', async () => {
    const { page, complaints } = await browser.open('page=settings', { width: 640, height: 520 });
    await page.getByRole('button', { name: 'Edit' }).press('Enter');
    await page.getByRole('button', { name: 'Add another address' }).press('Enter');
    const form = page.getByRole('form', { name: 'Another address of this server' });
    expect(await form.innerText()).toContain(
      'The access token of this server is then sent to this address, too.',
    );
    await page.getByLabel('The other address').fill('https://home.example');
    // The first one is a name of a home network, and this one is not.
    expect(await form.getByRole('radio', { name: /From outside/ }).isChecked()).toBe(true);
    await page.getByLabel('The other address').press('Enter');
    await form.waitFor({ state: 'detached' });
    expect(await lastCall(page, 'saveSecondAddress')).toMatchObject([
      'home',
      { url: 'https://home.example', place: 'outside' },
    ]);
    await page.getByText('At home: http://homeassistant.local:8123 in use').waitFor();
    await page.getByText('From outside: https://home.example').waitFor();
    await page.getByRole('button', { name: 'Remove the other address' }).click();
    expect(await lastCall(page, 'removeSecondAddress')).toEqual(['home']);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('says why it is not taken, keeps what was typed, and asks about a certificate', async () => {
    const { page, complaints } = await browser.open('page=settings');
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Add another address' }).click();
    const address = page.getByLabel('The other address');
    await address.fill('https://other.example');
    await page.getByRole('button', { name: 'Check and use it' }).click();
    await page.getByText('Another Home Assistant answers at this address').waitFor();
    expect(await address.inputValue()).toBe('https://other.example');
    expect(await address.getAttribute('aria-invalid')).toBe('true');
    await address.fill('https://selfsigned.example');
    await page.getByRole('button', { name: 'Check and use it' }).click();
    await page.locator('pl-second-address pl-trust-panel').waitFor();
    await page.getByRole('button', { name: /Trust/ }).click();
    await settle(page);
    expect(await lastCall(page, 'saveSecondAddress')).toMatchObject([
      'home',
      { url: 'https://selfsigned.example', tls: { pin: 'a1'.repeat(32) } },
    ]);
    await page.locator('pl-second-address form').waitFor({ state: 'detached' });
    expect(await complaints()).toEqual([]);
    await page.close();
  });
});
