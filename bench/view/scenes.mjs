import { measure, measureShares, quantile, weigh } from './measure.mjs';

const FLOOD_PER_SECOND = 10_000;
const SLOW_PER_SECOND = 5;
const STORED = 1_000_000;
/** Chromium needs some seconds until its own start is over. */
const CALM_MS = 2_000;

/** @typedef {Awaited<ReturnType<typeof measure>>} Frames */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{ width: number, height: number }} Size in pixels */

/**
 * @param {Page} page
 * @param {number} perSecond
 */
async function run(page, perSecond) {
  await page.evaluate((rate) => {
    Reflect.get(window, 'bench').run(rate);
  }, perSecond);
}

/**
 * Puts the scrollbar of the list somewhere: 0 is the oldest row, 1 the newest.
 *
 * @param {Page} page
 * @param {number} share
 */
async function dragTo(page, share) {
  await page.locator('pl-log-list').evaluate((list, to) => {
    const scroller = list.shadowRoot?.querySelector('.scroller');
    if (scroller) scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * to;
  }, share);
}

/**
 * Opens the app's page over a million stored events. Notes when its first rows were there.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {Size} viewport
 */
async function openPage(browser, url, viewport) {
  const page = await browser.newPage({ viewport });
  await page.addInitScript(() => {
    const look = () => {
      const app = document.querySelector('pl-app')?.shadowRoot?.querySelector('pl-events-page')?.shadowRoot;
      const row = app?.querySelector('pl-log-list')?.shadowRoot?.querySelector('.row[data-seq]');
      if (row == null) requestAnimationFrame(look);
      else Object.assign(window, { firstRowsMs: performance.now() });
    };
    look();
  });
  await page.goto(`${url}/index.html#preload=0&house=${String(STORED)}`);
  await page.locator('pl-log-list .row[data-seq]').first().waitFor();
  const firstRowsMs = await page.evaluate(() => {
    const [navigation] = performance.getEntriesByType('navigation');
    const ready = navigation instanceof PerformanceNavigationTiming ? navigation.domContentLoadedEventEnd : 0;
    // In the app main stands before the page is opened; here the house may be the last.
    const houseMs = Number(Reflect.get(window, 'bench').readyMs());
    return Number(Reflect.get(window, 'firstRowsMs')) - Math.max(ready, houseMs);
  });
  await page.waitForTimeout(CALM_MS);
  return { page, firstRowsMs };
}

/**
 * @param {Page} page
 * @param {'delays' | 'frameDelays'} name
 */
async function readDelays(page, name) {
  /** @type {number[]} */
  const delays = await page.evaluate((key) => Reflect.get(Reflect.get(window, 'bench'), key), name);
  delays.sort((a, b) => a - b);
  return { count: delays.length, p50Ms: quantile(delays, 0.5), p99Ms: quantile(delays, 0.99) };
}

/**
 * The window under a flood: following, held and scrolling; then at the pace of a house; then all of its rows.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {number} seconds of each
 * @param {Size} size
 */
export async function measureWindow(browser, url, seconds, size) {
  const { page, firstRowsMs } = await openPage(browser, url, size);
  const idle = await measure(page, () => page.waitForTimeout(seconds * 1e3));
  await run(page, FLOOD_PER_SECOND);
  await page.waitForTimeout(CALM_MS);
  const following = await measure(page, () => page.waitForTimeout(seconds * 1e3));
  const untimed = await measureShares(() => page.waitForTimeout(seconds * 1e3));
  await page.mouse.move(600, 500);
  await page.mouse.wheel(0, -5_000);
  await page.waitForTimeout(500);
  const held = await measure(page, () => page.waitForTimeout(seconds * 1e3));
  const scrolling = await measure(page, async () => {
    for (let left = seconds * 12; left > 0; left -= 1) {
      await page.mouse.wheel(0, left % 3 === 0 ? 700 : -700);
      await page.waitForTimeout(80);
    }
  });
  await run(page, 0);
  await page.keyboard.press('f');
  const light = await weigh(page);
  for (let step = 0; step <= 100; step += 1) {
    await dragTo(page, step / 100);
    await page.waitForTimeout(40);
  }
  await page.keyboard.press('f');
  await page.waitForTimeout(500);
  const whole = await weigh(page);
  await page.evaluate(() => {
    Reflect.get(window, 'bench').watch();
  });
  await run(page, SLOW_PER_SECOND);
  await page.waitForTimeout(Math.max(10, seconds) * 1e3);
  const delay = await readDelays(page, 'delays');
  const frameDelay = await readDelays(page, 'frameDelays');
  await page.close();
  return {
    firstRowsMs,
    frames: { idle, following, held, scrolling },
    untimed,
    light,
    whole,
    delay,
    frameDelay,
  };
}

/**
 * The same rows, each appended to the page.
 *
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {number} seconds
 * @param {Size} viewport
 */
export async function measurePlain(browser, url, seconds, viewport) {
  const page = await browser.newPage({ viewport });
  await page.goto(`${url}/plain.html`);
  await page.waitForTimeout(CALM_MS);
  await run(page, FLOOD_PER_SECOND);
  const following = await measure(page, () => page.waitForTimeout(seconds * 1e3));
  await run(page, 0);
  const weight = await weigh(page);
  await page.close();
  return { following, weight };
}
