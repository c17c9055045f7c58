import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Alert } from '../../src/core/history/alert.ts';
import { askApp, findPage, openAppPage, rowsWith, saveRule, saveServer } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { startScreenSaver, type FakeScreenSaver } from './support/fake-screen-saver.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { watchNotifications, type NotificationWatch } from './support/notifications.ts';
import { pollFor } from './support/poll.ts';
import { callBus } from './support/session-bus.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { createTestHome, type TestHome } from './support/test-home.ts';
import { clickTrayMenu, readTrayMenu, waitForTrayItem, type TrayItem } from './support/tray.ts';

const ALL_DAY = { on: true, from: '00:00', to: '00:00', days: [0, 1, 2, 3, 4, 5, 6] };

describeDesktop('when the owner is told', () => {
  let home: TestHome;
  let watch: NotificationWatch;
  let app: DrivenPorchlight;
  let page: Page;
  let saver: FakeScreenSaver | undefined;

  beforeAll(async () => {
    home = await createTestHome();
    watch = await watchNotifications();
    app = await launchPorchlight();
    page = await findPage(app.electronApp);
    await saveServer(page, { name: 'Home', url: home.url, secret: home.token });
    await rowsWith(page, 'Connected to Home').waitFor();
    await saveRule(page, 'Doors', 'class:door to:on', { cooldownMs: 0 });
    await saveRule(page, 'Fire', 'type:fire', { level: 'critical', cooldownMs: 0 });
  });
  afterAll(async () => {
    saver?.stop();
    watch.stop();
    await app.electronApp.close();
    await home.close();
  });

  const summaries = (): readonly string[] => watch.sent.map(({ summary }) => summary);
  const waitForToast = (title: string): Promise<unknown> => watch.waitFor(({ summary }) => summary === title);

  function waitForOutcome(title: string, outcome: Alert['outcome']): Promise<Alert> {
    return pollFor(`${title}: ${outcome}`, async () => {
      const { recent } = (await askApp(page, 'getOverview')).notifications;
      return recent.find((alert) => alert.title === title && alert.outcome === outcome);
    });
  }

  /** The label of a row of the tray's menu, once there is one that fits. */
  function waitForRow(pattern: RegExp): Promise<string> {
    return pollFor(`tray row ${String(pattern)}`, async () => {
      const menu = await readTrayMenu(await waitForTrayItem());
      return menu.find(({ label }) => pattern.test(label))?.label;
    });
  }

  it('quiet hours hold back what is not critical, and end with one summary', async () => {
    await askApp(page, 'changeSettings', { notifications: { quietHours: ALL_DAY } });
    await home.openDoor('binary_sensor.night_door', 'Night door');
    await home.openDoor('binary_sensor.cat_door', 'Cat door');
    await waitForOutcome('Cat door opened', 'quiet-hours');
    await home.post('fire');
    await waitForToast('fire');
    expect(summaries()).toEqual(['fire']);
    const quiet = await waitForRow(/^Quiet hours until /);
    await takeScreenshot('moments-1-quiet-hours');
    await clickTrayMenu(await waitForTrayItem(), quiet, 'Quiet hours, 00:00 to 00:00');
    await waitForToast('In quiet hours: 2 doors');
    await home.openDoor('binary_sensor.day_door', 'Day door');
    await waitForToast('Day door opened');
  });

  it('the desktop’s Do Not Disturb holds back what is not critical', async () => {
    await setPaused(true);
    await pollFor('what dunst says', async () => {
      await home.openDoor('binary_sensor.side_door', 'Side door');
      const { recent } = (await askApp(page, 'getOverview')).notifications;
      return recent.find(({ outcome }) => outcome === 'dnd');
    });
    await setPaused(false);
    await watch.waitFor(({ summary }) => summary.startsWith('During Do Not Disturb: '));
  });

  it('a pause until the computer is unlocked is on offer where that is told, and ends so', async () => {
    const menu = await readTrayMenu(await waitForTrayItem());
    const offered = menu.find(({ label }) => label === 'Pause notifications')?.children ?? [];
    expect(offered.map(({ label }) => label)).not.toContain('Until I unlock');
    saver = await startScreenSaver();
    await pollFor('somebody tells', async () => (await askApp(page, 'getOverview')).tellsLock || undefined);
    await clickTrayMenu(await waitForTrayItem(), 'Pause notifications', 'Until I unlock');
    await waitForRow(/^Notifications paused until you unlock$/);
    await home.openDoor('binary_sensor.attic_door', 'Attic door');
    await waitForOutcome('Attic door opened', 'paused');
    saver.lock(true);
    await home.openDoor('binary_sensor.shed_door', 'Shed door');
    await waitForOutcome('Shed door opened', 'paused');
    saver.lock(false);
    await waitForToast('While you were away: 2 doors');
    await waitForRow(/^Pause notifications$/);
    expect(summaries()).not.toContain('Shed door opened');
  });

  it('the icon of the tray has the count of what is unread', async () => {
    const unread = await waitForTrayItem(({ toolTip }) => /\d+ unread/.test(toolTip));
    expect(countRed(unread)).toBeGreaterThan(20);
    await takeScreenshot('moments-2-unread');
    await openAppPage(page, 'Notifications');
    const read = await waitForTrayItem(({ toolTip }) => !toolTip.includes('unread'));
    expect(countRed(read)).toBe(0);
    await takeScreenshot('moments-3-list', page);
  });
});

function setPaused(isPaused: boolean): Promise<unknown> {
  const target = { busName: 'org.freedesktop.Notifications', path: '/org/freedesktop/Notifications' };
  const args = ['org.dunstproject.cmd0', 'paused', 'b', String(isPaused)];
  return callBus(target, 'org.freedesktop.DBus.Properties', 'Set', 'ssv', args);
}

/** Pixels of the ground on which the count stands. */
function countRed({ picture }: TrayItem): number {
  let count = 0;
  const argb = picture?.argb ?? new Uint8Array();
  for (let at = 0; at < argb.length; at += 4)
    if ((argb[at + 1] ?? 0) > 180 && (argb[at + 2] ?? 0) < 60 && (argb[at + 3] ?? 0) < 60) count += 1;
  return count;
}
