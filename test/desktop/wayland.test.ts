import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeDesktop } from './support/describe-desktop.ts';
import { launchPackaged, type PackagedPorchlight } from './support/launch-porchlight.ts';
import {
  clickNotification,
  closeNotifications,
  watchNotifications,
  type NotificationWatch,
} from './support/notifications.ts';
import { pollFor } from './support/poll.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { clickTrayMenu, waitForTrayItem } from './support/tray.ts';
import { startWeston, westonSkipReason, type Weston } from './support/weston.ts';

const NATIVE = '--ozone-platform=wayland';

describeDesktop(
  'the packaged app on Wayland',
  () => {
    let weston: Weston;
    let app: PackagedPorchlight;
    let watch: NotificationWatch;
    beforeAll(async () => {
      // A notification of danger stays on the screen after the test that caused it.
      await closeNotifications();
      watch = await watchNotifications();
      weston = await startWeston();
      app = await launchPackaged({ args: [NATIVE, '--demo'], env: weston.env });
    });
    afterAll(() => {
      watch.stop();
      weston.stop();
    });

    it('shows its window', async () => {
      await waitForPaint('window on the screen', (share) => share > 0.9);
      await takeScreenshot('wayland-1-window');
    });

    it('shows it again from the tray after it was started hidden', async () => {
      await clickTrayMenu(await waitForTrayItem(), 'Quit Porchlight');
      expect(await app.exited).toBe(0);
      await waitForPaint('empty screen', (share) => share < 0.01);
      app = await launchPackaged({ args: [NATIVE, '--hidden'], env: weston.env });
      await clickTrayMenu(await waitForTrayItem(undefined, 20_000), 'Open event log');
      await waitForPaint('window on the screen', (share) => share > 0.9);
      await takeScreenshot('wayland-2-from-the-tray');
      await clickTrayMenu(await waitForTrayItem(), 'Quit Porchlight');
      expect(await app.exited).toBe(0);
    });

    it('tells of the front door, and shows its window at a click on that', async () => {
      await waitForPaint('empty screen', (share) => share < 0.01);
      app = await launchPackaged({ args: [NATIVE, '--hidden', '--demo'], env: weston.env });
      await watch.waitFor(({ summary }) => summary === 'Front door opened', 20_000);
      await clickNotification();
      await waitForPaint('window on the screen', (share) => share > 0.9);
      await takeScreenshot('wayland-3-click-on-a-toast');
      await clickTrayMenu(await waitForTrayItem(), 'Quit Porchlight');
      expect(await app.exited).toBe(0);
    });

    it('shows its window when it is started a second time', async () => {
      await waitForPaint('empty screen', (share) => share < 0.01);
      app = await launchPackaged({ args: [NATIVE, '--hidden'], env: weston.env });
      await waitForTrayItem(undefined, 20_000);
      const { userDataDir } = app;
      const second = await launchPackaged({ args: [NATIVE], env: weston.env, userDataDir });
      expect(await second.exited).toBe(0);
      await waitForPaint('window on the screen', (share) => share > 0.9);
      await clickTrayMenu(await waitForTrayItem(), 'Quit Porchlight');
      expect(await app.exited).toBe(0);
    });

    function waitForPaint(what: string, holds: (share: number) => boolean): Promise<true> {
      return pollFor(what, async () => (holds(await weston.measurePainted()) ? true : undefined), 30_000);
    }
  },
  westonSkipReason,
);
