import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

function lastCall(page: Page, name: string): Promise<readonly unknown[] | undefined> {
  return page.evaluate((wanted) => window.fake.calls.findLast((call) => call.name === wanted)?.args, name);
}

function shownNames(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => window.fake.overview().servers.map(({ name }) => name));
}

describe.skipIf(chromiumPath === null)(`several servers${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('has one bar for thirteen that are away, and each behind it', async () => {
    const { page, complaints } = await browser.open('servers=15&away=13', { width: 640, height: 420 });
    await settle(page);
    const bar = page.getByRole('button', { name: '13 of 15 servers are out of reach' });
    expect(await bar.getAttribute('aria-expanded')).toBe('false');
    expect(await page.locator('pl-live-banner > div, pl-live-banner div').count()).toBe(1);
    expect(await page.getByText('2 of 15 live').count()).toBe(1);
    await bar.click();
    expect(await page.locator('pl-live-banner #away > div').count()).toBe(13);
    const banner = await page.locator('pl-live-banner').boundingBox();
    expect(banner?.height).toBeLessThan(210);
    await page.getByRole('button', { name: 'Reconnect all' }).click();
    const asked = await page.evaluate(
      () => window.fake.calls.filter(({ name }) => name === 'reconnect').length,
    );
    expect(asked).toBe(13);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('shows the events of one by a click, in the query, and tells main', async () => {
    const { page, complaints } = await browser.open('servers=3&away=1&preload=300');
    await settle(page);
    const menu = page.getByRole('button', { name: /Choose a server/ });
    await menu.click();
    await page.getByRole('button', { name: /Cabin by the lake/ }).press('Enter');
    await settle(page);
    expect(await page.locator('pl-query-field input, pl-query-field textarea').first().inputValue()).toBe(
      'server:"Cabin by the lake"',
    );
    expect(await lastCall(page, 'followServer')).toEqual(['cabin']);
    expect(await menu.innerText()).toContain('Cabin by the lake');
    // The one that is away is another.
    expect(await page.locator('pl-live-banner div').count()).toBe(0);
    await page.evaluate(() => {
      window.fake.push('showServer', { serverId: null });
    });
    await settle(page);
    expect(await lastCall(page, 'followServer')).toEqual([null]);
    expect(await menu.innerText()).toContain('3 servers');
    await page.evaluate(() => {
      window.fake.push('showServer', { serverId: 'office' });
    });
    await settle(page);
    expect(await menu.innerText()).toContain('Office');
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('are put in order by keyboard, which keeps the focus, and by dragging', async () => {
    const { page, complaints } = await browser.open('page=settings&servers=3');
    await page.getByRole('button', { name: 'Move Home down' }).focus();
    await page.keyboard.press('Alt+ArrowDown');
    await settle(page);
    expect(await lastCall(page, 'moveServer')).toEqual(['home', 1]);
    expect(await shownNames(page)).toEqual(['Cabin by the lake', 'Home', 'Office']);
    await page.getByText('Home is now number 2 of 3.').waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await settle(page);
    expect(await shownNames(page)).toEqual(['Cabin by the lake', 'Office', 'Home']);
    // At the end its own button is off.
    await page.keyboard.press('Enter');
    await settle(page);
    expect(await shownNames(page)).toEqual(['Cabin by the lake', 'Home', 'Office']);

    const grips = page.locator('pl-server-list .grip');
    await grips.nth(2).dragTo(page.locator('pl-server-list li').first(), { targetPosition: { x: 90, y: 6 } });
    await settle(page);
    expect(await lastCall(page, 'moveServer')).toEqual(['office', 0]);
    expect(await shownNames(page)).toEqual(['Office', 'Cabin by the lake', 'Home']);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('says what goes with a server, and erases its events only by choice', async () => {
    const { page, complaints } = await browser.open('page=settings&servers=3', { width: 640, height: 520 });
    await page.evaluate(() => {
      const { notifications } = window.fake.overview();
      const [rule] = notifications.rules;
      if (rule === undefined) throw new Error('no rule');
      const rules = [
        { ...rule, id: 'own', name: 'Boat house door', server: 'cabin' },
        ...notifications.rules,
      ];
      window.fake.change({ notifications: { ...notifications, rules } });
    });
    await page.getByRole('button', { name: 'Remove' }).nth(1).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain('The rule “Boat house door” is only for this server');
    expect(await dialog.getByRole('radio', { name: /Keep its events/ }).isChecked()).toBe(true);
    await dialog.getByRole('radio', { name: /Erase its events/ }).press('Space');
    await dialog.getByRole('button', { name: 'Remove and erase' }).click();
    expect(await lastCall(page, 'removeServer')).toEqual(['cabin', 'erase']);
    expect(await complaints()).toEqual([]);
    await page.close();
  });
});
