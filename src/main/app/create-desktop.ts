import { homedir } from 'node:os';
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  nativeImage,
  nativeTheme,
  Notification,
  powerMonitor,
  screen,
  session,
} from 'electron';
import type { Clock } from '../../core/clock.ts';
import { createSessionBus, createSystemBus } from '../desktop/session-bus.ts';
import { watchDoNotDisturb } from '../desktop/do-not-disturb.ts';
import { createLoginItems } from '../desktop/login-items.ts';
import { createStartAtLogin } from '../desktop/start-at-login.ts';
import { createTrayHost } from '../desktop/tray-host.ts';
import { watchLock } from '../desktop/watch-lock.ts';
import { createNotifier } from '../notifications/notifications.ts';
import { toPicture } from '../notifications/picture.ts';
import { openSoundWindow } from '../notifications/sound-window.ts';
import { createSoundPlayer } from '../notifications/sounds.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import { createLogWindow } from '../window/log-window.ts';
import { setUpPageSession } from '../window/secure-session.ts';
import type { BugReports } from './bug-reports.ts';
import type { Signals } from './signals.ts';

export interface DesktopPorts {
  readonly platform: NodeJS.Platform;
  readonly clock: Clock;
  readonly signals: Signals;
  readonly bugs: BugReports;
  readonly settings: SettingsFile;
  /** Folder of the built app. */
  readonly bundle: string;
  readonly devTools: boolean;
  /** The picture of an entity, as its server has it. */
  readonly fetchPicture: (serverId: string, entity: string) => Promise<Uint8Array | null>;
}

/** Electron and the buses of the session, as the other parts use them. */
export type Desktop = ReturnType<typeof createDesktop>;

/** Creates the parts that are made of Electron or of the session's buses: window, notifications, login, tray host, lock. */
export function createDesktop(ports: DesktopPorts) {
  const { platform, clock, signals, bugs, settings, bundle, devTools } = ports;
  const icons = join(bundle, 'assets', 'icons');
  const bus = createSessionBus(clock);
  const systemBus = createSystemBus(clock);
  const startAtLogin = createStartAtLogin(
    { platform, packaged: app.isPackaged, executable: app.getPath('exe'), home: homedir(), env: process.env },
    createLoginItems(app),
  );
  const trayHost = createTrayHost({
    platform,
    bus,
    onChange: (present) => void signals.emit('trayHost', present),
  });
  /** Without a tray icon a closed window could not be opened again. macOS has the dock. */
  const hasOtherWay = (): boolean => platform === 'darwin' || trayHost.present();
  const pageSession = session.fromPartition('porchlight-page');
  setUpPageSession(pageSession, join(bundle, 'renderer'), join(bundle, 'assets', 'sounds'));
  const window = createLogWindow({
    clock,
    signals,
    bugs,
    settings,
    create: (options) => new BrowserWindow(options),
    workAreas: () => [screen.getPrimaryDisplay(), ...screen.getAllDisplays()].map(({ workArea }) => workArea),
    session: pageSession,
    nativeTheme,
    preload: join(bundle, 'preload', 'index.cjs'),
    icon: join(icons, '256x256.png'),
    devTools,
    hasOtherWay,
  });
  // Other programs can't read what is in the archive.
  const sounds = join(bundle.replace(/app\.asar(?=.out$)/, 'app.asar.unpacked'), 'assets', 'sounds');
  const notifier = createNotifier({
    platform,
    bus,
    clock,
    isHeard: () => settings.current().notifications.sound !== false,
    isSupported: () => Notification.isSupported(),
    // Electron has buttons on Windows since it has this.
    hasButtons: platform === 'darwin' || Reflect.has(Notification, 'handleActivation'),
    create: ({ title, body, level, actions, picture, isSilent, sound }) =>
      new Notification({
        title,
        body,
        silent: isSilent,
        ...(sound === null ? {} : { sound: `${sound}.wav` }),
        ...(picture === null ? {} : { icon: nativeImage.createFromBitmap(picture.bgra, picture) }),
        urgency: level === 'critical' ? 'critical' : 'normal',
        timeoutType: level === 'normal' ? 'default' : 'never',
        actions: actions.map((text) => ({ type: 'button', text })),
      }),
    icon: () => {
      const image = nativeImage.createFromPath(join(icons, '48x48.png'));
      return { ...image.getSize(), bgra: image.toBitmap() };
    },
    fetchPicture: async ({ serverId, entity }) => {
      const bytes = await ports.fetchPicture(serverId, entity);
      return bytes === null ? null : toPicture(bytes, (whole) => nativeImage.createFromBuffer(whole));
    },
    soundFile: (sound) => join(sounds, `${sound}.wav`),
    knowsSounds: platform === 'darwin' && app.isPackaged,
    playSound: createSoundPlayer(clock, () =>
      openSoundWindow((options) => new BrowserWindow(options), pageSession),
    ),
    onPress: (button, notification) => void signals.emit('pressed', button, notification),
    onSupport: () => void signals.emit('changed'),
  });

  const lockWatch = watchLock({
    platform,
    power: powerMonitor,
    clock,
    sessionBus: bus,
    systemBus,
    sessionId: process.env['XDG_SESSION_ID'],
    onChange: () => void signals.emit('changed'),
    onLock: (isLocked) => void signals.emit('locked', isLocked),
  });
  const doNotDisturb =
    platform === 'linux' ? watchDoNotDisturb(bus, () => void signals.emit('disturbed')) : () => false;

  return {
    bus,
    startAtLogin,
    trayHost,
    hasOtherWay,
    window,
    notifier,
    lockWatch,
    doNotDisturb,
    /** Ends what watches the desktop. */
    stop(): void {
      trayHost.stop();
      lockWatch.stop();
      bus.stop();
      systemBus.stop();
    },
  };
}
