import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import {
  chromiumPath,
  lastSeq,
  settle,
  startBrowser,
  visibleSeqs,
  whySkipped,
  type TestBrowser,
} from './browser.ts';

const MILLION = 1_000_000;

function nodesOf(page: Page): Promise<number> {
  return page.locator('pl-log-list').evaluate((list) => list.shadowRoot?.querySelectorAll('*').length ?? 0);
}

/** Bytes that the page's objects take once garbage is gone. */
async function heapOf(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

/** Waits until every row in view is there. */
async function whenDrawn(page: Page): Promise<void> {
  await settle(page);
  await page.waitForFunction(() => {
    const list = document.querySelector('pl-app')?.shadowRoot?.querySelector('pl-events-page')?.shadowRoot;
    const rows = list?.querySelector('pl-log-list')?.shadowRoot;
    return rows != null && rows.querySelector('.row') !== null && rows.querySelector('.row.absent') === null;
  });
}

/** Puts the scrollbar somewhere, as a person does who drags its thumb. */
async function dragTo(page: Page, share: number): Promise<void> {
  await page.locator('pl-log-list').evaluate((list, to) => {
    const scroller = list.shadowRoot?.querySelector('.scroller');
    if (scroller) scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * to;
  }, share);
  await whenDrawn(page);
}

/** From now on nothing is drawn with the beat. */
async function stopBeat(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const plain = window.setTimeout.bind(window);
    const isBeat = (fn: TimerHandler): boolean => typeof fn === 'function' && /^beat\d*$/.test(fn.name);
    const patched = (fn: TimerHandler, ms?: number): number => (isBeat(fn) ? 0 : plain(fn, ms));
    Object.assign(window, { setTimeout: patched });
    // The one that was set before goes off.
    await new Promise((resolve) => plain(resolve, 1_100));
  });
}

/** Rows of the list; 0 as long as not everything has been looked through. */
function wholeCountOf(page: Page): Promise<number> {
  return page.locator('pl-log-list').evaluate((list) => {
    const { model } = list as unknown as { model: { complete: boolean; count: number } };
    return model.complete ? model.count : 0;
  });
}

/** What is stored has seqs 1 to a million, so a seq tells where in the list it stands. */
describe.skipIf(chromiumPath === null)(`a million stored events${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('can be dragged to anywhere, and ends where it ends', async () => {
    const { page, complaints } = await browser.open(`preload=300&stored=${MILLION}`);
    await whenDrawn(page);
    expect((await visibleSeqs(page)).at(-1)).toBe(await lastSeq(page));
    await dragTo(page, 0.5);
    const middle = (await visibleSeqs(page))[0] ?? 0;
    expect(Math.abs(middle - 500_150)).toBeLessThan(100);
    await dragTo(page, 0);
    expect((await visibleSeqs(page))[0]).toBe(1);
    await dragTo(page, 1);
    expect((await visibleSeqs(page)).at(-1)).toBe(await lastSeq(page));
    expect(await page.locator('.pill').count()).toBe(0);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('are counted as soon as they are known when the list is made anew, and not with the next beat', async () => {
    const { page } = await browser.open('preload=300&stored=50000');
    await whenDrawn(page);
    await page.locator('pl-query-field input').fill('type:state_changed');
    await expect.poll(() => wholeCountOf(page), { timeout: 20_000 }).toBeGreaterThan(10_000);
    await stopBeat(page);
    await page.locator('pl-log-list .row').last().click();
    await page.keyboard.press('b');
    await page.locator('pl-log-list .row .bookmark').waitFor();
    await expect.poll(() => wholeCountOf(page), { timeout: 20_000 }).toBeGreaterThan(10_000);
    const whole = await wholeCountOf(page);
    // The head is a row, too.
    await expect.poll(() => page.getByRole('grid').getAttribute('aria-rowcount')).toBe(String(whole + 1));
    await page.close();
  });

  it('moves by the rows of a turn of the wheel, anywhere in it', async () => {
    const { page } = await browser.open(`preload=0&stored=${MILLION}`);
    await whenDrawn(page);
    await page.mouse.move(600, 500);
    for (const share of [0.999_9, 0.5, 0.000_1]) {
      await dragTo(page, share);
      const before = (await visibleSeqs(page))[0] ?? 0;
      await page.mouse.wheel(0, -260);
      await page.waitForTimeout(400);
      await whenDrawn(page);
      const up = (await visibleSeqs(page))[0] ?? 0;
      expect(before - up, `at ${share}`).toBeGreaterThanOrEqual(Math.min(9, before - 1));
      expect(before - up, `at ${share}`).toBeLessThanOrEqual(11);
      await page.mouse.wheel(0, 260);
      await page.waitForTimeout(400);
      await whenDrawn(page);
      expect(Math.abs(((await visibleSeqs(page))[0] ?? 0) - before)).toBeLessThanOrEqual(1);
    }
    await page.close();
  });

  it('goes to both ends by the keyboard, and to a moment', async () => {
    const { page } = await browser.open(`preload=50&stored=${MILLION}`);
    await whenDrawn(page);
    await page.getByRole('grid', { name: 'Events' }).focus();
    await page.keyboard.press('Home');
    await whenDrawn(page);
    expect((await visibleSeqs(page))[0]).toBe(1);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('ArrowDown');
    await whenDrawn(page);
    expect((await visibleSeqs(page))[0]).toBeLessThan(40);
    await page.keyboard.press('End');
    await whenDrawn(page);
    expect((await visibleSeqs(page)).at(-1)).toBe(await lastSeq(page));
    expect(await page.locator('.pill').count()).toBe(0);
    const seq = await page.locator('pl-log-list').evaluate(async (list) => {
      const { at = 0 } = window.fake.log.store.find(345_678)?.row ?? {};
      const { model } = list as unknown as { model: { jumpToTime(to: number): Promise<void> } };
      await model.jumpToTime(at);
      return 345_678;
    });
    await whenDrawn(page);
    expect(await visibleSeqs(page)).toContain(seq);
    await page.close();
  });

  it('holds still with 1,000 a second arriving, and takes no more nodes or memory for all its rows', async () => {
    const { page } = await browser.open(`preload=300&stored=${MILLION}`);
    await whenDrawn(page);
    await dragTo(page, 0.25);
    const before = await visibleSeqs(page);
    const nodes = await nodesOf(page);
    await page.evaluate(() => {
      window.fake.run(1_000);
    });
    await page.waitForTimeout(2_000);
    expect(await visibleSeqs(page)).toEqual(before);
    await page.evaluate(() => {
      window.fake.run(0);
    });
    expect(await page.locator('.pill').innerText()).toMatch(/^[\d,]+ new, follow$/);
    const heapBefore = await heapOf(page);
    for (let step = 0; step <= 60; step += 1) {
      await page.locator('pl-log-list').evaluate((list, share) => {
        const scroller = list.shadowRoot?.querySelector('.scroller');
        if (scroller) scroller.scrollTop = scroller.scrollHeight * share;
      }, step / 60);
      await page.waitForTimeout(40);
    }
    await whenDrawn(page);
    expect(Math.abs((await nodesOf(page)) - nodes)).toBeLessThan(120);
    // The page keeps some 6,000 rows at most.
    expect((await heapOf(page)) - heapBefore).toBeLessThan(12_000_000);
    await page.close();
  });
});
