import { join } from 'node:path';
import { dialog } from 'electron';
import type { Clock } from '../../core/clock.ts';
import type { OfferedEvent } from '../../core/rules/engine.ts';
import { createLogFeed, type LogFeed, type LogFeedPorts } from '../ipc/log-feed.ts';
import { openLogPort } from '../ipc/log-port.ts';
import { createTrayIcon, type TrayIconPorts, type TrayIconView } from '../tray/tray.ts';
import { createPageRevival, giveUpWindow, type GivenUpPorts } from '../window/given-up.ts';
import type { LogWindow } from '../window/log-window.ts';
import type { BugReports } from './bug-reports.ts';
import type { LogFile } from './log-file.ts';
import { createOverviewFeed, toOverview, toServerViews, type OverviewSources } from './overview.ts';
import type { Services } from './services.ts';
import type { Signals } from './signals.ts';

export interface UserInterfacePorts extends Pick<GivenUpPorts, 'hasOtherWay' | 'notify' | 'quit'> {
  readonly clock: Clock;
  readonly signals: Signals;
  readonly log: LogFile;
  readonly bugs: BugReports;
  readonly platform: string;
  /** Folder of the icons that the build wrote. */
  readonly assets: string;
  readonly services: Services;
  readonly window: LogWindow;
  readonly sources: OverviewSources;
  /** Sources that a page can open. */
  readonly openSource: LogFeedPorts['sources'];
  readonly act: TrayIconPorts['act'];
}

/** Keeps the window and the tray icon up to date. */
export function createUserInterface(ports: UserInterfacePorts) {
  const { clock, signals, services, platform, sources, window } = ports;
  const { startAtLogin } = sources;
  const revival = createPageRevival(clock);
  const feed = createOverviewFeed(clock, () => {
    if (window.isOpen()) window.push('overview', toOverview(sources));
  });
  let logFeed: LogFeed | null = null;
  let tray: TrayIconView | null = null;
  /** A new window shows all. */
  let shownServer: string | null = null;

  signals.on('changed', () => {
    feed.stateChanged();
    tray?.changed();
  });
  signals.on('row', () => {
    logFeed?.sendNews();
    // This is called for each event, also without a window.
    if (logFeed !== null) feed.countsChanged();
  });
  signals.on('rowsBefore', () => {
    logFeed?.changed();
    feed.countsChanged();
  });
  signals.on('windowClosed', () => {
    logFeed?.close();
    logFeed = null;
    shownServer = null;
    tray?.changed();
  });
  signals.on('serverShown', (serverId) => {
    shownServer = serverId;
    tray?.changed();
  });
  signals.on('trayHost', (present) => {
    if (present) showTray();
  });
  signals.on('pageGone', (reason) => {
    ports.log.write('page-gone', { reason });
    window.destroy();
    if (window.isLeaving()) return;
    if (!revival.mayRevive()) {
      giveUpWindow({ ...ports, ask, show: window.show }).catch(ports.bugs.main);
      return;
    }
    const text = 'The window stopped working and was opened again. The events so far are all here.';
    services.notices.set({ id: 'page-gone', tone: 'warning', text });
    window.show();
  });

  /** Draws the tray icon, again if it exists already. */
  function showTray(): void {
    tray?.destroy();
    tray = createTrayIcon({
      platform,
      iconFolder: join(ports.assets, 'tray'),
      clock,
      act: ports.act,
      facts: () => ({
        now: clock.now(),
        servers: toServerViews(sources),
        shownServer,
        notifications: services.settings.current().notifications,
        tellsLock: sources.lockWatch.tells(),
        recent: services.monitor.recentAlerts(),
        readUntil: services.settings.current().alertsReadUntil,
        startAtLogin: { supported: startAtLogin.supported, on: startAtLogin.isOn() },
      }),
    });
  }

  return {
    /** Opens the log's message port to the page. */
    openLog(): void {
      const contents = window.contents();
      if (contents === null) return;
      logFeed?.close();
      logFeed = createLogFeed({
        monitor: services.monitor,
        clock,
        port: openLogPort(contents),
        sources: ports.openSource,
        queryContext: services.queryContext,
      });
    },
    showTray,
    /** The person sees an event in the log as it comes. */
    isSeen: (event: OfferedEvent): boolean => window.isFocused() && (logFeed?.isSeen(event) ?? false),
    /** From now on a closed window stays closed. */
    leave(): void {
      feed.stop();
      window.leave();
      tray?.destroy();
      tray = null;
    },
  };
}

const ask: GivenUpPorts['ask'] = async (question) => {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    ...question,
    buttons: [...question.buttons],
  });
  return response;
};
