import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import type { Alert } from '../../src/core/history/alert.ts';
import { findViolations } from './axe.ts';
import { chromiumPath, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

function titlesOf(page: Page): Locator {
  return page.locator('pl-watch-notes .title');
}

function addAlert(page: Page, part: Pick<Alert, 'title' | 'outcome'>): Promise<void> {
  return page.evaluate((alert) => {
    const { notifications } = window.fake.overview();
    const recent = [{ ...alert, seq: null, at: Date.now(), body: '' }, ...notifications.recent];
    window.fake.change({ notifications: { ...notifications, recent } });
  }, part);
}

describe.skipIf(chromiumPath === null)(`alerts and connections${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('tells in one click whether it warned last night, and in two whether it was connected', async () => {
    const { page, complaints } = await browser.open('preload=400');
    await page.getByRole('button', { name: /^Notifications/ }).click();
    const yesterday = page.locator('pl-watch-notes section section', { hasText: 'Yesterday' });
    await yesterday.getByText('Garage door opened').waitFor();
    await yesterday.getByText('held back: cool-down').first().waitFor();
    await page.getByRole('button', { name: 'Connections' }).click();
    await expect
      .poll(() => titlesOf(page).allInnerTexts())
      .toEqual(['Home connected', 'Home not connected', 'Home connected', 'A removed server not watched']);
    expect(await page.locator('pl-watch-notes .bad .outcome').innerText()).toBe(
      'for 1 h: the server was out of reach',
    );
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('shows older ones on request, and those of a time', async () => {
    const { page } = await browser.open('page=notifications&notes=many');
    const older = page.getByRole('button', { name: 'Show older' });
    await older.waitFor();
    expect(await titlesOf(page).count()).toBe(50);
    await older.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => titlesOf(page).count()).toBe(100);
    const field = page.getByLabel('Show from');
    await field.fill('last night');
    await page.getByText('Yesterday 22:00 until ').waitFor();
    // One each ten minutes, and what the connection did.
    await expect.poll(() => titlesOf(page).count()).toBe(14);
    await field.fill('lunch');
    await page.getByText('No time. Write last night').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await page.close();
  });

  it('opens the event of an alert, and says when that is not kept any more', async () => {
    const { page } = await browser.open('page=notifications');
    await page.getByText('Washing room leak 1').click();
    await page.getByText('Its event is not kept any more.').waitFor();
    await page.getByText('Garage door opened').click();
    await page.locator('pl-detail-pane').waitFor();
    await page.close();
  });

  it('folds what was held back again and again into one line, which opens by keyboard', async () => {
    const { page } = await browser.open('page=notifications&notes=again');
    const run = page.getByRole('button', { name: /Garage motion detected ×91.*since 23:35:00/ });
    await run.waitFor();
    const lines = (await page.locator('pl-watch-notes .run').allInnerTexts()).map((text) => text.split('\n'));
    expect(lines).toEqual([
      ['23:50:00', 'Garage motion detected ×91', 'since 23:35:00', '1 shown, 90 held back: cool-down'],
      ['22:00:00', 'timer.finished ×12', 'since 21:59:58', expect.stringMatching(/^held back: many/)],
    ]);
    expect(await run.getAttribute('aria-expanded')).toBe('false');
    await run.focus();
    await page.keyboard.press('Enter');
    const singles = page
      .getByRole('list', { name: 'Garage motion detected, one by one' })
      .getByRole('button');
    await expect.poll(() => singles.count()).toBe(91);
    expect(await run.getAttribute('aria-expanded')).toBe('true');
    await addAlert(page, { title: 'Bell rang', outcome: 'raised' });
    await page.getByText('Bell rang').waitFor();
    expect(await singles.count()).toBe(91);
    await page.keyboard.press(' ');
    await expect.poll(() => singles.count()).toBe(0);
    await page.close();
  });

  it('finds alerts by their words, and marks those that are new', async () => {
    const { page } = await browser.open('page=notifications');
    await titlesOf(page).first().waitFor();
    await page.getByLabel('Search alerts').fill('closed FRONT');
    await expect.poll(() => titlesOf(page).allInnerTexts()).toEqual(['Front door opened New']);
    await page.getByLabel('Search alerts').fill('nothing of the kind');
    await page.getByText('No alert has these words.').waitFor();
    await page.close();
  });

  it('says what is pending and why something was held back', async () => {
    const { page } = await browser.open('page=notifications&notes=again');
    const pending = page.getByRole('list', { name: 'Pending' });
    await pending.getByText(/^pending: 4 of 10 min, tells at /).waitFor();
    await pending.getByText(/^pending: 45 min of 1 h, tells at /).waitFor();
    await page.getByText(/^held back: cool-down until \d\d:\d\d$/).waitFor();
    await page.getByText('held back by its condition: somebody is at home').waitFor();
    await page.evaluate(() => {
      const { notifications } = window.fake.overview();
      const [first] = notifications.pending;
      if (first === undefined) throw new Error('nothing is pending');
      const more = Array.from({ length: 18 }, (_, at) => ({
        ...first,
        title: `Window ${String(at)} opened`,
      }));
      const next = [...notifications.pending, ...more];
      window.fake.change({ notifications: { ...notifications, pending: next } });
    });
    await expect.poll(() => pending.getByRole('listitem').count()).toBe(4);
    await page.getByRole('button', { name: 'Show all 20 pending' }).click();
    await expect.poll(() => pending.getByRole('listitem').count()).toBe(20);
    await pending.getByRole('button', { name: /Garage door opened/ }).click();
    await page.locator('pl-detail-pane').waitFor();
    await page.close();
  });

  it('lists a new alert without being asked', async () => {
    const { page } = await browser.open('page=notifications');
    await titlesOf(page).first().waitFor();
    await addAlert(page, { title: 'Bell rang', outcome: 'raised' });
    await page.getByText('Bell rang').waitFor();
    await page.close();
  });

  it('counts on the bell what is not read, without repeats, until the page is opened', async () => {
    const { page } = await browser.open('preload=10');
    const bell = page.getByRole('button', { name: /^Notifications/ });
    await expect.poll(() => bell.getAttribute('aria-label')).toBe('Notifications, 1 new');
    await addAlert(page, { title: 'Bell rang', outcome: 'raised' });
    await addAlert(page, { title: 'Bell rang', outcome: 'cooldown' });
    await addAlert(page, { title: 'Door opened', outcome: 'paused' });
    await expect.poll(() => bell.getAttribute('aria-label')).toBe('Notifications, 3 new');
    await bell.click();
    await expect.poll(() => bell.getAttribute('aria-label')).toBe('Notifications');
    const [read, newest] = await page.evaluate(() => {
      const { readUntil, recent } = window.fake.overview().notifications;
      return [readUntil, Math.max(...recent.map(({ at }) => at))];
    });
    expect(read).toBe(newest);
    await page.close();
  });

  it('says that there is nothing, and what a restart forgets', async () => {
    const { page } = await browser.open('page=notifications&notes=none');
    await page.getByText('Nothing yet.').waitFor();
    await page.evaluate(() => {
      const { history } = window.fake.overview();
      const status = { ...history.status, place: 'memory' as const };
      window.fake.change({ history: { ...history, keep: false, status } });
    });
    await page.getByText('Only of this run, because the history is switched off.').waitFor();
    await page.close();
  });

  it('tries again when the history could not be read', async () => {
    const { page } = await browser.open('page=notifications&notes=failing');
    await page.getByText('The history could not be read.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await titlesOf(page).first().waitFor();
    await page.close();
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`axe finds nothing, ${theme}`, async () => {
      const { page } = await browser.open(`page=notifications&notes=again&theme=${theme}`);
      await page.getByRole('button', { name: /timer.finished ×12/ }).click();
      await page.getByLabel('Show from').fill('lunch');
      await page.waitForTimeout(300);
      expect(await findViolations(page)).toEqual([]);
      await page.close();
    });
  }
});
