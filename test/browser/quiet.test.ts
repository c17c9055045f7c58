import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

const quietHours = (page: Page): Promise<unknown> =>
  page.evaluate(() => window.fake.overview().notifications.quietHours);

describe.skipIf(chromiumPath === null)(`when notifications stay away${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('quiet hours are chosen by keyboard, and keep one day', async () => {
    const { page, complaints } = await browser.open('page=settings');
    const toggle = page.getByRole('switch', { name: 'Quiet hours' });
    await toggle.focus();
    await page.keyboard.press(' ');
    const hours = page.getByRole('group', { name: 'Quiet hours' });
    await hours.getByLabel('From').fill('21:30');
    await hours.getByLabel('To').fill('06:15');
    for (const day of ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])
      await hours.getByRole('button', { name: day }).click();
    await expect.poll(() => quietHours(page)).toEqual({ on: true, from: '21:30', to: '06:15', days: [0] });
    expect(await hours.getByRole('button', { name: 'Sun' }).getAttribute('aria-pressed')).toBe('true');
    await toggle.click();
    await expect.poll(() => hours.count()).toBe(0);
    await expect.poll(() => quietHours(page)).toMatchObject({ on: false, from: '21:30' });
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('what is seen in the log is shown as well on request', async () => {
    const { page } = await browser.open('page=settings');
    await page.getByRole('switch', { name: 'Quiet while I look at the log' }).click();
    await expect
      .poll(() => page.evaluate(() => window.fake.overview().notifications.tellWhileLooking))
      .toBe(true);
    await page.close();
  });

  it.each([
    ['light, at the least size', 'light', { width: 640, height: 420 }],
    ['dark, at 150 %', 'dark', { width: 787, height: 493 }],
  ] as const)('axe finds nothing wrong, and nothing is cut off: %s', async (_name, theme, size) => {
    const { page } = await browser.open(`page=settings&theme=${theme}`, size);
    await page.getByRole('switch', { name: 'Quiet hours' }).click();
    const card = page.locator('pl-quiet-card');
    await card.getByRole('button', { name: 'Sun' }).waitFor();
    await settle(page);
    expect(await findViolations(page)).toEqual([]);
    expect(await card.evaluate((each) => each.scrollWidth <= each.clientWidth)).toBe(true);
    await page.close();
  });

  it('the page says until when quiet hours or a pause last', async () => {
    const { page } = await browser.open('page=notifications');
    const pause = page.getByRole('button', { name: 'Pause until I unlock this computer' });
    expect(await pause.count()).toBe(0);
    await page.evaluate(() => {
      const { notifications } = window.fake.overview();
      const quietHours = { on: true, from: '00:00', to: '00:00', days: [new Date().getDay()] };
      window.fake.change({ tellsLock: true, notifications: { ...notifications, quietHours } });
    });
    await page.getByText(/^Quiet hours until tomorrow 00:00\. Only critical alerts are shown/).waitFor();
    await pause.click();
    await page.getByText('Paused until you unlock this computer.').waitFor();
    await page.getByRole('button', { name: 'Resume now' }).click();
    await pause.waitFor();
    await page.close();
  });
});
