import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

/** Rows that come while the button of the mouse is down. */
async function addRows(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.fake.emit(40);
  });
  await settle(page);
}

describe.skipIf(chromiumPath === null)(`a row that is pressed while others come${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('is the one that opens', async () => {
    const { page } = await browser.open('preload=400');
    await settle(page);
    const row = page.locator('pl-log-list .row').last();
    const pressed = await row.getAttribute('data-seq');
    await row.locator('.icon').hover();
    await page.mouse.down();
    await addRows(page);
    await page.mouse.up();
    const selected = page.locator('pl-log-list .row.sel');
    // It has left the view, which is held where it came to.
    await page.locator('pl-detail-pane').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => selected.getAttribute('data-seq')).toBe(pressed);
    await page.close();
  });

  it('is none when the mouse went elsewhere to let go', async () => {
    const { page } = await browser.open('preload=400');
    await settle(page);
    const rows = page.locator('pl-log-list .row');
    await rows.last().locator('.icon').hover();
    await page.mouse.down();
    await rows.nth(-4).locator('.icon').hover();
    await page.mouse.up();
    await settle(page);
    expect(await page.locator('pl-log-list .row.sel').count()).toBe(0);
    await page.close();
  });

  it('is left out by a click with Alt, and the list goes on', async () => {
    const { page } = await browser.open('preload=400');
    await settle(page);
    const subject = page.locator('pl-log-list .row.state .thing').last();
    const excluded = await subject.evaluate((cell) => (cell as HTMLElement).title);
    await subject.hover();
    await page.keyboard.down('Alt');
    await page.mouse.down();
    await addRows(page);
    await page.mouse.up();
    await page.keyboard.up('Alt');
    await expect.poll(() => page.getByLabel('Search events').inputValue()).toBe(`-entity:${excluded}`);
    expect(await page.locator('.pill').count()).toBe(0);
    await page.close();
  });
});
