import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from './axe.ts';
import { chromiumPath, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

describe.skipIf(chromiumPath === null)(`help and about${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('diagnostics are shown before they are copied, by keyboard', async () => {
    const { page, complaints } = await browser.open('page=settings');
    const copy = page.getByRole('button', { name: 'Copy diagnostics' });
    await page.getByRole('button', { name: 'Show them first' }).press('Enter');
    const shown = page.getByRole('region', { name: 'Diagnostics' });
    expect(await shown.innerText()).toContain('Porchlight diagnostics');
    expect(await findViolations(page, ['pl-app', 'pl-settings-page', 'pl-support-card'])).toEqual([]);
    await copy.press('Enter');
    await page.getByText('Copied. Paste it into your report.').waitFor();
    const calls = await page.evaluate(() => window.fake.calls);
    expect(calls.findLast(({ name }) => name === 'copyText')?.args).toEqual([
      await shown.evaluate((element) => element.textContent),
    ]);
    await page.getByRole('button', { name: 'Hide them' }).click();
    expect(await shown.count()).toBe(0);
    expect(await complaints()).toEqual([]);
    await page.close();
  });
});
