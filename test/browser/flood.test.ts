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

interface Frames {
  readonly perSecond: number;
  readonly p99Ms: number;
  readonly longestMs: number;
  /** Tasks above 50 ms, the page's own and the fake's. */
  readonly longTasks: number;
}

/** Times every frame while something goes on. */
async function timeFrames(page: Page, act: () => Promise<void>): Promise<Frames> {
  await page.evaluate(() => {
    const frames: number[] = [];
    let longTasks = 0;
    const observer = new PerformanceObserver((list) => {
      longTasks += list.getEntries().length;
    });
    observer.observe({ entryTypes: ['longtask'] });
    let running = true;
    const tick = (now: number): void => {
      frames.push(now);
      if (running) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    Object.assign(window, {
      stopTiming: () => {
        running = false;
        observer.disconnect();
        return { frames, longTasks };
      },
    });
  });
  await act();
  const { frames, longTasks } = await page.evaluate(() =>
    (window as unknown as { stopTiming: () => { frames: number[]; longTasks: number } }).stopTiming(),
  );
  const gaps = frames
    .slice(1)
    .map((at, index) => at - (frames[index] ?? at))
    .sort((a, b) => a - b);
  const total = gaps.reduce((sum, gap) => sum + gap, 0);
  const at = (share: number): number => Math.round(gaps[Math.floor((gaps.length - 1) * share)] ?? 0);
  return {
    perSecond: Math.round((gaps.length * 1_000) / total),
    p99Ms: at(0.99),
    longestMs: at(1),
    longTasks,
  };
}

function describeFrames(what: string, { perSecond, p99Ms, longestMs, longTasks }: Frames): string {
  return `${what}: ${perSecond} frames/s, 99 % within ${p99Ms} ms, longest ${longestMs} ms, ${longTasks} tasks above 50 ms`;
}

/** Numbers are reported and not asserted, because they are the machine's as much as ours; what is asserted can't depend on speed. */
describe.skipIf(chromiumPath === null)(`a flood${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('keeps up with 1,000 a second arriving after 100,000: following, scrolling and filtering', async () => {
    const { page, complaints } = await browser.open('preload=100000');
    await settle(page);
    await page.evaluate(() => {
      window.fake.run(1_000);
    });
    const rows = (): Promise<number> => page.locator('pl-log-list .row').count();
    console.info(describeFrames('following', await timeFrames(page, () => page.waitForTimeout(3_000))));
    expect(await rows()).toBeLessThan(60);

    await page.mouse.move(600, 400);
    const scrolling = await timeFrames(page, async () => {
      for (let step = 0; step < 30; step += 1) {
        await page.mouse.wheel(0, step < 20 ? -900 : 700);
        await page.waitForTimeout(80);
      }
    });
    console.info(describeFrames('scrolling', scrolling));
    expect(await rows()).toBeLessThan(60);
    expect(await page.locator('.pill').innerText()).toMatch(/^[\d,]+ new, follow$/);

    const filtering = await timeFrames(page, async () => {
      for (const text of ['k', 'ki', 'kit', 'kitchen', 'kitchen off', '']) {
        await page.getByLabel('Search events').fill(text);
        await page.waitForTimeout(250);
      }
    });
    console.info(describeFrames('filtering', filtering));
    expect(await rows()).toBeLessThan(60);

    await page.evaluate(() => {
      window.fake.run(0);
    });
    await page.locator('.pill').click();
    await settle(page);
    expect((await visibleSeqs(page)).at(-1)).toBe(await lastSeq(page));
    // What is sent is what can be looked at, not what arrives.
    expect(await page.evaluate(() => window.fake.log.asks.length)).toBeGreaterThan(50);
    expect(await complaints()).toEqual([]);
    await page.close();
  });
});
