import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

/** Pictures of the page go here, for a person to look at. */
const PICTURES = process.env['PORCHLIGHT_PICTURES'];

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

const FILE = `version: 1
rules:
  - id: leaks
    name: Leaks everywhere
    when: class:moisture to:on
    level: critical
  - name: Rings
    when: type:rings
  - name: Closes the garage
    when: entity:cover.garage_door to:open
    does: [{ label: Close, action: cover.close_cover }]
`;

async function choose(page: Page, text: string | null): Promise<void> {
  await page.evaluate((next) => {
    window.fake.rulesFile.text = next;
  }, text);
}

function names(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => window.fake.overview().notifications.rules.map(({ name }) => name));
}

/** The word on which the keyboard is. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.textContent.trim() ?? '';
  });
}

describe.skipIf(chromiumPath === null)(`rules as a file${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('says what an import would do, does it by keyboard alone, and takes it back', async () => {
    const { page, complaints } = await browser.open('page=notifications', { width: 480, height: 420 });
    const before = await names(page);
    await choose(page, FILE);
    await page.getByRole('button', { name: 'Import rules…' }).press('Enter');
    await page
      .getByText('rules.yaml: 2 new, 1 changed. One of them calls actions, sends to others or shows a camera')
      .waitFor();
    await page.getByText('Would be replaced: Leaks everywhere.').waitFor();
    expect(await focused(page)).toMatch(/^rules\.yaml: 2 new, 1 changed\./);
    expect(await names(page)).toEqual(before);
    await picture(page, 'rules-import');
    expect(await findViolations(page, await pathTo(page))).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('Import and replace');
    await page.keyboard.press('Enter');
    await page.getByText('2 rules added, 1 rule replaced.').waitFor();
    expect(await names(page)).toEqual(['Rings', 'Closes the garage', 'Leaks everywhere', ...before.slice(1)]);
    expect(await focused(page)).toBe('Undo');
    await page.keyboard.press('Enter');
    await page.getByText('The import is undone.').waitFor();
    expect(await names(page)).toEqual(before);
    expect(await focused(page)).toBe('Import rules…');
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('takes only the new ones, and nothing where nothing is new', async () => {
    const { page } = await browser.open('page=notifications');
    const before = await names(page);
    await choose(page, FILE);
    await page.getByRole('button', { name: 'Import rules…' }).click();
    await page.getByRole('button', { name: 'Only the new ones' }).click();
    await page.getByText('2 rules added.').waitFor();
    expect(await names(page)).toEqual(['Rings', 'Closes the garage', ...before]);
    await page.getByRole('button', { name: 'Export rules…' }).click();
    await page.getByText(`${String(before.length + 2)} rules in porchlight-rules.yaml.`).waitFor();
    await page.getByRole('button', { name: 'Import rules…' }).click();
    await page.getByText(`rules.yaml: ${String(before.length + 2)} the same.`).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await settle(page);
    expect(await page.getByText('the same.').count()).toBe(0);
    await page.close();
  });

  it('says everything that is wrong with a file, and takes nothing of it', async () => {
    const { page } = await browser.open('page=notifications&theme=dark');
    const before = await names(page);
    await choose(page, 'version: 1\nrules:\n  - name: Door\n    wehn: to:open\n    fro: 10 min\n');
    await page.getByRole('button', { name: 'Import rules…' }).click();
    const items = page.locator('pl-rule-files li');
    await items.first().waitFor();
    expect((await items.allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim())).toEqual([
      'Line 3, column 5: `when` is missing.',
      'Line 4, column 5: `wehn` is not known here. Did you mean `when`?',
      'Line 5, column 5: `fro` is not known here. Did you mean `for`?',
    ]);
    await picture(page, 'rules-import-problems');
    expect(await findViolations(page, await pathTo(page))).toEqual([]);
    expect(await names(page)).toEqual(before);
    await choose(page, null);
    await page.getByRole('button', { name: 'Import rules…' }).click();
    await settle(page);
    expect(await items.count()).toBe(3);
    await page.close();
  });
});

/** The elements around the files of rules, from the outside to the inside. */
function pathTo(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const path: string[] = [];
    const find = (root: Document | ShadowRoot): boolean =>
      [...root.querySelectorAll('*')].some((element) => {
        const name = element.localName;
        const isFound = name === 'pl-rule-files' || (element.shadowRoot !== null && find(element.shadowRoot));
        if (isFound) path.unshift(name);
        return isFound;
      });
    find(document);
    return path;
  });
}
