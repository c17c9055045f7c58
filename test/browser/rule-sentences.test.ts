import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../../src/core/rules/rule.ts';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

/** Pictures of the page go here, for a person to look at. */
const PICTURES = process.env['PORCHLIGHT_PICTURES'];

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

/** The first rule, which is the newest. */
function newest(page: Page): Promise<Rule | undefined> {
  return page.evaluate(() => window.fake.overview().notifications.rules[0]);
}

/** Types a few letters of a name and takes the option. */
async function pick(field: Locator, typed: string, option: string | RegExp): Promise<void> {
  await field.fill(typed);
  await field.page().getByRole('option', { name: option }).first().click();
}

const choose = (page: Page, label: string, option: string): Promise<unknown> =>
  page.getByRole('combobox', { name: label, exact: true }).selectOption({ label: option });

interface Sentence {
  readonly name: string;
  make(page: Page, when: Locator): Promise<void>;
  readonly says: string;
  readonly rule: Partial<Rule>;
}

const DAILY = [0, 1, 2, 3, 4, 5, 6];

const SENTENCES: readonly Sentence[] = [
  {
    name: 'the garage door has been open for 10 minutes after sunset',
    async make(page, when) {
      await pick(when, 'garage do', /Garage door/);
      await choose(page, 'Tell me', 'When it has stayed so for');
      await choose(page, 'Add a condition', 'After sunset, until sunrise');
    },
    says: 'When Garage door becomes open, for 10 min, only while the sun is down.',
    rule: {
      name: 'Garage door: open',
      query: 'entity:cover.garage_door to:open',
      timing: { kind: 'for', ms: 600_000 },
      onlyIf: [{ kind: 'sun', is: 'down' }],
    },
  },
  {
    name: 'somebody rings between 07:00 and 22:00',
    async make(page, when) {
      await pick(when, 'doorbell', /^Doorbell/);
      await choose(page, 'Add a condition', 'Between two times of day');
    },
    says: 'When Doorbell rings, only while it is between 07:00 and 22:00.',
    rule: {
      name: 'Doorbell rings',
      query: 'type:state_changed entity:event.doorbell',
      onlyIf: [{ kind: 'hours', from: '07:00', to: '22:00', days: DAILY }],
    },
  },
  {
    name: 'a battery falls below 15 %',
    async make(_page, when) {
      await pick(when, 'battery', 'Any battery');
    },
    says: 'When any battery falls below 15.',
    rule: { name: 'Any battery below 15 %', query: 'class:battery from:>=15 to:<15' },
  },
  {
    name: 'somebody logs in wrongly',
    async make(_page, when) {
      await pick(when, 'wrong log', /A login fails/);
    },
    says: 'When a login fails.',
    rule: {
      name: 'A login fails',
      query: 'type:system_log_event data.name:homeassistant.components.http.ban',
    },
  },
  {
    name: 'the freezer has said nothing for an hour',
    async make(page, when) {
      await pick(when, 'freez', /^Freezer/);
      await choose(page, 'What it does', 'is silent for');
    },
    says: 'When Freezer says nothing for 1 h.',
    rule: {
      name: 'Freezer silent',
      query: 'entity:sensor.freezer',
      timing: { kind: 'silent', ms: 3_600_000 },
    },
  },
  {
    name: 'motion in the kids\u2019 room while everybody is away',
    async make(page, when) {
      await pick(when, 'motion', 'Any motion sensor');
      await choose(page, 'Room', 'Kids room');
      await choose(page, 'Add a condition', 'Everybody is away');
    },
    says: 'When any motion sensor in Kids room turns on, only while everybody is away.',
    rule: {
      query: 'area:"Kids room" class:motion to:on',
      onlyIf: [{ kind: 'everybody-away' }],
    },
  },
];

describe.skipIf(chromiumPath === null)(`rules as sentences${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it.each(SENTENCES)('makes without a query: $name', async ({ make, says, rule }) => {
    const { page, complaints } = await browser.open('page=notifications&preload=400');
    await page.getByRole('button', { name: 'New rule' }).click();
    await make(page, page.getByRole('combobox', { name: 'When', exact: true }));
    await page.locator('pl-rule-editor .says').getByText(says, { exact: true }).waitFor();
    await page.locator('pl-rule-editor').getByText('in the last 24 hours.').waitFor();
    await page.locator('pl-rule-editor').getByText('in the last 7 days').waitFor();
    await settle(page);
    const at = SENTENCES.findIndex((sentence) => sentence.says === says) + 1;
    await picture(page, `sentence-${String(at)}`);
    expect(await findViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Alert me' }).click();
    await page.locator('pl-rule-editor').waitFor({ state: 'detached' });
    expect(await newest(page)).toMatchObject(rule);
    expect(await complaints()).toEqual([]);
    await page.close();
  });
});
