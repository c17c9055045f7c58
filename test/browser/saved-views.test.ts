import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

const VIEWS = [
  { id: 'a', name: 'Lights', query: 'domain:light' },
  { id: 'b', name: 'Doors', query: 'entity:*door*' },
  { id: 'c', name: 'Calls', query: 'type:call_service' },
];

const tabs = (page: Page): Locator => page.getByRole('tab');
const tabNames = async (page: Page): Promise<string[]> =>
  (await tabs(page).locator('span:not(.sr-only)').allInnerTexts()).map((name) => name.trim());
const selected = (page: Page): Promise<string> => page.getByRole('tab', { selected: true }).innerText();
const query = (page: Page): Promise<string> => page.getByLabel('Search events').inputValue();

async function withViews(browser: TestBrowser, hash = 'preload=300'): Promise<Page> {
  const { page } = await browser.open(hash);
  await page.evaluate((savedViews) => {
    window.fake.change({ savedViews });
  }, VIEWS);
  await settle(page);
  return page;
}

describe.skipIf(chromiumPath === null)(`saved views${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('keeps a search under a name by keyboard alone, and refuses a name that is taken', async () => {
    const { page } = await browser.open('preload=300');
    await settle(page);
    expect(await tabNames(page)).toEqual(['Everything']);
    await page.keyboard.press('/');
    await page.keyboard.type('kitchen');
    await page.keyboard.press('Enter');
    await settle(page);
    expect(await tabNames(page)).toEqual(['Everything', 'Search']);
    await page.keyboard.press('Control+s');
    await page.getByLabel('Name of this view').waitFor();
    await page.keyboard.type('everything');
    await page.keyboard.press('Enter');
    await page.getByText('Everything is the name of the view without a query').waitFor();
    await page.getByLabel('Name of this view').fill('In the kitchen');
    await page.keyboard.press('Enter');
    await settle(page);
    expect(await tabNames(page)).toEqual(['Everything', 'In the kitchen']);
    expect(await selected(page)).toBe('In the kitchen');
    expect(await page.evaluate(() => window.fake.overview().savedViews[0]?.query)).toBe('kitchen');
    await page.close();
  });

  it('offers views to begin with', async () => {
    const { page } = await browser.open('columns=ids&preload=300');
    await settle(page);
    await page.getByRole('button', { name: 'Add a view' }).click();
    await page.getByRole('button', { name: 'Automations', exact: true }).click();
    await settle(page);
    expect(await selected(page)).toBe('Automations');
    const types = await page.locator('pl-log-list .row .type').allInnerTexts();
    expect(new Set(types)).toEqual(new Set(['automation_triggered', 'script_started']));
    await page.close();
  });

  it('opens views by keys, marks an edited one, and updates it', async () => {
    const page = await withViews(browser);
    await page.keyboard.press('Control+2');
    await settle(page);
    expect([await selected(page), await query(page)]).toEqual(['Lights', 'domain:light']);
    await page.getByLabel('Search events').fill('domain:light to:on');
    await page.keyboard.press('Enter');
    await settle(page);
    expect(await selected(page)).toMatch(/^Lights\s*, edited$/);
    await page.getByRole('button', { name: 'Update view' }).click();
    await settle(page);
    expect(await selected(page)).toBe('Lights');
    expect(await page.evaluate(() => window.fake.overview().savedViews[0]?.query)).toBe('domain:light to:on');
    await page.keyboard.press('Control+1');
    await settle(page);
    expect([await selected(page), await query(page)]).toEqual(['Everything', '']);
    await page.close();
  });

  it('comes back from another page with the same tab open', async () => {
    const page = await withViews(browser);
    await page.keyboard.press('Control+3');
    await page.getByLabel('Search events').fill('entity:*door* to:on');
    await settle(page);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'Events', exact: true }).click();
    await settle(page);
    expect(await selected(page)).toMatch(/^Doors/);
    await page.close();
  });

  it('goes along the tabs, moves, renames and deletes by keys, and takes a deletion back', async () => {
    const page = await withViews(browser);
    await page.keyboard.press('Control+2');
    await settle(page);
    await page.getByRole('tab', { name: 'Lights' }).focus();
    await page.keyboard.press('Alt+ArrowRight');
    await settle(page);
    expect(await tabNames(page)).toEqual(['Everything', 'Doors', 'Lights', 'Calls']);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await settle(page);
    expect(await selected(page)).toBe('Calls');
    await page.keyboard.press('F2');
    await page.getByLabel('New name').waitFor();
    await page.keyboard.type('Actions');
    await page.keyboard.press('Enter');
    await settle(page);
    expect(await tabNames(page)).toEqual(['Everything', 'Doors', 'Lights', 'Actions']);
    await page.keyboard.press('Delete');
    await settle(page);
    expect([await tabNames(page), await selected(page)]).toEqual([
      ['Everything', 'Doors', 'Lights'],
      'Lights',
    ]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await settle(page);
    expect([await tabNames(page), await selected(page)]).toEqual([
      ['Everything', 'Doors', 'Lights', 'Actions'],
      'Actions',
    ]);
    await page.close();
  });

  it('moves a tab by dragging', async () => {
    const page = await withViews(browser);
    await page.getByRole('tab', { name: 'Calls' }).dragTo(page.getByRole('tab', { name: 'Lights' }));
    await settle(page);
    expect(await tabNames(page)).toEqual(['Everything', 'Calls', 'Lights', 'Doors']);
    await page.close();
  });

  it('keeps its panels inside of a small window', async () => {
    const { page } = await browser.open('preload=50', { width: 640, height: 560 });
    await page.evaluate((savedViews) => {
      window.fake.change({ savedViews });
    }, VIEWS);
    await page.getByLabel('Search events').fill('kitchen');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save view' }).click();
    const panel = await page.getByRole('group', { name: 'Add a view' }).boundingBox();
    expect((panel?.x ?? 9_999) + (panel?.width ?? 0)).toBeLessThanOrEqual(640);
    await page.keyboard.press('Escape');
    await page.getByLabel('Search events').fill('to');
    const list = await page.locator('pl-query-field .drop').boundingBox();
    expect((list?.x ?? 9_999) + (list?.width ?? 0)).toBeLessThanOrEqual(640);
    await page.close();
  });

  it('has a menu for the open view', async () => {
    const page = await withViews(browser);
    await page.getByRole('tab', { name: 'Doors' }).click();
    await page.getByRole('button', { name: 'Options of the view Doors' }).click();
    await page.getByRole('button', { name: 'Move left' }).click();
    await settle(page);
    expect(await tabNames(page)).toEqual(['Everything', 'Doors', 'Lights', 'Calls']);
    await page.close();
  });

  it('shows hostile names as text, and fifty tabs in one line', async () => {
    const { page, complaints } = await browser.open('preload=50', { width: 900, height: 600 });
    await page.evaluate(() => {
      const savedViews = Array.from({ length: 50 }, (_, index) => ({
        id: `"'#.${String(index)}`,
        name: `<img src=x onerror=alert(1)> \u202e${'x'.repeat(index)}`,
        query: `kitchen ${String(index)}`,
      }));
      window.fake.change({ savedViews });
    });
    await settle(page);
    await page.getByRole('tab').last().click();
    await settle(page);
    const box = await page.locator('pl-view-tabs').boundingBox();
    const rail = await page.locator('pl-nav-rail').boundingBox();
    expect([box?.height, box?.width]).toEqual([41, 900 - (rail?.width ?? 0)]);
    expect(await page.getByRole('tab').last().isVisible()).toBe(true);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`axe finds nothing in tabs and panels, ${theme}`, async () => {
      const page = await withViews(browser, `preload=200&theme=${theme}`);
      await page.keyboard.press('Control+2');
      await page.getByLabel('Search events').fill('domain:light to:on');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Add a view' }).click();
      await page.waitForTimeout(300);
      expect(await findViolations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Options of the view Lights' }).click();
      await page.waitForTimeout(300);
      expect(await findViolations(page)).toEqual([]);
      await page.close();
    });
  }
});
