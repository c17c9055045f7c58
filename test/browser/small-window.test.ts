import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haEvent, stateChanged } from '../support/event-builders.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';
import { emitEvents } from './open-event.ts';

let browser: TestBrowser;

/** Height of an element that can be seen, CSS pixels. */
async function heightOf(page: Page, selector: string): Promise<number> {
  return (await page.locator(selector).first().boundingBox())?.height ?? 0;
}

async function openDetail(size: { width: number; height: number }): Promise<Page> {
  const { page } = await browser.open('preload=300', size);
  await settle(page);
  await page.locator('pl-log-list .row.state').last().click();
  await page.locator('pl-detail-pane pl-json-tree').waitFor();
  await settle(page);
  return page;
}

describe.skipIf(chromiumPath === null)(`a small window${whySkipped}`, () => {
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('has room for rows at its least size: bars and chips are folded, and what happened is told', async () => {
    const { page } = await browser.open('preload=300', { width: 640, height: 420 });
    await settle(page);
    expect(await heightOf(page, 'pl-log-list .spacer')).toBeGreaterThan(0);
    expect(await page.locator('pl-timeline').isVisible()).toBe(false);
    expect(await page.locator('.chips-line').isVisible()).toBe(false);
    expect(await heightOf(page, 'pl-log-list')).toBeGreaterThan(10 * 26);
    const [row] = await page.locator('pl-log-list .row.state').last().allInnerTexts();
    expect(row).not.toContain('state_changed');
    const sentence = page.locator('pl-log-list .row.state .text').last();
    expect((await sentence.boundingBox())?.width).toBeGreaterThan(80);
    await page.close();
  });

  it.each([
    ['at its least size', { width: 640, height: 420 }],
    ['at 150 %', { width: 787, height: 493 }],
    ['at 900 x 600', { width: 900, height: 600 }],
  ])('shows the whole of an event %s', async (_name, size) => {
    const page = await openDetail(size);
    const pane = page.locator('pl-detail-pane');
    // More than a title can be seen at once, and every button can be reached.
    const visible = await pane.locator('.body').evaluate((body) => {
      const host = body.getRootNode() as ShadowRoot;
      const box = host.host.getBoundingClientRect();
      const own = body.getBoundingClientRect();
      return Math.min(box.bottom, own.bottom) - Math.max(box.top, own.top);
    });
    expect(visible).toBeGreaterThan(120);
    for (const name of ['Alert me about this', 'Copy trigger YAML']) {
      const button = pane.getByRole('button', { name });
      await button.scrollIntoViewIfNeeded();
      const box = await button.boundingBox();
      expect((box?.y ?? 1e9) + (box?.height ?? 0)).toBeLessThanOrEqual(size.height - 30);
    }
    await page.close();
  });

  it('keeps the sentences beside an event where there is room for both', async () => {
    const page = await openDetail({ width: 900, height: 600 });
    const sentence = page.locator('pl-log-list .row.state .text').last();
    const pane = await page.locator('pl-detail-pane').boundingBox();
    const box = await sentence.boundingBox();
    expect(box?.width).toBeGreaterThan(100);
    expect((box?.x ?? 0) + (box?.width ?? 1e9)).toBeLessThanOrEqual(pane?.x ?? 0);
    expect(await page.locator('pl-log-list .row .by').first().isVisible()).toBe(false);
    await page.close();
  });

  it('shows where the focus is all round the list', async () => {
    const { page } = await browser.open('preload=300');
    await settle(page);
    await page.getByRole('grid').focus();
    await page.keyboard.press('ArrowUp');
    const ring = page.locator('pl-log-list .ring');
    const { style, at } = await ring.evaluate((element) => {
      const box = element.getBoundingClientRect();
      return { style: getComputedStyle(element).outlineStyle, at: [box.width, box.height] };
    });
    expect(style).toBe('solid');
    const list = await page.locator('pl-log-list').boundingBox();
    expect(at).toEqual([list?.width, list?.height]);
    await page.close();
  });
});

describe.skipIf(chromiumPath === null)(`the footer${whySkipped}`, () => {
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('says one count, and the rest when asked', async () => {
    const { page } = await browser.open('preload=300');
    await settle(page);
    const footer = page.locator('pl-log-footer');
    await expect
      .poll(() => footer.locator('.total').innerText())
      .toMatch(/^\d+ events since \d\d:\d\d, all kept$/);
    expect(await footer.locator('footer').innerText()).not.toMatch(/dropped|unparsed|unreadable/);
    await footer.locator('.total').click();
    const panel = footer.getByRole('dialog', { name: 'Counts' });
    expect(await panel.innerText()).toMatch(/Received since the start/);
    expect(await panel.innerText()).toMatch(/Not kept: larger than an event may be/);
    await page.close();
  });

  it('says while something is searched that the words are still being indexed', async () => {
    const { page } = await browser.open('preload=300');
    await settle(page);
    const setIndexing = (indexing: boolean): Promise<void> =>
      page.evaluate((is) => {
        const { log, overview, change } = window.fake;
        log.store.isIndexing = is;
        change({ history: { ...overview().history, status: log.store.status() } });
      }, indexing);
    const words = page.locator('pl-log-footer .indexing');
    await setIndexing(true);
    expect(await words.count()).toBe(0);
    await page.keyboard.press('/');
    await page.keyboard.type('hall');
    await expect.poll(() => words.allInnerTexts()).toEqual(['still indexing']);
    await setIndexing(false);
    await expect.poll(() => words.count()).toBe(0);
    await page.close();
  });

  it('counts after "Clear" what the list, the chips and the timeline count', async () => {
    const { page } = await browser.open('preload=300');
    await settle(page);
    await page.getByRole('button', { name: 'Clear the view' }).click();
    const total = page.locator('pl-log-footer .total');
    await expect.poll(() => total.innerText()).toMatch(/^0 events since /);
    const time_fired = new Date().toISOString().replace('Z', '000+00:00');
    const changes = [stateChanged('light.hall', 'off', 'on'), stateChanged('light.hall', 'on', 'off')];
    await emitEvents(
      page,
      [...changes, haEvent('call_service', { domain: 'light', service: 'turn_on' })].map((event) => ({
        ...event,
        time_fired,
      })),
    );
    await expect.poll(() => total.innerText(), { timeout: 10_000 }).toMatch(/^3 events since /);
    await expect
      .poll(() => page.locator('pl-timeline section').innerText(), { timeout: 10_000 })
      .toContain('3 events');
    const chips = await page.locator('pl-type-chips .chip').allInnerTexts();
    const counted = chips.map((text) => Number(/ (\d+) /.exec(text)?.[1] ?? 0));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect(await page.getByRole('grid').getAttribute('aria-rowcount')).toBe('4');
    await page.close();
  });
});
