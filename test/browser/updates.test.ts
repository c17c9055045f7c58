import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { UpdatesView } from '../../src/core/updates/updates-view.ts';
import { findViolations } from './axe.ts';
import { chromiumPath, settle, startBrowser, whySkipped, type TestBrowser } from './browser.ts';

const HOSTILE =
  '<img src=x onerror="document.title=\'taken over\'"><script>document.title = "taken over"</script>\n' +
  `${'A line. '.repeat(400)}\njavascript:alert(1)`;

function change(page: Page, updates: Partial<UpdatesView>): Promise<void> {
  return page.evaluate((next) => {
    window.fake.change({ updates: { ...window.fake.overview().updates, ...next } });
  }, updates);
}

const lastCall = (page: Page, name: string): Promise<unknown> =>
  page.evaluate((wanted) => window.fake.calls.findLast((call) => call.name === wanted)?.args, name);

describe.skipIf(chromiumPath === null)(`the card of updates${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('looks now, by keyboard', async () => {
    const { page, complaints } = await browser.open('page=settings');
    const card = page.locator('pl-updates-card');
    await card.getByText('Looked for a newer one 1 hour ago.').waitFor();
    await card.getByText('This is the newest version.').waitFor();
    await card.getByRole('button', { name: 'Look now' }).focus();
    await page.keyboard.press('Enter');
    await card.getByText('Looked for a newer one just now.').waitFor();
    await change(page, { status: { kind: 'looking' } });
    await expect.poll(() => card.getByRole('button', { name: 'Look now' }).isDisabled()).toBe(true);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('shows progress, and then what is new, as text whatever it is', async () => {
    const { page, complaints } = await browser.open('page=settings');
    const card = page.locator('pl-updates-card');
    const release = { version: '0.2.0', notes: HOSTILE };
    await change(page, { status: { kind: 'downloading', release, percent: 42 } });
    const bar = card.getByRole('progressbar', { name: 'Download of Porchlight 0.2.0' });
    expect(await bar.evaluate((each: HTMLProgressElement) => each.value)).toBe(42);
    await change(page, { status: { kind: 'ready', release } });
    await card.getByText('It is installed when you quit Porchlight.').waitFor();
    expect(await card.getByRole('button', { name: 'Look now' }).count()).toBe(0);
    await card.getByText('What is new in 0.2.0').click();
    const notes = card.getByRole('region', { name: 'What is new' });
    expect(await notes.textContent()).toBe(HOSTILE);
    expect(await notes.evaluate((each) => each.childElementCount)).toBe(0);
    expect(await page.title()).not.toBe('taken over');
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('restarts to what is ready from the card and from the notice, by keyboard', async () => {
    const { page, complaints } = await browser.open('page=settings');
    const restarts = (): Promise<number> =>
      page.evaluate(() => window.fake.calls.filter(({ name }) => name === 'restartToUpdate').length);
    await change(page, { status: { kind: 'ready', release: { version: '0.2.0', notes: '' } } });
    await page.evaluate(() => {
      window.fake.change({
        notices: [
          { id: 'update', tone: 'info', text: 'Porchlight 0.2.0 is ready.', action: 'restart-to-update' },
          { id: 'other', tone: 'info', text: 'Something else.' },
        ],
      });
    });
    const notices = page.getByRole('region', { name: 'Notices' });
    for (const [count, place] of [page.locator('pl-updates-card'), notices].entries()) {
      await place.getByRole('button', { name: 'Restart now' }).focus();
      await page.keyboard.press('Enter');
      await expect.poll(restarts).toBe(count + 1);
    }
    expect(await findViolations(page)).toEqual([]);
    expect(await complaints()).toEqual([]);
    // macOS does not start it again.
    await change(page, { way: 'mac' });
    await expect
      .poll(() => page.locator('pl-updates-card').getByRole('button', { name: 'Restart now' }).count())
      .toBe(0);
    await page.close();
  });

  it('says how to get a version, and opens the page of them', async () => {
    const { page } = await browser.open('page=settings');
    const card = page.locator('pl-updates-card');
    await change(page, {
      way: 'deb',
      status: { kind: 'available', release: { version: '0.2.0', notes: '' } },
    });
    await card.getByText('sudo apt install ./FILE.deb').waitFor();
    await card.getByRole('button', { name: 'Open the page of versions' }).click();
    await expect.poll(() => lastCall(page, 'openUpdatePage')).toEqual([]);
    expect(await card.locator('details').count()).toBe(0);
    await page.close();
  });

  it('can be switched off, and to beta versions', async () => {
    const { page } = await browser.open('page=settings');
    const daily = page.getByRole('switch', { name: 'Look once a day' });
    await daily.click();
    await expect.poll(() => lastCall(page, 'changeSettings')).toEqual([{ updates: { check: false } }]);
    await expect.poll(() => daily.isChecked()).toBe(false);
    await page.getByRole('switch', { name: 'Beta versions' }).click();
    await expect.poll(() => lastCall(page, 'changeSettings')).toEqual([{ updates: { channel: 'beta' } }]);
    await page.close();
  });

  it('says why it is off, and offers nothing', async () => {
    const { page } = await browser.open('page=settings');
    const card = page.locator('pl-updates-card');
    await change(page, { status: { kind: 'off', why: 'no-key' } });
    await card.getByText('This build has no key to check updates with').waitFor();
    expect(await card.getByRole('button').count()).toBe(0);
    expect(await card.getByRole('switch').count()).toBe(0);
    await page.close();
  });

  it('says that a list is old', async () => {
    const { page } = await browser.open('page=settings');
    await change(page, { signedAt: Date.now() - 400 * 86_400_000 });
    await page.getByText('which is long ago').waitFor();
    await page.close();
  });

  it.each([
    ['light, at the least size', 'light', { width: 640, height: 420 }],
    ['dark, at 150 %', 'dark', { width: 787, height: 493 }],
  ] as const)('axe finds nothing wrong, and nothing is cut off: %s', async (_name, theme, size) => {
    const { page } = await browser.open(`page=settings&theme=${theme}`, size);
    const card = page.locator('pl-updates-card');
    const release = { version: '0.2.0', notes: HOSTILE };
    for (const status of [
      { kind: 'downloading', release, percent: 42 },
      { kind: 'failed', failure: 'wrong-signature' },
      { kind: 'ready', release },
      { kind: 'available', release },
    ] as const) {
      await change(page, { status });
      if (status.kind === 'available') await card.getByText('What is new in 0.2.0').click();
      await card.scrollIntoViewIfNeeded();
      await settle(page);
      expect(await findViolations(page)).toEqual([]);
      expect(await card.evaluate((each) => each.scrollWidth <= each.clientWidth)).toBe(true);
    }
    await page.close();
  });
});
