import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PLAIN_RULE } from '../../src/core/rules/rule-choices.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/settings.ts';
import { askApp, findPage, openAppPage, rowsWith } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import {
  closeDesktopWindow,
  placeDesktopWindow,
  readDesktopPlace,
  waitForDesktopWindow,
  waitForNoDesktopWindow,
} from './support/desktop-window.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { pollFor } from './support/poll.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { activateTrayItem, clickTrayMenu, waitForTrayItem } from './support/tray.ts';
import { createUserData } from './support/user-data.ts';

describeDesktop('the window', () => {
  let app: DrivenPorchlight;
  beforeAll(async () => {
    // Where all of the window fits on the screen, so that the window manager leaves it there.
    const window = { x: 120, y: 80, width: 1000, height: 600, maximized: false };
    const settings = JSON.stringify({ ...DEFAULT_SETTINGS, window });
    app = await launchPorchlight({ userDataDir: await createUserData({ 'config.json': settings }) });
  });
  afterAll(() => app.electronApp.close());

  const pageNow = (): Promise<Page> => findPage(app.electronApp);

  it('welcomes a new user, and has a pretend home to try', async () => {
    const page = await pageNow();
    await page.getByRole('heading', { name: 'Welcome to Porchlight' }).waitFor();
    await takeScreenshot('window-1-welcome', page);
    await page.getByRole('button', { name: 'Try the demo home' }).click();
    await rowsWith(page, 'Connected to Demo home').waitFor();
  });

  it('shows events as they come, in words', async () => {
    const page = await pageNow();
    const rows = page.locator('pl-log-list [data-seq]');
    await rows.nth(2).waitFor();
    const texts = await rows.locator('.sentence').allTextContents();
    expect(texts.every((text) => text.length > 3)).toBe(true);
    await page.locator('pl-connection-badge .badge', { hasText: 'Live' }).waitFor();
    const counts = await pollFor('events', async () => {
      const { counts: now } = await askApp(page, 'getOverview');
      return now.received > 2 ? now : undefined;
    });
    expect(counts.unparsed).toBe(0);
  });

  it('opens the details of an event with one click', async () => {
    const page = await pageNow();
    // The list follows a busy house: what stands where the click goes may be another row by then.
    await page.evaluate(() => {
      const note = (event: Event): void => {
        const row = event.composedPath().find((node) => node instanceof HTMLElement && 'seq' in node.dataset);
        const subject =
          row instanceof HTMLElement ? row.querySelector('.thing')?.getAttribute('title') : null;
        document.body.dataset['pressed'] = subject ?? '';
      };
      addEventListener('pointerdown', note, { capture: true, once: true });
    });
    await page.locator('pl-log-list [data-seq] .thing[title*="sensor."]').first().click();
    const subject = await page.evaluate(() => document.body.dataset['pressed'] ?? '');
    expect(subject).not.toBe('');
    const pane = page.locator('pl-detail-pane');
    await pane.locator('.from', { hasText: subject }).waitFor();
    await pane
      .getByRole('treeitem', { name: /event_type/ })
      .first()
      .waitFor();
    await takeScreenshot('window-2-detail', page);
  });

  it('is gone when closed, and comes back with its size, its place and the events so far', async () => {
    const first = await pageNow();
    const { lastSeq } = await lastRow(first);
    const window = await waitForDesktopWindow();
    await placeDesktopWindow(window, { x: 140, y: 120, width: 900, height: 560 });
    await pollFor('new size', async () => (await readDesktopPlace(window)).width === 900 || undefined);
    const place = await readDesktopPlace(window);
    await closeDesktopWindow(window);
    await waitForNoDesktopWindow();
    await expect.poll(() => app.electronApp.windows().filter((page) => !page.isClosed())).toEqual([]);

    await clickTrayMenu(await waitForTrayItem(), 'Open event log');
    const second = await pageNow();
    await second.locator('pl-log-list [data-seq]').first().waitFor();
    expect((await lastRow(second)).lastSeq).toBeGreaterThanOrEqual(lastSeq);
    const again = await waitForDesktopWindow();
    await expect.poll(() => readDesktopPlace(again)).toEqual(place);
    await takeScreenshot('window-3-opened-again', second);
  });

  it('keeps its place also when it is closed and opened many times', async () => {
    const place = await readDesktopPlace(await waitForDesktopWindow());
    for (let time = 0; time < 3; time += 1) {
      await closeDesktopWindow(await waitForDesktopWindow());
      await waitForNoDesktopWindow();
      await clickTrayMenu(await waitForTrayItem(), 'Open event log');
      await pageNow();
      const window = await waitForDesktopWindow();
      await expect.poll(() => readDesktopPlace(window)).toEqual(place);
    }
  });

  it('opens at a click on the icon in the tray', async () => {
    await closeDesktopWindow(await waitForDesktopWindow());
    await waitForNoDesktopWindow();
    await activateTrayItem(await waitForTrayItem());
    await waitForDesktopWindow();
    await (await pageNow()).locator('pl-log-list [data-seq]').first().waitFor();
  });

  it('opens its settings from the tray, and keeps what is chosen there in a private file', async () => {
    await clickTrayMenu(await waitForTrayItem(), 'Settings…');
    const page = await pageNow();
    await page.getByRole('heading', { name: 'Settings', exact: true }).waitFor();
    await page.locator('label.theme.dark').click();
    await page.locator('html[data-theme="dark"]').waitFor();
    await takeScreenshot('window-4-settings-dark', page);
    const settings = JSON.parse(await readFile(join(app.userDataDir, 'config.json'), 'utf8')) as {
      theme: string;
    };
    expect(settings.theme).toBe('dark');
    await openAppPage(page, 'Notifications');
    await page.getByRole('heading', { name: 'Tell me' }).waitFor();
    await page.getByText('When a timer ends.').waitFor();
    await takeScreenshot('window-5-notifications-dark', page);
  });

  it('refuses a rule about nearly everything', async () => {
    const page = await pageNow();
    const refused = await askApp(page, 'saveRule', {
      id: 'everything',
      name: 'Everything',
      enabled: true,
      query: 'type:state_changed',
      cooldownMs: 0,
      ...PLAIN_RULE,
    });
    expect(refused).toContain('This rule is about nearly everything.');
  });
});

async function lastRow(page: Page): Promise<{ lastSeq: number }> {
  const seqs = await page
    .locator('pl-log-list [data-seq]')
    .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-seq'))));
  return { lastSeq: Math.max(...seqs) };
}
