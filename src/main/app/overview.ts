import type { Clock } from '../../core/clock.ts';
import type { Overview, ServerView } from '../../core/ipc/overview.ts';
import type { ServerProfile } from '../../core/servers/profile.ts';
import { VERSION } from '../../node/version.ts';
import { USUAL_QUIET_HOURS } from '../../core/settings/quiet-hours.ts';
import type { StartAtLogin } from '../desktop/start-at-login.ts';
import type { LockWatch } from '../desktop/watch-lock.ts';
import type { PageFeatures } from '../ipc/page-features.ts';
import type { Notifier } from '../notifications/notifications.ts';
import { addressOwner } from '../destinations/destinations.ts';
import { ownerOf } from '../secrets/secret-envelope.ts';
import type { Updates } from '../updates/updates.ts';
import type { Services } from './services.ts';

/** Counts are pushed at most this often. */
export const COUNTS_INTERVAL_MS = 1_000;

/** The sources of an overview. Everything is read when it is asked for. */
export interface OverviewSources {
  readonly platform: string;
  readonly dataFolder: string;
  readonly services: {
    readonly isSafe: boolean;
    readonly settings: Pick<Services['settings'], 'current'>;
    readonly demo: Pick<Services['demo'], 'profile'>;
    readonly monitor: Pick<
      Services['monitor'],
      'state' | 'gapSince' | 'counts' | 'recentAlerts' | 'pendingAlerts'
    >;
    readonly discovery: Pick<Services['discovery'], 'found' | 'problem'>;
    readonly addresses: Pick<Services['addresses'], 'view' | 'stateOf'>;
    readonly versionOf: Services['versionOf'];
    readonly vault: Pick<Services['vault'], 'place' | 'status'>;
    readonly notices: Pick<Services['notices'], 'list'>;
    readonly history: Pick<Services['history'], 'status'>;
  };
  readonly notifier: Pick<Notifier, 'isSupported'>;
  readonly startAtLogin: Pick<StartAtLogin, 'supported' | 'isOn'>;
  readonly trayHost: { present(): boolean };
  readonly lockWatch: Pick<LockWatch, 'tells'>;
  readonly features: {
    readonly captures: Pick<PageFeatures['captures'], 'views'>;
    readonly marks: Pick<PageFeatures['marks'], 'current'>;
  };
  readonly updates: Pick<Updates, 'view'>;
}

/** The servers as a page may know them, the demo home last. */
export function toServerViews({ services }: Pick<OverviewSources, 'services'>): readonly ServerView[] {
  const { monitor, vault } = services;
  const view = (profile: ServerProfile, isDemo: boolean): ServerView => ({
    id: profile.id,
    name: profile.name,
    colour: profile.colour,
    baseUrl: profile.baseUrl,
    credentialKind: profile.credentialKind,
    secretPlace: isDemo ? 'not-needed' : vault.place(ownerOf(profile)),
    restrict: profile.restrict,
    enabled: profile.enabled,
    demo: isDemo,
    state: services.addresses.stateOf(profile, monitor.state(profile.id)),
    gapSince: monitor.gapSince(profile.id),
    version: services.versionOf(profile.id),
    tls: profile.tls,
    proxy: profile.proxy,
    ...services.addresses.view(profile),
  });
  const demo = services.demo.profile();
  const own = services.settings.current().servers.map((profile) => view(profile, false));
  return demo === null ? own : [...own, view(demo, true)];
}

/** Everything a page needs to draw itself, except the rows. */
export function toOverview(sources: OverviewSources): Overview {
  const { services, startAtLogin, features } = sources;
  const settings = services.settings.current();
  const { notifications, theme, weakStorageAllowed, history, savedViews, columns, softwareDrawing } =
    settings;
  const { vault } = services;
  return {
    version: VERSION,
    platform: toPlatform(sources.platform),
    servers: toServerViews(sources),
    found: services.discovery.found(),
    foundProblem: services.discovery.problem(),
    counts: services.monitor.counts(),
    notifications: {
      quietHours: USUAL_QUIET_HOURS,
      tellWhileLooking: false,
      connections: true,
      sound: true,
      ...notifications,
      recent: services.monitor.recentAlerts(),
      pending: services.monitor.pendingAlerts(),
      readUntil: settings.alertsReadUntil,
      supported: sources.notifier.isSupported(),
    },
    destinations: settings.destinations.map((destination) => ({
      ...destination,
      secretPlace: vault.place(addressOwner(destination)),
    })),
    tellsLock: sources.lockWatch.tells(),
    theme,
    textSize: settings.textSize ?? 100,
    density: settings.density ?? 'comfortable',
    clock: settings.clock ?? '24',
    startAtLogin: { supported: startAtLogin.supported, on: startAtLogin.isOn() },
    safeMode: services.isSafe,
    softwareDrawing,
    secrets: { ...vault.status(), weakAllowed: weakStorageAllowed },
    dataFolder: sources.dataFolder,
    tray: sources.trayHost.present(),
    notices: services.notices.list(),
    history: { ...history, status: services.history.status() },
    savedViews,
    columns,
    captures: features.captures.views(),
    marked: features.marks.current(),
    updates: sources.updates.view(),
  };
}

function toPlatform(platform: string): Overview['platform'] {
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other';
}

/**
 * Pushes an overview when something in it changed.
 *
 * @param push must do nothing while there is no window.
 */
export function createOverviewFeed(clock: Clock, push: () => void) {
  let cancelCounts: (() => void) | null = null;
  let cancelState: (() => void) | null = null;

  function stop(): void {
    cancelCounts?.();
    cancelState?.();
    cancelCounts = null;
    cancelState = null;
  }

  function flush(): void {
    stop();
    push();
  }

  return {
    /** Something a person waits for: pushed in this turn of the event loop. */
    stateChanged(): void {
      cancelState ??= clock.after(0, flush);
    },
    /** A number went up: pushed within `COUNTS_INTERVAL_MS`. */
    countsChanged(): void {
      cancelCounts ??= clock.after(COUNTS_INTERVAL_MS, flush);
    },
    stop,
  };
}
