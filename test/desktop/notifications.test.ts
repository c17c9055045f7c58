import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askApp, findPage, rowsWith, saveRule, saveServer } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import {
  closeDesktopWindow,
  waitForDesktopWindow,
  waitForNoDesktopWindow,
} from './support/desktop-window.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import {
  clickNotification,
  closeNotifications,
  readNotificationCapabilities,
  watchNotifications,
  type NotificationWatch,
} from './support/notifications.ts';
import { pollFor } from './support/poll.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { createTestHome, type TestHome } from './support/test-home.ts';
import { clickTrayMenu, readTrayMenu, waitForTrayItem } from './support/tray.ts';

const LINK = '<a href="file:///etc/passwd">key</a> & <b>more</b>';
/** Turns the text around, then tries to colour a terminal. */
const BIDI = '\u202Egnp.exe\u2066\u0007\u001b[31m';
const BURST = 40;
/** At most five notifications in this time. */
const BUDGET_MS = 10_000;
/** A notification is seen on the bus later than it was decided on, the first one most of all. */
const LATENESS_MS = 1_500;

// The tests go in this order because of the budget: after the summary of the burst there are four places for ten seconds.
describeDesktop('native notifications', () => {
  let home: TestHome;
  let watch: NotificationWatch;
  let app: DrivenPorchlight;

  beforeAll(async () => {
    home = await createTestHome();
    watch = await watchNotifications();
    app = await launchPorchlight();
    const page = await findPage(app.electronApp);
    await saveServer(page, { name: 'Home', url: home.url, secret: home.token });
    await rowsWith(page, 'Connected to Home').waitFor();
    await saveRule(page, 'Front doors', 'entity:binary_sensor.front_door* to:on');
  });
  afterAll(async () => {
    watch.stop();
    await app.electronApp.close();
    await home.close();
  });

  const pageNow = (): Promise<Page> => findPage(app.electronApp);

  it(`turns a burst of ${String(BURST)} into at most 5 notifications in 10 seconds and one summary`, async () => {
    for (let number = 0; number < BURST; number += 1)
      await home.post('timer.finished', { entity_id: `timer.egg_${String(number)}` });
    await rowsWith(await pageNow(), 'timer.egg_39').waitFor();
    await takeScreenshot('notifications-1-burst');
    const summary = await watch.waitFor((sent) => sent.summary.includes('more alert'), BUDGET_MS + 3_000);
    await takeScreenshot('notifications-2-summary');
    expect(summary.summary).toBe('35 more alerts');
    expect(summary.body).toMatch(/^Egg 5 finished, .* and 30 more$/);
    const single = watch.sent.filter((sent) => sent !== summary);
    expect(single.map((sent) => sent.summary)).toEqual(
      [0, 1, 2, 3, 4].map((number) => `Egg ${String(number)} finished`),
    );
    const first = single[0]?.at ?? 0;
    expect(summary.at - first).toBeGreaterThan(BUDGET_MS - LATENESS_MS);
  });

  it('shows a chosen event with its title and body, and no other event', async () => {
    await closeNotifications();
    await home.openDoor('binary_sensor.cellar_door', 'Cellar door');
    await home.openDoor('binary_sensor.front_door', 'Front door');
    const notification = await watch.waitFor(({ summary }) => summary === 'Front door opened');
    expect(notification.appName).toBe('Porchlight');
    expect(notification.body).toMatch(/^Hall · Front doors · \d\d:\d\d:\d\d$/);
    const page = await pageNow();
    await rowsWith(page, 'Front door opened').locator('.alert').waitFor();
    expect(await rowsWith(page, 'Cellar door opened').locator('.alert').count()).toBe(0);
    expect(watch.sent.filter(({ summary }) => summary.includes('Cellar'))).toEqual([]);
    await takeScreenshot('notifications-3-chosen-event');
  });

  it('shows markup as it was typed and leaves out what would turn the text around', async () => {
    expect(await readNotificationCapabilities()).toContain('body-markup');
    await saveRule(await pageNow(), `${LINK}${BIDI}`, 'type:marked');
    await home.post('marked', {});
    const { summary, body } = await watch.waitFor((sent) => sent.body.includes('passwd'));
    expect(body).toContain(
      '&lt;a href="file:///etc/passwd"&gt;key&lt;/a&gt; &amp; &lt;b&gt;more&lt;/b&gt;gnp.exe',
    );
    // eslint-disable-next-line no-control-regex -- they are what must not be there
    expect(`${summary}${body}`).not.toMatch(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/);
    await takeScreenshot('notifications-4-markup');
  });

  it('opens the window at the very event when it is clicked', async () => {
    await closeDesktopWindow(await waitForDesktopWindow());
    await waitForNoDesktopWindow();
    await watch.waitFor(({ summary }) => summary === 'Porchlight keeps watching');
    await closeNotifications();
    await home.openDoor('binary_sensor.front_door_2', 'Side door');
    for (let number = 0; number < 60; number += 1) await home.post('filler', { number });
    await watch.waitFor(({ summary }) => summary === 'Side door opened');
    await clickNotification(0);
    await expectOpenAt(await pageNow(), 'Side door opened', 'binary_sensor.front_door_2');
    await waitForDesktopWindow();
    await takeScreenshot('notifications-5-clicked');
  });

  it('opens an earlier event from the recent alerts of the tray', async () => {
    const item = await waitForTrayItem();
    const recent = (await readTrayMenu(item)).find((row) => row.label === 'Recent alerts');
    const label = recent?.children.find((row) => row.label.endsWith('Front door opened'))?.label;
    await clickTrayMenu(item, 'Recent alerts', label ?? 'Front door opened');
    await expectOpenAt(await pageNow(), 'Front door opened', 'binary_sensor.front_door');
  });

  it('stays quiet for an hour when the tray says so, and speaks again when resumed', async () => {
    await clickTrayMenu(await waitForTrayItem(), 'Pause notifications', 'For 1 hour');
    const paused = await waitForTrayRow(/^Notifications paused until \d\d:\d\d$/);
    await takeScreenshot('notifications-6-paused');
    await home.post('tag_scanned', { tag_id: 'while-paused' });
    await pollFor('record of the held back alert', async () => {
      const { notifications } = await askApp(await pageNow(), 'getOverview');
      return notifications.recent.find(({ outcome }) => outcome === 'paused');
    });
    await clickTrayMenu(await waitForTrayItem(), paused, 'Resume');
    await waitForTrayRow(/^Pause notifications$/);
    await home.post('tag_scanned', { tag_id: 'after-the-pause' });
    await watch.waitFor(({ summary }) => summary.includes('after-the-pause'));
    expect(watch.sent.filter(({ summary }) => summary.includes('while-paused'))).toEqual([]);
  });
});

/** The row is selected, and the details of the event are open beside it. */
async function expectOpenAt(page: Page, text: string, subject: string): Promise<void> {
  const row = page.locator('pl-log-list .row.sel');
  // The name of the thing stands in a column of its own; the sentence has both.
  await row.locator(`.text[title*=${JSON.stringify(text)}]`).waitFor();
  expect(await row.locator('.thing').getAttribute('title')).toBe(subject);
  await page.locator('pl-detail-pane h2', { hasText: text }).waitFor();
  await page.locator('pl-detail-pane .from', { hasText: subject }).waitFor();
}

/** The label of the tray's row that fits, once it is there. */
function waitForTrayRow(pattern: RegExp): Promise<string> {
  return pollFor(`tray row ${String(pattern)}`, async () => {
    const menu = await readTrayMenu(await waitForTrayItem());
    return menu.find((row) => pattern.test(row.label))?.label;
  });
}
