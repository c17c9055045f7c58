import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import type { Timeline } from '../../src/renderer/timeline/timeline.ts';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

/** The text of the query in effect. */
function queryOf(page: Page): Promise<string> {
  return page.locator('pl-timeline').evaluate((element) => (element as Timeline).model.query);
}

function histogramAsks(page: Page): Promise<number> {
  return page.evaluate(() => window.fake.calls.filter(({ name }) => name === 'readHistogram').length);
}

/** Waits until there are bars. */
async function ready(page: Page): Promise<void> {
  await page.locator('pl-timeline .axis').waitFor();
}

async function drag(page: Page, from: number, to: number): Promise<void> {
  const box = await page.locator('pl-timeline svg.bars').boundingBox();
  const y = (box?.y ?? 0) + 20;
  const x = (share: number): number => (box?.x ?? 0) + (box?.width ?? 0) * share;
  await page.mouse.move(x(from), y);
  await page.mouse.down();
  await page.mouse.move(x(to), y, { steps: 4 });
}

describe.skipIf(chromiumPath === null)(`timeline${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('draws all matches in few nodes, with what was missed, and in words', async () => {
    const { page, complaints } = await browser.open('preload=600');
    await ready(page);
    const slider = page.getByRole('slider', { name: 'Events over time' });
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/ to .*event/);
    expect(await page.locator('pl-timeline rect.gap').count()).toBe(1);
    expect(await page.locator('pl-timeline svg.bars *').count()).toBeLessThan(20);
    const lines = await page.locator('pl-timeline table tbody tr').allTextContents();
    expect(lines.length).toBeGreaterThan(5);
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(lines.some((line) => line.includes('interrupted'))).toBe(true);
    const counted = lines.map((line) => Number(/([\d,]+) events?/.exec(line)?.[1]?.replace(',', '') ?? 0));
    const total = await page.locator('pl-timeline .fold').innerText();
    const sum = counted.reduce((a, b) => a + b, 0);
    expect(total).toBe(`${sum.toLocaleString('en-GB')} events`);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('asks about a new query at once, and not again while nothing happens', async () => {
    const { page } = await browser.open('preload=300');
    await ready(page);
    await page.waitForTimeout(300);
    const before = await histogramAsks(page);
    await page.waitForTimeout(600);
    expect(await histogramAsks(page)).toBe(before);
    await page.locator('pl-type-chips .only').first().click();
    await page.waitForTimeout(300);
    expect(await histogramAsks(page)).toBeGreaterThan(before);
    await page.close();
  });

  it('asks at most every two seconds while events arrive, and draws nothing when nothing changed', async () => {
    const { page } = await browser.open('preload=300');
    await ready(page);
    await page.waitForTimeout(2_200);
    const before = await histogramAsks(page);
    await page.evaluate(() => {
      window.fake.run(200);
    });
    await page.waitForTimeout(3_000);
    const asked = (await histogramAsks(page)) - before;
    expect(asked).toBeGreaterThanOrEqual(1);
    // The chips of the types ask for themselves at their own pace.
    const ownAsks = await page.evaluate(
      () =>
        window.fake.calls.filter(({ name, args }) => name === 'readHistogram' && Number(args[4]) > 1).length,
    );
    expect(ownAsks).toBeLessThanOrEqual(4);
    await page.evaluate(() => {
      window.fake.run(0);
    });
    await page.waitForTimeout(2_500);
    const draws = await page.locator('pl-timeline').evaluate(async (element) => {
      let count = 0;
      const watch = new MutationObserver((records) => (count += records.length));
      watch.observe(element.shadowRoot ?? element, { subtree: true, childList: true, attributes: true });
      await new Promise((resolve) => setTimeout(resolve, 500));
      watch.disconnect();
      return count;
    });
    expect(draws).toBe(0);
    await page.close();
  });

  it('is a brush: a drag asks for that time, the chip takes it back, Escape lets go', async () => {
    const { page } = await browser.open('preload=600');
    await ready(page);
    await drag(page, 0.3, 0.5);
    expect(await page.locator('pl-timeline rect.chosen').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await queryOf(page)).toBe('');
    await drag(page, 0.3, 0.5);
    await page.mouse.up();
    await settle(page);
    expect(await queryOf(page)).toMatch(/^at:\d{4}-\d\d-\d\dT\d\d:\d\d.*\.\./);
    const chip = page.getByRole('button', { name: 'Show all times' });
    expect(await chip.innerText()).toMatch(/^(Yesterday )?\d\d:\d\d to (Today )?\d\d:\d\d/);
    const times = await page.locator('pl-log-list .row:not(.own)').count();
    expect(times).toBeGreaterThan(3);
    await chip.click();
    expect(await queryOf(page)).toBe('');
    await page.close();
  });

  it('jumps to a bar that is clicked, and a double click takes a chosen time back', async () => {
    const { page } = await browser.open('preload=900');
    await ready(page);
    const plot = page.locator('pl-timeline .plot');
    const newest = page.locator('pl-log-list .row').last();
    const before = await newest.getAttribute('data-seq');
    await plot.click({ position: { x: 60, y: 20 } });
    await expect.poll(() => newest.getAttribute('data-seq')).not.toBe(before);
    expect(await page.locator('.pill').count()).toBe(1);
    await drag(page, 0.2, 0.6);
    await page.mouse.up();
    await settle(page);
    await plot.dblclick({ position: { x: 300, y: 20 } });
    expect(await queryOf(page)).toBe('');
    await page.close();
  });

  it('is worked by keys alone', async () => {
    const { page } = await browser.open('preload=600');
    await ready(page);
    const plot = page.locator('pl-timeline .plot');
    await plot.focus();
    const last = Number(await plot.getAttribute('aria-valuemax'));
    expect(await plot.getAttribute('aria-valuenow')).toBe(String(last));
    await page.keyboard.press('Home');
    expect(await plot.getAttribute('aria-valuenow')).toBe('0');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await plot.getAttribute('aria-valuetext')).toMatch(/^Chosen: /);
    await page.keyboard.press('Escape');
    expect(await plot.getAttribute('aria-valuetext')).not.toMatch(/^Chosen/);
    await page.keyboard.press('Shift+PageUp');
    await page.keyboard.press('Enter');
    expect(await queryOf(page)).toMatch(/^at:/);
    await settle(page);
    await plot.focus();
    await page.keyboard.press('Escape');
    expect(await queryOf(page)).toBe('');
    await page.close();
  });

  it('folds away and stays so, and comes back with its keys', async () => {
    const { page } = await browser.open('preload=300');
    await ready(page);
    await page.getByRole('button', { name: 'Hide the timeline' }).click();
    expect(await page.locator('pl-timeline .plot').count()).toBe(0);
    const asks = await histogramAsks(page);
    await page.evaluate(() => {
      window.fake.emit(30);
    });
    await page.waitForTimeout(300);
    const own = await page.evaluate(
      () =>
        window.fake.calls.filter(({ name, args }) => name === 'readHistogram' && Number(args[4]) > 1).length,
    );
    expect(own).toBeLessThanOrEqual(asks);
    await page.keyboard.press('Enter');
    await ready(page);
    await page.close();
  });

  it('shows another stretch of time', async () => {
    const { page } = await browser.open('preload=600');
    await ready(page);
    await page.getByRole('button', { name: '1 h', exact: true }).click();
    const first = page.locator('pl-timeline table th[scope=row]').first();
    const start = new Date(Date.now() - 3_600_000);
    const wanted = start.getHours() * 60 + start.getMinutes();
    await expect
      .poll(async () => {
        const [, hours, minutes] = /(\d\d):(\d\d)/.exec((await first.textContent()) ?? '') ?? [];
        return Math.abs(Number(hours) * 60 + Number(minutes) - wanted);
      })
      .toBeLessThanOrEqual(2);
    await page.close();
  });

  it('says quietly that there is nothing, without a hole in the page', async () => {
    const { page, complaints } = await browser.open('preload=0');
    await page.locator('pl-timeline .quiet').waitFor();
    const height = (await page.locator('pl-timeline').boundingBox())?.height;
    await page.evaluate(() => {
      window.fake.emit(40);
    });
    await ready(page);
    expect((await page.locator('pl-timeline').boundingBox())?.height).toBe(height);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('shows hostile names as text', async () => {
    const { page, complaints } = await browser.open('preload=0');
    await page.evaluate(() => {
      const event_type = '<img src=x onerror=alert(1)>\u202e';
      for (let index = 0; index < 9; index += 1)
        window.fake.emitEvent({
          event_type,
          data: {},
          origin: 'LOCAL',
          time_fired: new Date().toISOString(),
        });
    });
    await ready(page);
    await expect
      .poll(() => page.locator('pl-timeline table').innerText())
      .toContain('9 events, all <img src=x onerror=alert(1)>');
    await page.locator('pl-timeline .plot').focus();
    const tip = page.locator('pl-timeline .tip');
    await expect
      .poll(async () => {
        await page.keyboard.press('ArrowLeft');
        return tip.innerText();
      })
      .toContain('<img src=x');
    expect(await page.locator('pl-timeline img').count()).toBe(0);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`axe finds nothing, ${theme}`, async () => {
      const { page } = await browser.open(`preload=600&theme=${theme}`);
      await ready(page);
      await page.locator('pl-timeline .plot').focus();
      await page.keyboard.press('Shift+ArrowLeft');
      await settle(page);
      expect(await findViolations(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await settle(page);
      expect(await findViolations(page)).toEqual([]);
      await page.close();
    });
  }
});
