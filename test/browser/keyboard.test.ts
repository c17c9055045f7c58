import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

/** What has the focus, through all shadow trees: the name of the host and the label or text. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    const hosts: string[] = [];
    while (element?.shadowRoot?.activeElement != null) {
      hosts.push(element.localName);
      element = element.shadowRoot.activeElement;
    }
    const label = element?.getAttribute('aria-label') ?? element?.textContent.trim() ?? '';
    return `${hosts.at(-1) ?? ''}: ${label.replaceAll(/\s+/g, ' ')}`;
  });
}

describe.skipIf(chromiumPath === null)(`the log by keyboard${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('has few stops between the search and the list: chips, ranges and edges are one each', async () => {
    const { page } = await browser.open('preload=300');
    await page.keyboard.press('/');
    const stops: string[] = [];
    for (let step = 0; step < 25 && stops.at(-1) !== 'pl-log-list: Events'; step += 1) {
      await page.keyboard.press('Tab');
      stops.push(await focused(page));
    }
    expect(stops.at(-1)).toBe('pl-log-list: Events');
    expect(stops.filter((stop) => stop.startsWith('pl-type-chips'))).toHaveLength(1);
    expect(stops.length).toBeLessThanOrEqual(14);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('pl-log-list: Width of Time');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).not.toBe('pl-log-list: Width of Time');
    await page.close();
  });

  it('goes through the chips, and through the ranges, by arrows', async () => {
    const { page } = await browser.open('preload=300');
    await page.getByTitle('Show only Changes').focus();
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('pl-type-chips: Hide Changes');
    await page.keyboard.press('End');
    expect(await focused(page)).toMatch(/^pl-type-chips: \d+ more/);
    await page.keyboard.press('Home');
    expect(await focused(page)).toMatch(/^pl-type-chips: Changes/);
    const ranges = page.getByRole('group', { name: 'Time shown' });
    await ranges.getByRole('button', { name: 'All' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await expect
      .poll(() => ranges.getByRole('button', { name: '1 w' }).getAttribute('aria-pressed'))
      .toBe('true');
    await page.close();
  });

  it('goes round the parts by F6, and from a row to its details and back', async () => {
    const { page, complaints } = await browser.open('preload=300');
    await page.keyboard.press('F6');
    expect(await focused(page)).toMatch(/^pl-query/);
    await page.keyboard.press('F6');
    expect(await focused(page)).toBe('pl-log-list: Events');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => focused(page)).toMatch(/^pl-detail-pane: /);
    await page.keyboard.press('F6');
    expect(await focused(page)).toBe('pl-nav-rail: Events');
    await page.keyboard.press('Shift+F6');
    expect(await focused(page)).toMatch(/^pl-detail-pane: /);
    await page.keyboard.press('Escape');
    expect(await focused(page)).toBe('pl-log-list: Events');
    expect(await page.locator('pl-detail-pane').count()).toBe(0);
    expect(await complaints()).toEqual([]);
    await page.close();
  });
});
