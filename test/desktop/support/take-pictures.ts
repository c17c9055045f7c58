import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createDemoServer } from '../../support/demo-server.ts';
import { askApp, findPage, openAppPage, rowsWith } from './app-page.ts';
import { launchPorchlight } from './launch-porchlight.ts';
import { createQuickClock } from './quick-clock.ts';
import { signInWithPast } from './sign-in-with-past.ts';
import { takeFirstMinute } from './take-first-minute.ts';
import { takeSentences } from './take-sentences.ts';
import { zoneWhereItIs } from './time-zone.ts';

/** On this day a washing machine leaks, the valve is closed by an automation, eggs are ready, and then there is music. */
const SEED = 3379;
const LAST_ROW = 'Living room speaker: title Halo';
const ALERT_ROW = 'Washing machine leak detected';
/** The first minute of the day, four times as fast. */
const SPAN_MS = 60_000;
const SPEED = 4;
const SIZE = { width: 1180, height: 740 };
/** The pictures are taken before noon, wherever they are taken. */
const WANTED_HOUR = 11;

/**
 * Takes the README's pictures of the app, from the demo home. Runs inside a desktop session.
 *
 * @param folder where `events-light.png` and the others go
 * @param report told the path of each picture
 */
export async function takePictures(folder: string, report: (path: string) => void): Promise<void> {
  await mkdir(folder, { recursive: true });
  process.env['TZ'] = zoneWhereItIs(WANTED_HOUR, new Date());
  // First, while no other notification is on the desktop.
  await takeFirstMinute(folder, report);
  const quiet = await createDemoServer({ rate: 0 });
  const userDataDir = await signInWithPast(quiet, { seed: SEED, pastDays: 1 });
  await quiet.close();
  const port = Number(new URL(quiet.url).port);
  const clock = createQuickClock(SPAN_MS, SPEED);
  const home = await createDemoServer({ seed: SEED, clock, port, token: quiet.token });
  const { electronApp } = await launchPorchlight({ userDataDir });
  try {
    const page = await findPage(electronApp);
    const take = await createCamera(page, folder, report);
    await rowsWith(page, LAST_ROW).waitFor();
    home.setRate(0);
    await takePages(page, take);
    await takeStory(page, take);
  } finally {
    await electronApp.close();
    await home.close();
  }
  await takeSentences(folder, report);
}

type Camera = (name: string, height?: number) => Promise<void>;

/** What switched the hall light on at seven? In three actions. */
async function takeStory(page: Page, take: Camera): Promise<void> {
  await setTheme(page, 'light');
  await page.keyboard.press('Escape');
  await page.locator('pl-query-field input').fill('hall light');
  await rowsWith(page, 'Hall turned on').first().waitFor();
  await page.waitForTimeout(1_500);
  await take('story-1-type');
  const plot = page.locator('pl-timeline .plot');
  await plot.focus();
  await page.keyboard.press('Home');
  await seekBar(page, '07:00');
  await take('story-2-click-seven');
  const bar = await page.locator('pl-timeline .cursor').boundingBox();
  if (bar === null) throw new Error('The timeline has no bar to click on.');
  await page.mouse.click(bar.x + bar.width / 2, bar.y + bar.height / 2);
  await page.mouse.move(0, 0);
  await rowsWith(page, '07:00:02').and(rowsWith(page, 'Hall turned on, was off')).click();
  await page.locator('pl-detail-pane [role="tree"]').first().waitFor();
  await page.waitForTimeout(1_000);
  await take('story-3-why');
}

/** Moves along the bars until the one that holds a time of day. */
async function seekBar(page: Page, time: string): Promise<void> {
  const plot = page.locator('pl-timeline .plot');
  for (let steps = 0; steps < 200; steps += 1) {
    const words = (await plot.getAttribute('aria-valuetext')) ?? '';
    const [from = '', to = ''] = words.match(/\d\d:\d\d/g) ?? [];
    if (from <= time && time < to) return;
    await page.keyboard.press('ArrowRight');
  }
  throw new Error(`No bar of the timeline holds ${time}.`);
}

async function takePages(page: Page, take: Camera): Promise<void> {
  await setTheme(page, 'light');
  await openAppPage(page, 'Notifications');
  await page.locator('pl-watch-notes li').first().waitFor();
  await take('notifications-light');
  await openAppPage(page, 'Settings');
  await page.locator('pl-server-card .badge', { hasText: 'Live' }).waitFor();
  await take('settings-light');
  await openAppPage(page, 'Events');
  await page.locator('pl-log-list [data-seq]').first().waitFor();
  await page.waitForTimeout(2_500);
  await take('events-light');
  await setTheme(page, 'dark');
  await take('events-dark');
  await rowsWith(page, ALERT_ROW).last().click();
  await page.locator('pl-detail-pane', { hasText: 'Changed' }).waitFor();
  await page.waitForTimeout(1_000);
  await take('detail-dark');
}

async function setTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await askApp(page, 'changeSettings', { theme });
  await page.locator(`html[data-theme="${theme}"]`).waitFor();
}

/** Draws with two pixels for each, so that the pictures are sharp on every screen. */
async function createCamera(page: Page, folder: string, report: (path: string) => void): Promise<Camera> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setDeviceMetricsOverride', { ...SIZE, deviceScaleFactor: 2, mobile: false });
  return async (name, height = SIZE.height) => {
    const path = join(folder, `${name}.png`);
    const clip = { x: 0, y: 0, width: SIZE.width, height };
    await page.screenshot({ path, clip, animations: 'disabled', caret: 'hide' });
    report(path);
  };
}
