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
    says: 'When any battery falls below 15 %.',
    rule: { name: 'Any battery below 15 %', query: 'class:battery from:>=15 to:<15' },
  },
  {
    name: 'somebody logs in wrongly',
    async make(page, when) {
      await pick(when, 'wrong log', /A login fails/);
      await page.getByLabel('Lines for configuration.yaml').getByText('fire_event: true').waitFor();
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
      await choose(page, 'Where', 'Kids room');
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

  it('makes one by keyboard alone, in the smallest window', async () => {
    const { page, complaints } = await browser.open('page=notifications&theme=dark', {
      width: 640,
      height: 420,
    });
    await page.getByRole('button', { name: 'New rule' }).press('Enter');
    await page.keyboard.type('kids');
    await page.getByRole('option', { name: /Kids room motion/ }).waitFor();
    await picture(page, 'pick-small');
    await page.keyboard.press('Enter');
    await page.getByText('When Kids room motion turns on.', { exact: true }).waitFor();
    await settle(page);
    await picture(page, 'picked-small');
    expect(await findViolations(page)).toEqual([]);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
    await page.getByRole('combobox', { name: 'State', exact: true }).focus();
    await page.keyboard.press('ArrowDown');
    await page.getByText('When Kids room motion turns off.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Alert me' }).press('Enter');
    await page.locator('pl-rule-editor').waitFor({ state: 'detached' });
    expect(await newest(page)).toMatchObject({
      name: 'Kids room motion: no motion',
      query: 'entity:binary_sensor.kids_room_motion to:off',
    });
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('shows the same rule as lists and as text, and stays text where lists can not say it', async () => {
    const { page } = await browser.open('page=notifications');
    await page.getByRole('button', { name: 'New rule' }).click();
    await pick(page.getByRole('combobox', { name: 'When', exact: true }), 'freezer', /^Freezer/);
    await page.getByRole('textbox', { name: 'Limit' }).fill('-10,5');
    await page.getByRole('button', { name: 'As query' }).click();
    const text = page.getByRole('combobox', { name: 'Which events' });
    expect(await text.inputValue()).toBe('entity:sensor.freezer from:<=-10.5 to:>-10.5');
    await text.fill('entity:sensor.freezer from:<=-12 to:>-12');
    await page.getByRole('button', { name: 'Choose from lists' }).click();
    expect(await page.getByRole('textbox', { name: 'Limit' }).inputValue()).toBe('-12');
    await page.getByRole('button', { name: 'As query' }).click();
    await text.fill('entity:sensor.freezer to:>-12');
    await settle(page);
    expect(await page.getByRole('button', { name: 'Choose from lists' }).count()).toBe(0);
    await page.close();
  });

  it('keeps several conditions, one of them about another thing, and lets one go', async () => {
    const { page } = await browser.open('page=notifications');
    await page.getByRole('button', { name: 'New rule' }).click();
    await pick(page.getByRole('combobox', { name: 'When', exact: true }), 'hall mot', /^Hall motion/);
    await choose(page, 'Add a condition', 'Everybody is away');
    await choose(page, 'Add a condition', 'Another thing is in a state…');
    await pick(page.getByRole('combobox', { name: 'Which thing' }), 'garage do', /Garage door/);
    await choose(page, 'Garage door: is or is not', 'is not');
    await choose(page, 'Garage door: state', 'closed');
    await choose(page, 'How loud', 'Important: stays until closed');
    await choose(page, 'At most', '3 an hour');
    await page.getByRole('button', { name: 'Remove this condition: Everybody is away' }).click();
    await page.getByText(/^When Hall motion turns on, only while Garage door is not closed\./).waitFor();
    await page.getByRole('button', { name: 'Alert me' }).click();
    await page.locator('pl-rule-editor').waitFor({ state: 'detached' });
    expect(await newest(page)).toMatchObject({
      onlyIf: [{ kind: 'state', entity: 'cover.garage_door', is: 'not-in', states: ['closed'] }],
      level: 'important',
      maxPerHour: 3,
    });
    await page.close();
  });

  it.each([
    ['where nothing tells', false],
    ['where it is told', true],
  ])('offers a locked computer as a condition: %s', async (_where, tellsLock) => {
    const { page } = await browser.open('page=notifications');
    await page.evaluate((to) => window.fake.change({ tellsLock: to }), tellsLock);
    await page.getByRole('button', { name: 'New rule' }).click();
    const conditions = page.getByRole('combobox', { name: 'Add a condition' });
    const found = conditions.getByRole('option', { name: 'This computer is locked or idle' });
    await expect.poll(() => found.count()).toBe(tellsLock ? 1 : 0);
    await page.close();
  });

  it('says of a condition about a locked computer that it can not be known here', async () => {
    const { page } = await browser.open('page=notifications');
    await page.evaluate(() => {
      const { notifications } = window.fake.overview();
      const rules = notifications.rules.map((rule) => ({
        ...rule,
        onlyIf: [{ kind: 'computer', is: 'locked' } as const],
      }));
      window.fake.change({ notifications: { ...notifications, rules } });
    });
    await page.getByRole('button', { name: 'Edit Leaks' }).click();
    const note = page.getByText(
      'Nothing here tells whether this computer is locked, so this counts as true.',
    );
    await note.waitFor();
    await page.evaluate(() => {
      window.fake.change({ tellsLock: true });
    });
    await expect.poll(() => note.count()).toBe(0);
    await page.close();
  });

  it('takes the usual of another kind', async () => {
    const { page } = await browser.open('page=notifications');
    await page.getByRole('button', { name: 'New rule' }).click();
    await pick(page.getByRole('combobox', { name: 'When', exact: true }), 'motion', 'Any motion sensor');
    await choose(page, 'Kind', 'Any battery');
    await page.locator('pl-rule-editor .says').getByText('When any battery falls below 15 %.').waitFor();
    expect(await page.getByRole('textbox', { name: 'Name' }).inputValue()).toBe('Any battery below 15 %');
    await page.close();
  });

  it('suggests rules for the home, each kept by one click, with its count', async () => {
    const { page, complaints } = await browser.open('page=notifications&preload=400');
    const starters = page.locator('pl-rule-starters');
    await starters.getByText('Garage door is left open').waitFor();
    await starters
      .getByText(/in the last 7 days/)
      .first()
      .waitFor();
    await starters.scrollIntoViewIfNeeded();
    await settle(page);
    await picture(page, 'starters');
    // The default rules are there already.
    expect(await starters.getByText('Leaks').count()).toBe(0);
    await page.getByRole('button', { name: 'Add the rule: A battery falls below 15 %' }).click();
    await page.getByRole('button', { name: 'Edit A battery falls below 15 %' }).waitFor();
    expect(await starters.getByText('A battery falls below 15 %').count()).toBe(0);
    expect(await findViolations(page)).toEqual([]);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('moves a rule by button and by key, and duplicates one', async () => {
    const { page } = await browser.open('page=notifications');
    const names = (count: number): Promise<readonly string[]> =>
      page.evaluate(
        (many) =>
          window.fake
            .overview()
            .notifications.rules.slice(0, many)
            .map(({ name }) => name),
        count,
      );
    const [first = '', second = '', third = ''] = await names(3);
    await page.getByRole('button', { name: `Move ${first} down` }).click();
    await expect.poll(() => names(2)).toEqual([second, first]);
    await page.getByRole('button', { name: `Edit ${first}` }).press('Alt+ArrowDown');
    await expect.poll(() => names(3)).toEqual([second, third, first]);
    await page.getByText(`${first} is now number 3 of`).waitFor({ state: 'attached' });
    await page.getByRole('button', { name: `Duplicate ${first}` }).click();
    await page.getByRole('button', { name: 'Alert me' }).click();
    await expect.poll(() => names(4)).toEqual([`${first} (copy)`, second, third, first]);
    await page.close();
  });
});
