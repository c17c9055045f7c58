import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

/** The rule of the newest alert gets a button of its own. */
function addButton(page: Page): Promise<void> {
  return page.evaluate(() => {
    const { notifications } = window.fake.overview();
    const does = [{ label: 'Turn off', action: 'homeassistant.turn_off', target: 'light.hall' }];
    const rules = notifications.rules.map((rule) => (rule.id === 'openings' ? { ...rule, does } : rule));
    window.fake.change({ notifications: { ...notifications, rules } });
  });
}

const pressed = (page: Page): Promise<readonly unknown[]> =>
  page.evaluate(() => window.fake.calls.filter(({ name }) => name === 'pressAlert').map(({ args }) => args));

describe.skipIf(chromiumPath === null)(`the menu of an alert${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('offers all that a notification has, by keyboard, and says what came of it', async () => {
    const { page, complaints } = await browser.open('page=notifications&preload=400');
    await addButton(page);
    const dots = page.getByRole('button', { name: 'What to do about Front door opened' });
    await dots.focus();
    await page.keyboard.press('Enter');
    const menu = page.getByRole('menu', { name: 'What to do about Front door opened' });
    expect(await menu.getByRole('menuitem').allInnerTexts()).toEqual([
      'Show the event\nEnter',
      'Turn off',
      'Open in Home Assistant',
      'Snooze 10 min',
      'Snooze 1 h',
      'Snooze until tomorrow',
      'Mute this rule',
      'Less of this…',
    ]);
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('Home ran it: light.hall is off.').waitFor();
    const about = { rule: 'openings', server: 'home', entity: 'binary_sensor.front_door' };
    expect(await pressed(page)).toEqual([[about, 'call-0']]);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('opens the rule for less of it, also when a notification asks for that', async () => {
    const { page } = await browser.open('page=notifications&preload=400');
    await page.locator('pl-watch-notes .with-menu .note').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Less of this…' }).click();
    const name = page.getByRole('textbox', { name: 'Name' });
    await name.waitFor();
    expect(await name.inputValue()).toBe('Doors and windows');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.evaluate(() => {
      window.fake.push('openPage', { page: 'notifications', rule: 'leaks' });
    });
    await expect.poll(() => name.inputValue()).toBe('Leaks');
    await settle(page);
    expect(await pressed(page)).toEqual([]);
    await page.close();
  });

  it('has no menu for what no rule told', async () => {
    const { page } = await browser.open('page=notifications&preload=400');
    await page.locator('pl-watch-notes .title', { hasText: '14 more alerts' }).waitFor();
    expect(await page.getByRole('button', { name: 'What to do about 14 more alerts' }).count()).toBe(0);
    await page.close();
  });
});
