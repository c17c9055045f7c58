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

  it('text size and sounds are chosen by keyboard', async () => {
    const { page, complaints } = await browser.open('page=settings');
    const sizes = page.getByRole('group', { name: 'Text size' });
    await sizes.getByRole('button', { name: '100 %' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => window.fake.overview().textSize)).toBe(115);
    await page.getByRole('switch', { name: 'Sounds' }).press(' ');
    await expect.poll(() => page.evaluate(() => window.fake.overview().notifications.sound)).toBe(false);
    expect(await findViolations(page, ['pl-app', 'pl-settings-page'])).toEqual([]);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('rows stand closer and times have am and pm where that is chosen, and nothing is cut off', async () => {
    const { page, complaints } = await browser.open('preload=400&page=settings');
    await page
      .getByRole('group', { name: 'Rows of the log' })
      .getByRole('button', { name: 'Compact' })
      .press('Enter');
    await page.getByRole('group', { name: 'Clock' }).getByRole('button', { name: '12 h' }).press('Enter');
    await expect.poll(() => page.evaluate(() => window.fake.overview().clock)).toBe('12');
    await page.getByRole('button', { name: 'Events', exact: true }).click();
    const rows = page.locator('pl-log-list .row');
    await rows.first().waitFor();
    const times = await rows.locator('time').evaluateAll((all) =>
      all.map((time) => ({
        text: time.textContent.trim(),
        isCut: time.scrollWidth > time.clientWidth,
        heightPx: time.closest('.row')?.getBoundingClientRect().height,
      })),
    );
    expect(times.length).toBeGreaterThan(20);
    for (const { text, isCut, heightPx } of times) {
      expect(text).toMatch(/^\d{1,2}:\d\d:\d\d\.\d{3} [ap]m$/);
      expect([isCut, heightPx]).toEqual([false, 21]);
    }
    const tops = await rows.evaluateAll((all) =>
      all.map((row) => Math.round(row.getBoundingClientRect().top)),
    );
    const sorted = tops.toSorted((a, b) => a - b);
    expect(sorted.slice(1).every((top, at) => top - (sorted[at] ?? 0) === 21)).toBe(true);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('a file of settings says what it would change before it does, by keyboard', async () => {
    const { page, complaints } = await browser.open('page=settings');
    await page.getByRole('button', { name: 'Export settings…' }).press('Enter');
    await page.getByText('Your settings are in porchlight-settings.yaml.').waitFor();
    const open = page.getByRole('button', { name: 'Import settings…' });
    await open.press('Enter');
    await page.getByText('my.yaml would change this, and nothing else:').waitFor();
    expect(await page.locator('pl-settings-files li').allInnerTexts()).toEqual([
      'Theme: dark instead of light.',
      '1 view is added: Doors.',
    ]);
    expect(await findViolations(page, ['pl-app', 'pl-settings-page', 'pl-settings-files'])).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => window.fake.calls.some(({ name }) => name === 'importSettings'))).toBe(
      false,
    );
    await page.keyboard.press('Enter');
    await page.getByText('The settings of the file are taken over.').waitFor();
    await expect.poll(() => open.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await complaints()).toEqual([]);
    await page.close();
  });
});
