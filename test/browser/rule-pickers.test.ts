import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../../src/core/rules/rule.ts';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

const when = (page: Page): Locator => page.getByRole('combobox', { name: 'When', exact: true });

/** Opens the form of a new rule and chooses what it is about. */
async function choose(page: Page, typed: string, option: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: 'New rule' }).click();
  await when(page).fill(typed);
  await page.getByRole('option', { name: option }).first().click();
}

/** The form as text and back, and the text. */
async function asQuery(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'As query' }).click();
  const query = await page.getByRole('combobox', { name: 'Which events' }).inputValue();
  await page.getByRole('button', { name: 'Choose from lists' }).click();
  return query;
}

async function keep(page: Page): Promise<Rule | undefined> {
  await page.getByRole('button', { name: 'Alert me' }).click();
  await page.locator('pl-rule-editor').waitFor({ state: 'detached' });
  return page.evaluate(() => window.fake.overview().notifications.rules[0]);
}

describe.skipIf(chromiumPath === null)(`the lists of a rule${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it.each([
    [
      'upstairs',
      /^Anything on Upstairs/,
      'When anything on Upstairs changes.',
      'type:state_changed floor:Upstairs',
    ],
    [
      'security',
      /^Anything labelled/,
      'When anything labelled Security changes.',
      'type:state_changed label:Security',
    ],
    [
      'door sensor',
      /^Anything of Front door sensor/,
      'When anything of Front door sensor changes.',
      'type:state_changed device:"Front door sensor"',
    ],
    ['anna', /^Anything by or about/, 'When anything by or about Anna happens.', 'person:Anna'],
  ])('finds places and people by %j, as lists and as text', async (typed, option, says, query) => {
    const { page, complaints } = await browser.open('page=notifications&preload=400');
    await choose(page, typed, option);
    await page.locator('pl-rule-editor .says').getByText(says, { exact: true }).waitFor();
    expect(await asQuery(page)).toBe(query);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('keeps the kind when another place is chosen', async () => {
    const { page } = await browser.open('page=notifications&preload=400');
    await choose(page, 'motion', 'Any motion sensor');
    const where = page.getByRole('combobox', { name: 'Where', exact: true });
    await where.selectOption({ label: 'Floor: Upstairs' });
    expect(await asQuery(page)).toBe('floor:Upstairs class:motion to:on');
    await page.getByRole('combobox', { name: 'Kind', exact: true }).selectOption({ label: 'Any light' });
    await page.getByText('When any light on Upstairs turns on.', { exact: true }).waitFor();
    await page.close();
  });

  it('is about the call of an action, for a thing, by keyboard alone in the smallest window', async () => {
    const { page, complaints } = await browser.open('page=notifications&preload=400', {
      width: 640,
      height: 420,
    });
    await page.getByRole('button', { name: 'New rule' }).press('Enter');
    await page.keyboard.type('light turn on');
    await page.keyboard.press('Enter');
    await page.getByText('When “Light: turn on” is called.', { exact: true }).waitFor();
    await page.getByRole('combobox', { name: 'For', exact: true }).focus();
    await page.keyboard.type('hall light');
    // The answer to the last letter need not be there yet.
    await page.keyboard.press('Enter');
    await page.getByText('When “Light: turn on” is called for Hall light.', { exact: true }).waitFor();
    await settle(page);
    expect(await findViolations(page)).toEqual([]);
    expect(await asQuery(page)).toBe('type:call_service service:light.turn_on entity:light.hall');
    await page.getByRole('button', { name: 'For anything' }).press('Enter');
    await page.getByText('When “Light: turn on” is called.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Alert me' }).press('Enter');
    await page.locator('pl-rule-editor').waitFor({ state: 'detached' });
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('asks for a value in the data of an event, and leaves it out again', async () => {
    const { page } = await browser.open('page=notifications&preload=400');
    await choose(page, 'tag', 'A tag is scanned');
    await page.getByRole('button', { name: 'As query' }).click();
    await page.getByRole('combobox', { name: 'Which events' }).fill('type:my_event');
    await page.getByRole('button', { name: 'Choose from lists' }).click();
    await page.getByRole('button', { name: 'Only with a value in its data' }).press('Enter');
    const name = page.getByRole('textbox', { name: 'Field of the event' });
    await name.fill('a b');
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    await name.fill('device.button');
    await page.getByRole('textbox', { name: 'Value of the field' }).fill('left one');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'Value of device.button' }).waitFor();
    expect(await findViolations(page)).toEqual([]);
    expect(await asQuery(page)).toBe('type:my_event data.device.button:"left one"');
    await page.getByRole('button', { name: 'Leave out device.button' }).click();
    expect(await asQuery(page)).toBe('type:my_event');
    expect(await keep(page)).toMatchObject({ query: 'type:my_event' });
    await page.close();
  });
});
