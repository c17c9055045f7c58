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

/** A rule about lights, in the form. */
async function openRule(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New rule' }).click();
  await page.getByRole('button', { name: 'As query' }).click();
  await page.getByRole('combobox', { name: 'Which events' }).fill('domain:light to:on');
  await page.getByRole('textbox', { name: 'Name' }).fill('Lights');
}

const fold = (page: Page, title: string): Promise<void> =>
  page.locator('summary', { hasText: title }).press('Enter');

describe.skipIf(chromiumPath === null)(`words and buttons of a rule${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('completes names by keyboard, and shows what they would have said', async () => {
    const { page, complaints } = await browser.open('page=notifications&preload=400');
    await openRule(page);
    await fold(page, 'Words');
    await page.locator('.toast strong').waitFor();
    const title = page.getByRole('combobox', { name: 'Title' });
    await title.focus();
    await page.keyboard.type('{{na');
    await page.getByRole('option', { name: /^name The thing/ }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.type(' is {{');
    await page.keyboard.type('to');
    await page.keyboard.press('ArrowDown');
    await picture(page, 'rule-says');
    await page.keyboard.press('Enter');
    expect(await title.inputValue()).toBe('{{name}} is {{to}}');
    await expect.poll(() => page.locator('.toast strong').innerText()).toMatch(/^\S.* is on$/);
    const newest = page.locator('pl-rule-toasts .title').first();
    await expect.poll(() => newest.textContent()).toMatch(/^\S.* is on$/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Edit Lights' }).waitFor();
    expect((await ruleOf(page, 'Lights'))?.says).toEqual({ title: '{{name}} is {{to}}' });
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('says where a template is wrong, keeps no such rule, and goes back to the usual words', async () => {
    const { page } = await browser.open('page=notifications&preload=400');
    await openRule(page);
    await fold(page, 'Words');
    const text = page.getByRole('combobox', { name: 'Text' });
    await text.fill('a {{nme}} b');
    await text.press('Escape');
    await page.getByText('Character 5: there is no name “nme”.').waitFor();
    await page.getByRole('button', { name: 'Alert me' }).click();
    await page.getByText('In the text, character 5').waitFor();
    expect(await ruleOf(page, 'Lights')).toBeUndefined();
    await text.fill('');
    await page.getByText('Made from the event').waitFor();
    await page.getByRole('button', { name: 'Alert me' }).click();
    await page.getByRole('button', { name: 'Edit Lights' }).waitFor();
    expect(await ruleOf(page, 'Lights')).not.toHaveProperty('says');
    await page.close();
  });

  it('suggests buttons for the things of a rule, and asks once what they call', async () => {
    const { page, complaints } = await browser.open('page=notifications&preload=400');
    await openRule(page);
    await fold(page, 'Buttons');
    await page.getByRole('combobox', { name: 'Add a button' }).selectOption('Turn off');
    await page.getByRole('textbox', { name: 'Label' }).waitFor();
    await page.getByRole('textbox', { name: /^Data/ }).fill('[1]');
    await page.getByText('has to be a JSON object').waitFor();
    await page.getByRole('textbox', { name: /^Data/ }).fill('{"transition": 2}');
    await picture(page, 'rule-does');
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Alert me' }).click();
    const question = page.getByRole('dialog', { name: 'Keep this button?' });
    await question
      .getByText(
        'When you press it, “Turn off” calls homeassistant.turn_off for what the alert is about, with {"transition": 2}.',
      )
      .waitFor();
    await picture(page, 'rule-does-question');
    expect(await findViolations(page)).toEqual([]);
    await question.getByRole('button', { name: 'Back' }).click();
    expect(await ruleOf(page, 'Lights')).toBeUndefined();
    await page.getByRole('button', { name: 'Alert me' }).click();
    await question.getByRole('button', { name: 'Keep the rule' }).click();
    const edit = page.getByRole('button', { name: 'Edit Lights' });
    await edit.waitFor();
    expect((await ruleOf(page, 'Lights'))?.does).toEqual([
      { label: 'Turn off', action: 'homeassistant.turn_off', data: '{"transition": 2}' },
    ]);
    // What was confirmed is not asked again.
    await edit.click();
    await page.getByText('Turn off', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => page.locator('pl-rule-editor').count()).toBe(0);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('calls something for another thing', async () => {
    const { page } = await browser.open('page=notifications&preload=400');
    await openRule(page);
    await fold(page, 'Buttons');
    await page
      .getByRole('combobox', { name: 'Add a button' })
      .selectOption({ label: 'For another thing, or another action…' });
    await page.getByRole('combobox', { name: 'Which thing' }).fill('garage door');
    await page
      .getByRole('option', { name: /Garage door/ })
      .first()
      .click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Label' }).inputValue()).toBe('Close');
    await page.getByRole('button', { name: 'Alert me' }).click();
    await page.getByText('“Close” calls cover.close_cover for cover.garage_door.').waitFor();
    await page.close();
  });

  it('marks a rule from a file, and switches it on only after a look at what it does', async () => {
    const { page, complaints } = await browser.open('page=notifications&preload=400');
    await page.evaluate(() => {
      const { notifications } = window.fake.overview();
      const rules = notifications.rules.map((rule) =>
        rule.id === 'tags'
          ? ({
              ...rule,
              enabled: false,
              unconfirmed: true,
              does: [{ label: 'Unlock', action: 'lock.unlock', target: 'lock.front_door' }],
            } as const)
          : rule,
      );
      window.fake.change({ notifications: { ...notifications, rules } });
    });
    await page.getByText('Came from a file. Look at it before it runs.').waitFor();
    await picture(page, 'rule-from-file');
    await page.getByRole('switch', { name: 'Tags' }).click();
    const dialog = page.getByRole('dialog', { name: 'Let this rule run?' });
    await dialog.getByText('“Unlock” calls lock.unlock for lock.front_door.').waitFor();
    await settle(page);
    await picture(page, 'rule-agree');
    expect(await findViolations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Leave it off' }).click();
    expect(await ruleOf(page, 'Tags')).toMatchObject({ enabled: false, unconfirmed: true });
    expect(await page.getByRole('switch', { name: 'Tags' }).isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Look at it: Tags' }).click();
    await dialog.getByRole('button', { name: 'Agree and switch on' }).click();
    await expect.poll(async () => (await ruleOf(page, 'Tags'))?.enabled).toBe(true);
    expect(await ruleOf(page, 'Tags')).not.toHaveProperty('unconfirmed');
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it.each([
    ['dark, 150 %', 'theme=dark', 760, 500],
    ['the smallest window', '', 720, 480],
  ])('has no violations with all of it open: %s', async (_name, scene, width, height) => {
    const { page } = await browser.open(`page=notifications&preload=400&${scene}`);
    await page.setViewportSize({ width, height });
    await openRule(page);
    await fold(page, 'Words');
    await fold(page, 'Buttons');
    await page.getByRole('combobox', { name: 'Add a button' }).selectOption('Turn off');
    await page.locator('.toast strong').waitFor();
    await settle(page);
    await page.locator('pl-rule-does').scrollIntoViewIfNeeded();
    await picture(page, `rule-acts-${width}`);
    expect(await findViolations(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(wide).toBe(false);
    await page.close();
  });
});
