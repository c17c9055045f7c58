import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, visibleSeqs, whySkipped, type TestBrowser } from './browser.ts';

const palette = (page: Page): Locator => page.getByRole('dialog', { name: 'Commands' });
const options = (page: Page): Locator => palette(page).getByRole('option');

async function run(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type(typed);
  await page.keyboard.press('Enter');
  await settle(page);
}

describe.skipIf(chromiumPath === null)(`command palette${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('lists everything in groups with its keys, and no command twice', async () => {
    const { page } = await browser.open('preload=100');
    await settle(page);
    await page.keyboard.press('Control+k');
    const groups = await palette(page)
      .getByRole('group')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    expect(groups).toEqual(['Time', 'Search', 'Views', 'Log', 'Files', 'Columns', 'Go to', 'Servers', 'App']);
    const titles = await options(page).locator('.title').allInnerTexts();
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles.length).toBeGreaterThan(25);
    expect(await options(page).filter({ hasText: 'Pause the list' }).locator('kbd').innerText()).toBe('p');
    await page.keyboard.press('Control+k');
    expect(await palette(page).count()).toBe(0);
    await page.close();
  });

  it('finds by few letters and by other words, and runs by Enter', async () => {
    const { page } = await browser.open('preload=100');
    await settle(page);
    await run(page, 'palist');
    expect(await page.getByRole('button', { name: 'Resume the list' }).count()).toBe(1);
    await run(page, 'dark');
    expect(await page.evaluate(() => window.fake.overview().theme)).toBe('dark');
    await run(page, 'hide name');
    expect(
      await page.evaluate(() => window.fake.overview().columns.find(({ name }) => name === 'thing')?.shown),
    ).toBe(false);
    await run(page, 'preferences');
    await page.locator('pl-settings-page').waitFor();
    await run(page, 'search events');
    await page.keyboard.type('kitchen');
    expect(await page.getByLabel('Search events').inputValue()).toBe('kitchen');
    await run(page, 'xyzxyz');
    await page.close();
  });

  it('finds things, rooms and rules by their names, before scattered letters', async () => {
    const { page, complaints } = await browser.open('preload=400');
    await settle(page);
    const titles = (): Promise<string[]> => options(page).locator('.title').allInnerTexts();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('garage');
    await options(page).filter({ hasText: 'Events in Garage' }).waitFor();
    expect((await titles()).slice(0, 2)).toEqual(['Garage door', 'Garage remote battery']);
    const listed = await titles();
    expect(listed.indexOf('Search for “garage”')).toBeLessThan(listed.indexOf('Doors and leaks') >>> 0);
    expect(await findViolations(page)).toEqual([]);
    await options(page).filter({ hasText: 'Events in Garage' }).click();
    expect(await page.getByLabel('Search events').inputValue()).toBe('area:Garage');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('garage door');
    await options(page).filter({ hasText: 'Alert me about Garage door' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'Alert me about this' });
    await dialog.getByText('When Garage door becomes open.', { exact: true }).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await run(page, 'rule leaks');
    await page.locator('pl-rule-editor').getByText('When any leak sensor turns on.').first().waitFor();
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('goes to a time, in one step or two', async () => {
    const { page } = await browser.open('preload=400');
    await settle(page);
    const newest = (await visibleSeqs(page)).at(-1) ?? 0;
    await page.keyboard.press('Control+k');
    await page.keyboard.type('1h ago');
    expect(await options(page).first().innerText()).toMatch(/^Go to (Today|Yesterday) \d\d:\d\d/);
    await page.keyboard.press('Enter');
    await settle(page);
    expect((await visibleSeqs(page)).at(-1)).toBeLessThan(newest);
    await page.keyboard.press('f');
    await run(page, 'go to a time');
    expect(await palette(page).getByRole('combobox').getAttribute('placeholder')).toContain(
      'yesterday 07:00',
    );
    await page.keyboard.type('30 min ago');
    await page.keyboard.press('Enter');
    await settle(page);
    expect(await palette(page).count()).toBe(0);
    expect((await visibleSeqs(page)).at(-1)).toBeLessThan(newest);
    await page.close();
  });

  it('opens views, also hostile ones, and searches for what it does not know', async () => {
    const { page, complaints } = await browser.open('preload=300');
    await page.evaluate(() => {
      window.fake.change({
        savedViews: [{ id: 'x', name: '<b onclick=alert(1)>Calls</b>', query: 'type:call_service' }],
      });
    });
    await run(page, 'calls');
    expect(await page.getByLabel('Search events').inputValue()).toBe('type:call_service');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('bathroom turned');
    expect(await options(page).last().innerText()).toBe('Search for “bathroom turned”');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await settle(page);
    expect(await page.getByLabel('Search events').inputValue()).toBe('bathroom turned');
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('says when nothing is called so, and stays closed while a dialog is open', async () => {
    const { page } = await browser.open('preload=10');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('((');
    await page.getByText('No command is called so').waitFor();
    await page.keyboard.press('Escape');
    expect(await palette(page).count()).toBe(0);
    await page.keyboard.press('?');
    await page.locator('pl-shortcut-sheet dialog[open]').waitFor();
    await page.keyboard.press('Control+k');
    expect(await palette(page).count()).toBe(0);
    await page.close();
  });

  it('loses no key that follows Escape before the next frame', async () => {
    const { page } = await browser.open('preload=10');
    for (let round = 0; round < 5; round++) {
      await page.keyboard.press('Control+k');
      await options(page).first().waitFor();
      await Promise.all([page.keyboard.press('Escape'), page.keyboard.press('?')]);
      await page.locator('pl-shortcut-sheet dialog[open]').waitFor();
      await Promise.all([page.keyboard.press('Escape'), page.keyboard.press('Enter')]);
      expect(await palette(page).count()).toBe(0);
    }
    expect(await page.getByLabel('Search events').inputValue()).toBe('');
    await page.close();
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`axe finds nothing, ${theme}`, async () => {
      const { page, complaints } = await browser.open(`preload=100&theme=${theme}`);
      await settle(page);
      await page.keyboard.press('Control+k');
      await page.waitForTimeout(300);
      expect(await findViolations(page)).toEqual([]);
      await page.keyboard.type('go');
      await page.waitForTimeout(300);
      expect(await findViolations(page)).toEqual([]);
      expect(await complaints()).toEqual([]);
      await page.close();
    });
  }
});
