import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

let browser: TestBrowser;

async function open(hash = 'preload=300'): Promise<Page> {
  const { page } = await browser.open(hash);
  await settle(page);
  return page;
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByTitle('Record, export, open a file').click();
  await page.getByRole('button', { name: item }).click();
}

async function requestsOf(page: Page, name: string): Promise<readonly unknown[]> {
  return page.evaluate(
    (wanted) => window.fake.calls.filter((call) => call.name === wanted).map(({ args }) => args),
    name,
  );
}

/** What axe finds wrong in the parts that are tested here. */
async function violations(page: Page): Promise<readonly unknown[]> {
  const all = await findViolations(page);
  return all.filter((violation) =>
    /pl-file-|pl-export|pl-marked|pl-cause-groups|pl-capture/.test(JSON.stringify(violation)),
  );
}

describe.skipIf(chromiumPath === null)(`files and recordings${whySkipped}`, () => {
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('records a stretch, shows it, and groups it by cause', async () => {
    const page = await open();
    await choose(page, 'Record what happens now');
    await page.getByText('Recording since').waitFor();
    await page.evaluate(() => {
      window.fake.emit(12);
    });
    await page.getByText(/Recording since .*, [1-9]\d* events/).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText(/^\d+ events between \d\d:\d\d:\d\d and \d\d:\d\d:\d\d\.$/).waitFor();

    await page.getByRole('button', { name: 'Group by cause' }).click();
    const dialog = page.getByRole('dialog', { name: /events between .*, by cause/ });
    await dialog
      .getByRole('heading', { name: /: \d+ events?/ })
      .first()
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Copy as text' }).click();
    const [[text = ''] = []] = (await requestsOf(page, 'copyText')) as string[][];
    expect(text).toMatch(/^\d+ events between .*\n\n1\. .+: \d+ events?/);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: 'Show', exact: true }).click();
    await expect.poll(() => page.getByLabel('Search events').inputValue()).toMatch(/^seq:\d+\.\.\d+$/);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText(/events between/).waitFor({ state: 'detached' });
    await page.close();
  });

  it('exports with a progress bar, and says where the file is', async () => {
    const page = await open();
    await choose(page, 'Export what is shown');
    const dialog = page.getByRole('dialog', { name: 'Export events' });
    await dialog.getByText(/^All [\d,]+ events\.$/).waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByLabel('CSV').check();
    await dialog.getByText('A cell that looks like a formula begins with an apostrophe.').waitFor();
    await dialog.getByRole('button', { name: 'Choose a file' }).click();
    await dialog.getByRole('progressbar').waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByText('48,000 events in porchlight-2026-11-21-1402.csv.').waitFor();
    expect(await requestsOf(page, 'exportView')).toEqual([['log', '', 'csv']]);
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Show in folder' }).click();
    expect(await requestsOf(page, 'showExport')).toEqual([[]]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await dialog.waitFor({ state: 'hidden' });
    await page.close();
  });

  it('goes on in the background, can be found again and cancelled', async () => {
    const page = await open();
    await choose(page, 'Export what is shown');
    const dialog = page.getByRole('dialog', { name: 'Export events' });
    await dialog.getByRole('button', { name: 'Choose a file' }).click();
    await dialog.getByRole('button', { name: 'Go on in the background' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await choose(page, 'Export what is shown');
    await dialog.getByRole('button', { name: 'Cancel the export' }).click();
    await dialog.getByText('The export was cancelled, and nothing was left behind.').waitFor();
    await page.close();
  });

  it('says why an export failed', async () => {
    const page = await open();
    await page.getByLabel('Search events').fill('type:state_changed OR full');
    await page.keyboard.press('Enter');
    await settle(page);
    await choose(page, 'Export what is shown');
    const dialog = page.getByRole('dialog', { name: 'Export events' });
    await dialog.getByText('events matching type:state_changed OR full.').waitFor();
    await dialog.getByRole('button', { name: 'Choose a file' }).click();
    await dialog.getByRole('alert').getByText('There is no room left on the disk').waitFor();
    expect(await dialog.getByRole('button', { name: 'Show in folder' }).count()).toBe(0);
    await page.close();
  });

  it('opens a capture, shows how far it is read, and goes back to the log', async () => {
    const page = await open();
    await choose(page, 'Open a capture');
    await page.getByText('Reading friday.ndjson, 42 %').waitFor();
    await page
      .getByText('Looking at friday.ndjson, 12,408 events. 3 lines are no events and were skipped.')
      .waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to the log' }).click();
    await page.getByText('friday.ndjson').waitFor({ state: 'detached' });
    expect(await requestsOf(page, 'closeCapture')).toEqual([['friday']]);
    await page.close();
  });
});
