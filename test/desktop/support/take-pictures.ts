import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createDemoServer } from '../../../src/demo/server.ts';
import { askApp, findPage, openAppPage, rowsWith, saveServer } from './app-page.ts';
import { launchPorchlight } from './launch-porchlight.ts';
import { createQuickClock } from './quick-clock.ts';

/** On this day a washing machine leaks, the valve is closed by an automation, eggs are ready, and then there is music. */
const SEED = 265;
const LAST_ROW = 'Living room speaker: title Halo';
const ALERT_ROW = 'Washing machine leak detected';
/** The first minute of the day, four times as fast. */
const SPAN_MS = 60_000;
const SPEED = 4;
const SIZE = { width: 1100, height: 700 };

/**
 * Takes the README's pictures of the app, from the demo home. Runs inside a desktop session.
 *
 * @param folder where `events-light.png` and the others go
 * @param report told the path of each picture
 */
export async function takePictures(folder: string, report: (path: string) => void): Promise<void> {
  await mkdir(folder, { recursive: true });
  const { electronApp } = await launchPorchlight();
  const page = await findPage(electronApp);
  const home = await createDemoServer({ seed: SEED, clock: createQuickClock(SPAN_MS, SPEED) });

  async function take(name: string, height = SIZE.height): Promise<void> {
    const path = join(folder, `${name}.png`);
    const clip = { x: 0, y: 0, width: SIZE.width, height };
    await page.screenshot({ path, clip, animations: 'disabled', caret: 'hide' });
    report(path);
  }

  try {
    await setSize(page);
    await saveServer(page, { name: 'Home', url: home.url, colour: 'amber', secret: home.token });
    await rowsWith(page, LAST_ROW).waitFor();
    home.setRate(0);
    await askApp(page, 'setTheme', 'light');
    await page.locator('html[data-theme="light"]').waitFor();
    await openAppPage(page, 'Notifications');
    await page.locator('pl-recent-alerts li').first().waitFor();
    await take('notifications-light');
    await openAppPage(page, 'Settings');
    await page.locator('pl-server-card .badge', { hasText: 'Live' }).waitFor();
    // Without the last card, which shows a folder of this session.
    await take('settings-light', 508);
    await openAppPage(page, 'Events');
    await page.locator('pl-log-list [data-seq]').first().waitFor();
    await take('events-light');
    await askApp(page, 'setTheme', 'dark');
    await page.locator('html[data-theme="dark"]').waitFor();
    await take('events-dark');
    await rowsWith(page, ALERT_ROW).click();
    await page.locator('pl-detail-pane .diff').waitFor();
    await take('detail-dark');
  } finally {
    await electronApp.close();
    await home.close();
  }
}

/** Draws with two pixels for each, so that the pictures are sharp on every screen. */
async function setSize(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setDeviceMetricsOverride', { ...SIZE, deviceScaleFactor: 2, mobile: false });
}
