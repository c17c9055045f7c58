import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { chromiumPath, settle, startBrowser, visibleSeqs, whySkipped, type TestBrowser } from './browser.ts';

function typesInView(page: Page): Promise<string[]> {
  return page.locator('pl-log-list .row .type').allInnerTexts();
}

describe.skipIf(chromiumPath === null)(`filter and keyboard${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('searches as a person types, says how many, and Escape clears and leaves', async () => {
    const { page } = await browser.open('preload=400');
    await settle(page);
    await page.keyboard.press('/');
    await page.keyboard.type('kitchen light');
    await settle(page);
    const texts = await page.locator('pl-log-list .row:not(.own)').allInnerTexts();
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.filter((text) => !/kitchen.*light|light.*kitchen/is.test(text))).toEqual([]);
    expect(await page.locator('.matching').innerText()).toMatch(/^\d+ of \d+$/);
    await page.keyboard.press('Escape');
    expect(await page.getByLabel('Search events').inputValue()).toBe('');
    await page.keyboard.press('Escape');
    await page.keyboard.press('p');
    expect(await page.getByRole('button', { name: 'Resume the list' }).count()).toBe(1);
    await page.close();
  });

  it('finds new rows while a filter is on', async () => {
    const { page } = await browser.open('preload=100');
    await page.getByLabel('Search events').fill('doorbell rang');
    await settle(page);
    expect(await page.locator('pl-empty-log h2').innerText()).toBe('Nothing matches');
    const seq = await page.evaluate(() => {
      window.fake.emit(30);
      const data = { message: 'The doorbell rang' };
      return window.fake.emitEvent({ event_type: 'custom', data, origin: 'LOCAL', time_fired: '' }).seq;
    });
    await settle(page);
    expect(await visibleSeqs(page)).toContain(seq);
    await page.getByLabel('Search events').fill('zzz');
    await settle(page);
    await page.getByRole('button', { name: 'Clear filter' }).click();
    await settle(page);
    expect((await visibleSeqs(page)).length).toBeGreaterThan(10);
    await page.close();
  });

  it('includes and excludes types, and keeps gaps in view', async () => {
    const { page } = await browser.open('columns=ids&preload=400');
    await settle(page);
    await page.getByTitle('Show only Actions').click();
    await settle(page);
    expect(new Set(await typesInView(page))).toEqual(new Set(['call_service']));
    expect(await page.locator('.row.gap').count()).toBe(1);
    expect(await page.locator('.tail .note').innerText()).toMatch(/^\d+ filtered out$/);
    await page.getByTitle('Show other types too').click();
    await page.getByRole('button', { name: 'Hide Changes' }).click();
    await settle(page);
    expect(await typesInView(page)).not.toContain('state_changed');
    await page.locator('.tail .note').click();
    await settle(page);
    expect(await typesInView(page)).toContain('state_changed');
    await page.close();
  });

  it('counts events and not the rows between them, with one question for each change of the query', async () => {
    const { page } = await browser.open('preload=400');
    const asked = (): Promise<number> =>
      page.evaluate(
        () => window.fake.calls.filter(({ name, args }) => name === 'readHistogram' && args[4] === 1).length,
      );
    await page.getByTitle('Show only Actions').waitFor();
    const before = await asked();
    await page.getByTitle('Show only Actions').click();
    await page.locator('.matching').waitFor();
    await settle(page);
    const { calls, events } = await page.evaluate(() => {
      const { rows } = window.fake.log;
      return {
        calls: rows.filter(({ type }) => type === 'call_service').length,
        events: rows.filter(({ type }) => type !== '').length,
      };
    });
    const words = `${String(calls)} of ${String(events)}`;
    expect(await page.locator('.matching').innerText()).toBe(words);
    expect(await page.locator('.tail .note').innerText()).toBe(`${String(events - calls)} filtered out`);
    // The chart asks where it begins, the chips need nothing that they do not know.
    expect((await asked()) - before).toBeLessThanOrEqual(2);
    await page.getByLabel('Search events').fill('kitchen');
    await settle(page);
    expect(await page.locator('.matching').innerText()).not.toBe(words);
    // Without words about types both need the same.
    expect(await asked()).toBeLessThanOrEqual(before + 3);
    await page.close();
  });

  it('puts types that do not fit behind a button', async () => {
    const { page } = await browser.open('preload=400', { width: 900, height: 640 });
    await settle(page);
    await page.locator('.more').click();
    const panel = page.getByRole('group', { name: 'More event types' });
    expect(await panel.locator('.chip').count()).toBeGreaterThan(2);
    const box = await panel.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 9_999)).toBeLessThanOrEqual(900);
    await page.keyboard.press('Escape');
    expect(await panel.count()).toBe(0);
    await page.close();
  });

  it('moves the selection by keys, opens and closes the details, and keeps assistive technology informed', async () => {
    const { page } = await browser.open('preload=300');
    await settle(page);
    const list = page.getByRole('grid', { name: 'Events' });
    const active = async (): Promise<number> =>
      Number((await list.getAttribute('aria-activedescendant'))?.replace('row-', ''));
    await list.focus();
    await page.keyboard.press('ArrowUp');
    await settle(page);
    const newest = await active();
    expect(newest).toBe((await visibleSeqs(page)).at(-1));
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await settle(page);
    expect(await active()).toBe(newest - 2);
    await page.keyboard.press('PageUp');
    await settle(page);
    expect(await visibleSeqs(page)).toContain(await active());
    await page.keyboard.press('Home');
    await settle(page);
    expect([await active(), (await visibleSeqs(page))[0]]).toEqual([1, 1]);
    await page.keyboard.press('Enter');
    await page.locator('pl-detail-pane').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('pl-detail-pane').count()).toBe(0);
    await page.keyboard.press('End');
    await settle(page);
    expect((await visibleSeqs(page)).at(-1)).toBe(newest);
    expect(await page.locator('.pill').count()).toBe(0);
    const rows = await page.evaluate(() => window.fake.log.store.length);
    expect(await list.getAttribute('aria-rowcount')).toBe(String(rows + 1));
    await page.close();
  });

  it('shows the shortcuts', async () => {
    const { page } = await browser.open('preload=10');
    await page.keyboard.press('?');
    expect(await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).innerText()).toContain(
      'Follow the newest event',
    );
    await page.keyboard.press('Escape');
    expect(await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).count()).toBe(0);
    await page.close();
  });
});
