import type { Clock } from '../../core/clock.ts';
import type { HistoryStatus } from '../../core/history/history.ts';
import type { CaptureView, MarkedSession } from '../../core/ipc/history-views.ts';
import type { Overview, ServerView } from '../../core/ipc/overview.ts';
import type { SecretPlace } from '../../core/servers/credential.ts';
import type { Monitor } from '../../core/monitor/monitor.ts';
import { originOf } from '../../core/servers/base-url.ts';
import type { ServerProfile } from '../../core/servers/profile.ts';
import type { Settings } from '../../core/settings/settings.ts';
import type { SecretOwner } from '../secrets/secret-envelope.ts';

/** Counts are pushed at most this often. */
export const COUNTS_INTERVAL_MS = 1_000;

/** What an overview is put together from. Everything is read at the moment of asking. */
export interface OverviewSources {
  readonly version: string;
  readonly platform: string;
  readonly dataFolder: string;
  readonly settings: () => Settings;
  /** The demo home's profile while it is open. */
  readonly demo: () => ServerProfile | null;
  readonly monitor: Pick<Monitor, 'state' | 'gapSince' | 'counts' | 'recentAlerts'>;
  readonly homeAssistantVersion: (serverId: string) => string;
  readonly secretPlace: (owner: SecretOwner) => SecretPlace;
  readonly secrets: () => { readonly place: Overview['secrets']['place']; readonly label: string };
  readonly notificationsSupported: () => boolean;
  readonly startAtLogin: () => Overview['startAtLogin'];
  readonly tray: () => boolean;
  readonly notices: () => Overview['notices'];
  readonly historyStatus: () => HistoryStatus;
  readonly captures: () => readonly CaptureView[];
  readonly marked: () => MarkedSession | null;
}

/** The servers as a page may know them, the demo home last. */
export function toServerViews(sources: OverviewSources): readonly ServerView[] {
  const demo = sources.demo();
  const view = (profile: ServerProfile, isDemo: boolean): ServerView => ({
    id: profile.id,
    name: profile.name,
    colour: profile.colour,
    baseUrl: profile.baseUrl,
    credentialKind: profile.credentialKind,
    secretPlace: isDemo
      ? 'not-needed'
      : sources.secretPlace({
          serverId: profile.id,
          origin: originOf(profile.baseUrl),
          kind: profile.credentialKind,
        }),
    restrict: profile.restrict,
    enabled: profile.enabled,
    demo: isDemo,
    state: sources.monitor.state(profile.id),
    gapSince: sources.monitor.gapSince(profile.id),
    version: sources.homeAssistantVersion(profile.id),
    tls: profile.tls,
    proxy: profile.proxy,
  });
  const own = sources.settings().servers.map((profile) => view(profile, false));
  return demo === null ? own : [...own, view(demo, true)];
}

/** Everything a page needs to draw itself but the rows. */
export function toOverview(sources: OverviewSources): Overview {
  const { notifications, theme, weakStorageAllowed, history, savedViews, columns, softwareDrawing } =
    sources.settings();
  return {
    version: sources.version,
    platform: toPlatform(sources.platform),
    servers: toServerViews(sources),
    counts: sources.monitor.counts(),
    notifications: {
      ...notifications,
      recent: sources.monitor.recentAlerts(),
      supported: sources.notificationsSupported(),
    },
    theme,
    startAtLogin: sources.startAtLogin(),
    softwareDrawing,
    secrets: { ...sources.secrets(), weakAllowed: weakStorageAllowed },
    dataFolder: sources.dataFolder,
    tray: sources.tray(),
    notices: sources.notices(),
    history: { ...history, status: sources.historyStatus() },
    savedViews,
    columns,
    captures: sources.captures(),
    marked: sources.marked(),
  };
}

function toPlatform(platform: string): Overview['platform'] {
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other';
}

/** Pushes an overview when something in it changed. */
export interface OverviewFeed {
  /** Something a person waits for: pushed in this turn of the loop. */
  stateChanged(): void;
  /** A number went up: pushed within `COUNTS_INTERVAL_MS`. */
  countsChanged(): void;
  stop(): void;
}

/** @param push does nothing itself while there is no window. */
export function createOverviewFeed(clock: Clock, push: () => void): OverviewFeed {
  let cancelCounts: (() => void) | null = null;
  let cancelState: (() => void) | null = null;

  function flush(): void {
    cancelCounts?.();
    cancelState?.();
    cancelCounts = null;
    cancelState = null;
    push();
  }

  return {
    stateChanged() {
      cancelState ??= clock.after(0, flush);
    },
    countsChanged() {
      cancelCounts ??= clock.after(COUNTS_INTERVAL_MS, flush);
    },
    stop() {
      cancelCounts?.();
      cancelState?.();
    },
  };
}
