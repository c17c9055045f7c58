import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../../src/core/rules/rule.ts';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

/** Pictures of the page go here, for a person to look at. */
const PICTURES = process.env['PORCHLIGHT_PICTURES'];

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

const ruleOf = (page: Page, name: string): Promise<Rule | undefined> =>
  page.evaluate((wanted) => {
    const { rules } = window.fake.overview().notifications;
    return rules.find((rule) => rule.name === wanted);
  }, name);

const fold = (page: Page, title: string) => page.locator('summary', { hasText: title });

/** What was asked of main, by name. */
const calls = (page: Page, name: string): Promise<readonly unknown[]> =>
  page.evaluate(
    (wanted) => window.fake.calls.filter((call) => call.name === wanted).map(({ args }) => args),
    name,
  );

async function addPhone(page: Page, name = 'My phone'): Promise<void> {
  const card = page.locator('pl-destinations-card');
  await card.getByRole('button', { name: 'Add' }).press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe('BODY');
  await page.keyboard.type(name);
  await card.getByRole('textbox', { name: 'Address of the topic' }).fill('https://ntfy.sh/front-door-4711');
  await card.getByLabel('Access token').fill('tk_secret');
  await page.keyboard.press('Enter');
  await card.getByRole('button', { name: `Test ${name}` }).waitFor();
}

describe.skipIf(chromiumPath === null)(`sound, picture and destinations of a rule${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('chooses a sound and plays it, by keyboard', async () => {
    const { page, complaints } = await browser.open('page=notifications&preload=50');
    await page.getByRole('button', { name: 'Edit Leaks' }).click();
    await fold(page, 'Sound').getByText('Usual: alarm').waitFor();
    await fold(page, 'Sound').press('Enter');
    const asked = page.waitForResponse((response) => response.url().endsWith('/sounds/alarm.wav'));
    await page.getByRole('button', { name: 'Play' }).press('Enter');
    expect((await asked).ok()).toBe(true);
    await page.getByRole('combobox', { name: 'Sound' }).selectOption('Bell');
    const bell = page.waitForResponse((response) => response.url().endsWith('/sounds/bell.wav'));
    await page.getByRole('button', { name: 'Play' }).press('Enter');
    expect((await bell).ok()).toBe(true);
    await fold(page, 'Sound').getByText('Bell').waitFor();
    await page.getByRole('combobox', { name: 'Sound' }).selectOption('No sound');
    await expect.poll(() => page.getByRole('button', { name: 'Play' }).isDisabled()).toBe(true);
    await page.getByRole('combobox', { name: 'Sound' }).selectOption('Chime');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit Leaks' }).waitFor();
    await expect.poll(async () => (await ruleOf(page, 'Leaks'))?.sound).toBe('chime');
    await page.getByRole('button', { name: 'Edit Leaks' }).click();
    await fold(page, 'Sound').press('Enter');
    await page.getByRole('combobox', { name: 'Sound' }).selectOption('Usual: alarm');
    await page.getByRole('combobox', { name: 'How loud' }).selectOption('Quiet: only in the list');
    await page.getByText('makes no sound').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit Leaks' }).waitFor();
    await expect.poll(() => ruleOf(page, 'Leaks')).not.toHaveProperty('sound');
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('shows a camera by its name and room, and takes it away again', async () => {
    const { page, complaints } = await browser.open('page=notifications&preload=50');
    await page.getByRole('button', { name: 'Edit Leaks' }).click();
    await fold(page, 'Picture').getByText('No picture').waitFor();
    await fold(page, 'Picture').press('Enter');
    await page.getByRole('combobox', { name: 'Picture of' }).selectOption('Front door camera · Hall');
    await fold(page, 'Picture').getByText('Front door camera · Hall').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit Leaks' }).waitFor();
    await expect.poll(async () => (await ruleOf(page, 'Leaks'))?.shows).toBe('camera.front_door');
    await page.getByRole('button', { name: 'Edit Leaks' }).click();
    await fold(page, 'Picture').press('Enter');
    await page.getByRole('combobox', { name: 'Picture of' }).selectOption('No picture');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit Leaks' }).waitFor();
    await expect.poll(() => ruleOf(page, 'Leaks')).not.toHaveProperty('shows');
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('adds, tests, renames and deletes a destination, and forgets the address that was typed', async () => {
    const { page, complaints } = await browser.open('page=settings&preload=50');
    const card = page.locator('pl-destinations-card');
    await card.getByText('Rules can send alerts to a phone').waitFor();
    await card.getByRole('button', { name: 'Add' }).click();
    await card.getByRole('textbox', { name: 'Name' }).fill('x');
    await page.keyboard.press('Enter');
    await card.getByText('Paste the address.').waitFor();
    await card.getByRole('button', { name: 'Cancel' }).click();
    await addPhone(page);
    expect(await calls(page, 'saveDestination')).toContainEqual([
      { name: 'My phone', kind: 'ntfy', url: 'https://ntfy.sh/front-door-4711', token: 'tk_secret' },
    ]);
    await card.getByRole('button', { name: 'Test My phone' }).press('Enter');
    await card.getByText('The test was sent.').waitFor();
    await card.getByRole('button', { name: 'Edit My phone' }).press('Enter');
    expect(await card.getByRole('textbox', { name: 'Address of the topic' }).inputValue()).toBe('');
    await card.getByRole('textbox', { name: 'Name' }).fill('broken phone');
    await page.keyboard.press('Enter');
    await card.getByRole('button', { name: 'Test broken phone' }).press('Enter');
    await card.getByText("can't be reached").waitFor();
    const saved = await calls(page, 'saveDestination');
    expect(saved.at(-1)).toEqual([{ id: 'destination-1', name: 'broken phone', kind: 'ntfy' }]);
    expect(await findViolations(page)).toEqual([]);
    await picture(page, 'destinations');
    await card.getByRole('button', { name: 'Delete broken phone' }).press('Enter');
    await card.getByRole('dialog').getByRole('button', { name: 'Delete' }).press('Enter');
    await card.getByText('Rules can send alerts to a phone').waitFor();
    expect(await calls(page, 'removeDestination')).toEqual([['destination-1']]);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it.each([
    ['at 150 %', { width: 787, height: 493 }],
    ['at its least size', { width: 640, height: 420 }],
  ])('chooses where to send, and nothing is cut off %s', async (_name, size) => {
    const { page, complaints } = await browser.open('page=settings&preload=50', size);
    await addPhone(page, `Phone of ${'somebody with a long name '.repeat(2)}`.trim());
    await addPhone(page, 'Hook');
    await page.locator('pl-destinations-card').getByRole('button', { name: 'Edit Hook' }).click();
    await picture(page, `destinations-${String(size.width)}`);
    expect(await findViolations(page)).toEqual([]);
    const isWide = (): Promise<boolean> =>
      page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect(await isWide()).toBe(false);
    await page.getByRole('button', { name: /^Notifications/ }).click();
    await page.getByRole('button', { name: 'Edit Leaks' }).click();
    await fold(page, 'Also send to').getByText('Nowhere').waitFor();
    for (const title of ['Sound', 'Picture', 'Also send to']) await fold(page, title).press('Enter');
    await page.getByRole('checkbox', { name: /Hook/ }).press('Space');
    await fold(page, 'Also send to').getByText('Hook').waitFor();
    await settle(page);
    expect(await findViolations(page)).toEqual([]);
    expect(await isWide()).toBe(false);
    await picture(page, `rule-also-${String(size.width)}`);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Edit Leaks' }).waitFor();
    await expect.poll(async () => (await ruleOf(page, 'Leaks'))?.sendTo).toEqual(['destination-2']);
    expect(await complaints()).toEqual([]);
    await page.close();
  });
});
