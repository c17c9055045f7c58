import type { Locator, Page } from 'playwright-core';

/** What people want to be told, and how they say it with the lists, on the demo home. */
export interface Sentence {
  readonly key: 'garage' | 'doorbell' | 'battery' | 'login' | 'freezer' | 'kids';
  /** Chooses everything in the open form of a new rule. */
  make(page: Page): Promise<void>;
  /** How long it waits, by the label of the field, where it waits. */
  readonly wait?: string;
  /** What the form says back, but for a wait. */
  readonly says: RegExp;
}

export const SIX_SENTENCES: readonly Sentence[] = [
  {
    key: 'garage',
    async make(page) {
      await pick(page, 'garage do', 'Garage door');
      await choose(page, 'Tell me', 'When it has stayed so for');
      await choose(page, 'Add a condition', 'After sunset, until sunrise');
    },
    wait: 'How long',
    says: /^When Garage door becomes open, for .*, only while the sun is down\.$/,
  },
  {
    key: 'doorbell',
    async make(page) {
      await pick(page, 'doorb', 'Doorbell');
      await choose(page, 'Add a condition', 'Between two times of day');
    },
    says: /^When Doorbell rings, only while it is between 07:00 and 22:00\.$/,
  },
  {
    key: 'battery',
    make: (page) => pick(page, 'battery', 'Any battery'),
    says: /^When any battery falls below 15 %\.$/,
  },
  {
    key: 'login',
    make: (page) => pick(page, 'wrong login', 'A login fails'),
    says: /^When a login fails\.$/,
  },
  {
    key: 'freezer',
    async make(page) {
      await pick(page, 'freez', 'Freezer temperature');
      await choose(page, 'What it does', 'is silent for');
    },
    wait: 'Silent for',
    says: /^When Freezer temperature says nothing for .*\.$/,
  },
  {
    key: 'kids',
    async make(page) {
      await pick(page, 'motion', 'Any motion sensor');
      await choose(page, 'Where', 'Kids’ room');
      await choose(page, 'Add a condition', 'Everybody is away');
    },
    says: /^When any motion sensor in Kids’ room turns on, only while everybody is away\.$/,
  },
];

/** The form of a new rule, on the page of notifications, filled in. */
export async function makeSentence(page: Page, { make, says }: Sentence): Promise<Locator> {
  await page.getByRole('button', { name: 'New rule' }).click();
  await make(page);
  const editor = page.locator('pl-rule-editor');
  await editor.locator('.says p').filter({ hasText: says }).first().waitFor();
  return editor;
}

/** Types a few letters of a name and takes the option. */
async function pick(page: Page, typed: string, name: string): Promise<void> {
  await page.getByRole('combobox', { name: 'When', exact: true }).fill(typed);
  await page
    .getByRole('option', { name: new RegExp(`^${name}(?:\\s|$)`) })
    .first()
    .click();
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).selectOption({ label: option });
}
