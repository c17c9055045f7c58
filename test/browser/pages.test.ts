import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { chromiumPath, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

function lastCall(page: Page, name: string): Promise<readonly unknown[] | undefined> {
  return page.evaluate((wanted) => window.fake.calls.findLast((call) => call.name === wanted)?.args, name);
}

describe.skipIf(chromiumPath === null)(`the other pages${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('opens and leaves the demo home', async () => {
    const { page } = await browser.open('state=welcome');
    await page.getByRole('button', { name: 'Try the demo home' }).click();
    await page.getByText('This is the demo home, nothing here is real.').waitFor();
    await page.locator('pl-log-list .row').first().waitFor();
    await page.getByRole('button', { name: 'Leave the demo' }).click();
    await page.getByRole('heading', { name: 'Welcome to Porchlight' }).waitFor();
    await page.close();
  });

  it('pauses, tests, and leads from an alert to its event', async () => {
    const { page } = await browser.open('page=notifications');
    await page.getByRole('button', { name: 'Pause for 1 hour' }).click();
    await page.getByText(/^Paused until/).waitFor();
    await page.getByRole('button', { name: 'Resume now' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText(/^Sent\./).waitFor();
    expect(await page.locator('pl-watch-notes .held .outcome').first().innerText()).toMatch(
      /^held back: cool-down until \d\d:\d\d$/,
    );
    await page.locator('pl-watch-notes button.note').first().click();
    await page.locator('pl-detail-pane').waitFor();
    expect(await page.locator('.row.sel').getAttribute('data-seq')).toBe('380');
    await page.close();
  });

  it('edits a server without ever seeing its secret', async () => {
    const { page } = await browser.open('page=settings');
    await page.getByRole('button', { name: 'Edit' }).click();
    const secret = page.getByLabel('Long-lived access token');
    expect([await secret.inputValue(), await secret.getAttribute('placeholder')]).toEqual([
      '',
      'Stored. Leave empty to keep it',
    ]);
    await page.getByLabel('Name').fill('House');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('pl-server-form').waitFor({ state: 'detached' });
    const [draft] = (await lastCall(page, 'saveServer')) ?? [];
    expect(draft).toMatchObject({ id: 'home', name: 'House' });
    expect(draft).not.toHaveProperty('secret');
    await page.close();
  });

  it('asks before it removes a server', async () => {
    const { page } = await browser.open('page=settings&servers=2');
    await page.getByRole('button', { name: 'Remove' }).first().click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    expect(await lastCall(page, 'removeServer')).toBeUndefined();
    await page.getByRole('button', { name: 'Remove' }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    expect(await lastCall(page, 'removeServer')).toEqual(['home', 'keep']);
    await page.close();
  });

  it('changes the theme, and follows the system', async () => {
    const { page } = await browser.open('page=settings');
    const theme = (): Promise<string | undefined> =>
      page.evaluate(() => document.documentElement.dataset['theme']);
    await page.getByRole('radio', { name: 'Dark' }).click();
    await expect.poll(theme).toBe('dark');
    await page.getByRole('radio', { name: 'System' }).click();
    await expect.poll(theme).toBe('light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(theme).toBe('dark');
    await page.close();
  });

  it('can be drawn without the graphics card', async () => {
    const { page } = await browser.open('page=settings');
    const drawing = page.getByRole('switch', { name: 'Draw without the graphics card' });
    expect(await drawing.isChecked()).toBe(false);
    await drawing.click();
    await expect.poll(() => lastCall(page, 'changeSettings')).toEqual([{ softwareDrawing: true }]);
    await page.close();
  });

  it('says where a secret is kept when that is not a keyring', async () => {
    const { page } = await browser.open('secret=memory');
    expect(await page.locator('pl-log-header .secret').innerText()).toBe('Memory only');
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('switch', { name: 'Keep secrets on disk without a keyring' }).click();
    expect(await lastCall(page, 'changeSettings')).toEqual([{ weakStorageAllowed: true }]);
    await page.close();
  });

  it('shows notices until dismissed', async () => {
    const { page } = await browser.open('notice=tray');
    await page.getByText('This desktop has no tray.').waitFor();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    expect(await lastCall(page, 'dismissNotice')).toEqual(['no-tray']);
    await page.getByText('This desktop has no tray.').waitFor({ state: 'detached' });
    await page.close();
  });
});
