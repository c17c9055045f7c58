import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findClosedPort } from '../cli/support/wrong-server.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import {
  closeDesktopWindow,
  isActiveDesktopWindow,
  listDesktopWindows,
  minimizeDesktopWindow,
  waitForDesktopWindow,
  waitForNoDesktopWindow,
} from './support/desktop-window.ts';
import { launchPackaged, type PackagedPorchlight } from './support/launch-porchlight.ts';
import { watchNotifications, type NotificationWatch } from './support/notifications.ts';
import { pollFor } from './support/poll.ts';
import { listProcessTree, listRunning } from './support/processes.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { clickTrayMenu, readTrayMenu, waitForTrayItem } from './support/tray.ts';
import { createUserData } from './support/user-data.ts';

describeDesktop('the packaged app', () => {
  let watch: NotificationWatch;
  let app: PackagedPorchlight;
  let debuggerPort: number;
  let netLog: string;

  beforeAll(async () => {
    const userDataDir = await createUserData({});
    watch = await watchNotifications();
    debuggerPort = await findClosedPort();
    netLog = join(userDataDir, 'net-log.json');
    app = await launchPackaged({
      userDataDir,
      args: ['--demo', `--remote-debugging-port=${String(debuggerPort)}`, `--log-net-log=${netLog}`],
      // A packaged Electron without fuses would be a plain Node with these, and open a second debugger.
      env: { ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--inspect=0 --require /no/such/file' },
    });
  });
  afterAll(() => watch.stop());

  it('starts and shows its window', async () => {
    const window = await waitForDesktopWindow(20_000);
    expect(window).toMatch(/^\d+$/);
    expect(app.process.exitCode).toBeNull();
  });

  it('puts an icon into the tray whose tooltip and first row say the state', async () => {
    const item = await waitForTrayItem(({ toolTip }) => toolTip.includes('is live'));
    expect(item.toolTip).toMatch(/^Porchlight: (?:\d+ unread, )?Demo home is live$/);
    expect(item.picture?.width).toBeGreaterThanOrEqual(22);
    expect(item.picture?.argb.some((byte) => byte !== 0)).toBe(true);
    const menu = await readTrayMenu(item);
    expect(menu[0]).toMatchObject({ label: 'Demo home is live', isEnabled: false });
    expect(menu.filter((row) => !row.isSeparator).map((row) => row.label)).toEqual([
      'Demo home is live',
      'Open event log',
      'Recent alerts',
      'Pause notifications',
      'Rules',
      'Reconnect now',
      'Settings…',
      'Start at login',
      'Copy diagnostics',
      'Quit Porchlight',
    ]);
  });

  it('takes no debugger, no network log and no part of Node from its command line', async () => {
    const log = await readFile(join(app.userDataDir, 'porchlight.log'), 'utf8');
    expect(log).toContain('packaged=true');
    expect(log).toContain('switch-removed name=remote-debugging-port');
    expect(log).toContain('switch-removed name=log-net-log');
    expect(await isListening(debuggerPort)).toBe(false);
    expect(existsSync(netLog)).toBe(false);
    expect(app.readOutput()).not.toMatch(/DevTools listening|Debugger listening|no\/such\/file/);
  });

  it('raises a notification when the front door of the demo home opens, and keeps it in the tray menu', async () => {
    const notification = await watch.waitFor(({ summary }) => summary.includes('Front door'), 15_000);
    expect(notification).toMatchObject({ appName: 'Porchlight', summary: 'Front door opened' });
    // In its first second the app may not know the rooms yet.
    expect(notification.body).toMatch(/^(?:Hall · )?Front door of the demo home · \d\d:\d\d:\d\d$/);
    expect(notification.actions).toContain('default');
    await takeScreenshot('packaged-1-front-door');
    const alert = await pollFor('recent alert', async () => {
      const menu = await readTrayMenu(await waitForTrayItem());
      return menu
        .find((row) => row.label === 'Recent alerts')
        ?.children.find((row) => row.label.includes('Front door'));
    });
    expect(alert.label).toMatch(/^● \d\d:\d\d:\d\d {2}Front door opened$/);
  });

  it('stays in the tray when its window is closed, and says so once', async () => {
    await closeDesktopWindow(await waitForDesktopWindow());
    await waitForNoDesktopWindow();
    const notification = await watch.waitFor(({ summary }) => summary === 'Porchlight keeps watching');
    expect(notification.body).toBe('It is in the tray now. Its menu has the event log and Quit.');
    expect((await waitForTrayItem()).toolTip).toMatch(/^Porchlight: \d+ unread, Demo home is live$/);
    await takeScreenshot('packaged-2-in-the-tray');
  });

  it('opens its window again when it is started a second time', async () => {
    const second = await launchPackaged({ userDataDir: app.userDataDir });
    expect(await second.exited).toBe(0);
    const window = await waitForDesktopWindow();
    expect(await listDesktopWindows()).toEqual([window]);
    expect(app.process.exitCode).toBeNull();
    await pollFor('active window', async () => (await isActiveDesktopWindow(window)) || undefined);
    await takeScreenshot('packaged-3-second-start');
  });

  it('brings a minimised window to the front when it is started a second time', async () => {
    const window = await waitForDesktopWindow();
    await minimizeDesktopWindow(window);
    await waitForNoDesktopWindow();
    expect(await (await launchPackaged({ userDataDir: app.userDataDir })).exited).toBe(0);
    expect(await waitForDesktopWindow()).toBe(window);
    await pollFor('active window', async () => (await isActiveDesktopWindow(window)) || undefined);
  });

  it('quits from the tray with code 0 and leaves no process and no icon', async () => {
    const tree = await listProcessTree(app.process.pid ?? 0);
    expect((await listRunning(tree)).length).toBeGreaterThan(3);
    await clickTrayMenu(await waitForTrayItem(), 'Quit Porchlight');
    expect(await app.exited).toBe(0);
    await pollFor('end of all processes', async () =>
      (await listRunning(tree)).length === 0 ? true : undefined,
    );
    await expect(waitForTrayItem(undefined, 200)).rejects.toThrow('no such tray item');
    expect(await readFile(join(app.userDataDir, 'porchlight.log'), 'utf8')).toMatch(/ quit\n$/);
    await takeScreenshot('packaged-4-after-quit');
  });
});

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}
