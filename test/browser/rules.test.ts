import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

/** Pictures of the page go here, for a person to look at. */
const PICTURES = process.env['PORCHLIGHT_PICTURES'];

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

type Rules = readonly { readonly name: string; readonly query: string; readonly enabled: boolean }[];

function rules(page: Page): Promise<Rules> {
  return page.evaluate(() => window.fake.overview().notifications.rules);
}

describe.skipIf(chromiumPath === null)(`rules${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('lists each rule in words, with what it watches, and switches it', async () => {
    const { page, complaints } = await browser.open('page=notifications');
    const leaks = page.locator('pl-rule-list li').filter({ hasText: 'Leaks' });
    await leaks.getByText('Watches 2 leak sensors, seen so far.').waitFor();
    expect(await leaks.locator('.words').innerText()).toContain('When any leak sensor turns on.');
    await leaks.getByRole('switch', { name: 'Leaks' }).click();
    await settle(page);
    expect((await rules(page))[0]).toMatchObject({ name: 'Leaks', enabled: false });
    await picture(page, 'rules-light');
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('makes a rule by keyboard alone, with completion, and says what it would have told', async () => {
    const { page, complaints } = await browser.open('page=notifications&preload=400');
    await page.getByRole('button', { name: 'New rule' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Name' }).fill('Porch');
    await page.getByRole('button', { name: 'As query' }).press('Enter');
    await page.getByRole('combobox', { name: 'Which events' }).focus();
    await page.keyboard.type('ser');
    await page.getByRole('option', { name: 'service:' }).waitFor();
    await picture(page, 'rules-completion');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('light.');
    await page.locator('pl-query-input [role=option]').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.getByText(/^When “Light: .+” is called\.$/).waitFor();
    await page.getByText(/^Would .* in the last 24 hours\.$/).waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit Porch' }).waitFor();
    expect((await rules(page))[0]).toMatchObject({ name: 'Porch', enabled: true });
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('shows the very notifications of a trial, by keyboard, also large', async () => {
    const { page, complaints } = await browser.open('page=notifications&preload=400');
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Lights');
    await page.getByRole('button', { name: 'As query' }).click();
    await page.getByRole('combobox', { name: 'Which events' }).fill('domain:light to:on');
    await page.getByText(/times in the last 7 days, the last today/).waitFor();
    await page.getByText(/^The last \d+ notifications that it would have shown$/).focus();
    await page.keyboard.press('Enter');
    const toasts = page.locator('pl-rule-toasts li');
    await toasts.first().waitFor();
    expect(await toasts.count()).toBe(5);
    expect(await toasts.first().innerText()).toMatch(/turned on[\s\S]*today \d\d:\d\d[\s\S]*Lights/);
    await page.getByRole('button', { name: /^Show all \d+$/ }).click();
    expect(await toasts.count()).toBeGreaterThan(5);
    await picture(page, 'rules-toasts');
    await page.setViewportSize({ width: 427, height: 280 });
    expect(await findViolations(page)).toEqual([]);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('refuses a rule about nearly everything, with its number, before it is kept', async () => {
    const { page } = await browser.open('page=notifications&preload=400');
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('All');
    await page.getByRole('button', { name: 'As query' }).click();
    await page.getByRole('combobox', { name: 'Which events' }).fill('type:state_changed');
    await page.getByText(/about nearly everything\. It matches [\d,]+ events/).waitFor();
    await page.getByRole('button', { name: 'Alert me' }).click();
    await settle(page);
    expect((await rules(page)).some(({ name }) => name === 'All')).toBe(false);
    await picture(page, 'rules-refused');
    await page.close();
  });

  it('changes a rule, deletes it, and takes that back', async () => {
    const { page } = await browser.open('page=notifications');
    await page.getByRole('button', { name: 'Edit Tags' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Tags of the cellar');
    await page.getByRole('combobox', { name: 'Cool-down for each thing' }).selectOption('60000');
    await picture(page, 'rules-edit');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Delete Tags of the cellar' }).click();
    await page.getByText('“Tags of the cellar” is deleted.').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit Tags of the cellar' }).waitFor();
    expect((await rules(page)).at(-1)).toMatchObject({ name: 'Tags of the cellar', cooldownMs: 60_000 });
    await page.close();
  });

  it('alerts about an event from its row by a key, on the page where it is', async () => {
    const { page, complaints } = await browser.open('preload=300');
    await settle(page);
    await page.keyboard.press('ArrowUp');
    for (let at = 0; at < 40; at += 1) {
      const text = await page.locator('.row.sel').innerText();
      if (/turned (?:on|off)/.test(text)) break;
      await page.keyboard.press('ArrowUp');
      await settle(page);
    }
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: 'Alert me about this' });
    await dialog.getByText(/^When .+ turns (?:on|off)/).waitFor();
    await dialog.getByText(/^Would have told you/).waitFor();
    await settle(page);
    await picture(page, 'rules-dialog');
    expect(await findViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Alert me' }).click();
    await dialog.waitFor({ state: 'hidden' });
    expect(await page.locator('pl-events-page').count()).toBe(1);
    expect((await rules(page))[0]?.query).toMatch(/^entity:light\.\w+ to:(?:on|off)$/);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('asks above or below which number, and makes name and query of the answer', async () => {
    const { page } = await browser.open('preload=300');
    await settle(page);
    await page.keyboard.press('ArrowUp');
    for (let at = 0; at < 60; at += 1) {
      const text = await page.locator('.row.sel').innerText();
      if (/(?:°C|W), was/.test(text)) break;
      await page.keyboard.press('ArrowUp');
      await settle(page);
    }
    await page.keyboard.press('a');
    const dialog = page.getByRole('dialog', { name: 'Alert me about this' });
    await dialog.getByRole('combobox', { name: 'What it does' }).selectOption('below');
    await dialog.getByRole('textbox', { name: 'Limit' }).fill('17,5');
    await dialog.getByText(/^When .+ falls below 17\.5/).waitFor();
    await picture(page, 'rules-number');
    expect(await dialog.getByRole('textbox', { name: 'Name' }).inputValue()).toMatch(
      / below 17\.5 (?:°C|W)$/,
    );
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await page.close();
  });

  it('alerts about a saved view', async () => {
    const { page } = await browser.open('preload=300');
    await page.evaluate(() => {
      window.fake.change({ savedViews: [{ id: 'a', name: 'Doors', query: 'entity:*door* to:on since:1h' }] });
    });
    await page.getByRole('tab', { name: 'Doors' }).click();
    await page.getByRole('button', { name: 'Options of the view Doors' }).click();
    await page.getByRole('button', { name: 'Alert me about this view' }).click();
    const dialog = page.getByRole('dialog', { name: 'Alert me about this' });
    await dialog.getByText('When *door* turns on.').waitFor();
    expect(await dialog.getByRole('combobox', { name: 'Which events' }).inputValue()).toBe(
      'entity:*door* to:on',
    );
    await page.close();
  });

  it.each([
    ['dark', 'page=notifications&theme=dark', 1280, 800],
    ['small', 'page=notifications', 640, 420],
    ['several homes', 'page=notifications&servers=3', 900, 600],
  ])('has no violations: %s', async (name, hash, width, height) => {
    const { page, complaints } = await browser.open(hash, { width, height });
    await page.getByRole('button', { name: 'Edit Leaks' }).click();
    await page
      .getByText('Would not have told you anything')
      .or(page.getByText('No events of'))
      .first()
      .waitFor();
    await settle(page);
    await picture(page, `rules-${name.replace(' ', '-')}`);
    expect(await findViolations(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    expect(await complaints()).toEqual([]);
    await page.close();
  });
});
