import * as z from 'zod';
import type { Clock } from '../../core/clock.ts';
import type { NotificationServer } from '../../core/support/diagnostics.ts';
import { MAX_TOLD_SPANS } from '../../core/support/diagnostics.ts';
import { describeDiagnostics } from '../../core/support/diagnostics-words.ts';
import { readSystem } from '../../node/system-name.ts';
import { VERSION } from '../../node/version.ts';
import { toServerViews, type OverviewSources } from '../app/overview.ts';
import type { Services } from '../app/services.ts';
import { withDeadline } from '../app/with-deadline.ts';
import type { SessionBus } from '../desktop/session-bus.ts';
import type { Notifier } from '../notifications/notifications.ts';

export interface DiagnosticsPorts {
  readonly clock: Clock;
  readonly sources: Pick<OverviewSources, 'platform' | 'trayHost' | 'lockWatch' | 'notifier'> & {
    readonly services: OverviewSources['services'] & {
      readonly history: Pick<Services['history'], 'connectionSpans'>;
    };
  };
  readonly bus: Pick<SessionBus, 'call'>;
  /** The app runs from a package, and not from its sources. */
  readonly isPackaged: boolean;
  readonly env: Environment;
  readonly versions: Readonly<Record<'electron' | 'chrome' | 'node', string>>;
  /** Into the clipboard. */
  readonly copyText: (text: string) => unknown;
}

const NOTIFICATIONS = { name: 'org.freedesktop.Notifications', path: '/org/freedesktop/Notifications' };
/** A history that is busy for longer is told of without its connections. */
const SPANS_DEADLINE_MS = 3_000;

const text = z.string().max(1_000);
const informationSchema = z.tuple([text, text, text]).rest(text);
const capabilitiesSchema = z.tuple([z.array(text).max(100)]);

/** Gathers what a report about a fault needs. */
export function createDiagnostics(ports: DiagnosticsPorts) {
  const { clock, sources, bus, isPackaged, env, versions } = ports;
  const { services, platform } = sources;
  const startedAt = clock.now();

  async function askNotificationServer(): Promise<NotificationServer | null> {
    if (platform !== 'linux') return null;
    try {
      const said = await bus.call(NOTIFICATIONS, `${NOTIFICATIONS.name}.GetServerInformation`);
      const [name, , version] = informationSchema.parse(said);
      const can = await bus.call(NOTIFICATIONS, `${NOTIFICATIONS.name}.GetCapabilities`);
      return { name, version, capabilities: capabilitiesSchema.parse(can)[0] };
    } catch {
      return null;
    }
  }

  /** The text. Never waits long: whoever needs it has trouble already. */
  async function read(): Promise<string> {
    const at = clock.now();
    const spans = services.history.connectionSpans(at + 1, MAX_TOLD_SPANS);
    return describeDiagnostics({
      at,
      startedAt,
      versions: [
        ['Porchlight', `${VERSION} (${toPackage(isPackaged, env)})`],
        ['Electron', versions.electron],
        ['Chromium', versions.chrome],
        ['Node', versions.node],
      ],
      system: readSystem(),
      desktop: {
        name: env['XDG_CURRENT_DESKTOP'] ?? '',
        display: toDisplay(env),
        tray: sources.trayHost.present(),
        keyring: services.vault.status().label,
        tellsLock: sources.lockWatch.tells(),
        showsNotifications: sources.notifier.isSupported(),
        notificationServer: await askNotificationServer(),
      },
      servers: toServerViews(sources),
      counts: services.monitor.counts(),
      spans: await withDeadline(spans, SPANS_DEADLINE_MS, clock).catch(() => null),
      store: services.history.status(),
      settings: services.settings.current(),
    });
  }

  return {
    read,
    /** Into the clipboard, and says so. */
    async copy(notify: Notifier['notify']): Promise<void> {
      await ports.copyText(await read());
      await notify({
        title: 'Diagnostics copied',
        body: 'Paste them into a report. They have no secrets and no names of your home in them.',
        level: 'normal',
        seq: null,
      });
    },
  };
}

type Environment = Readonly<Record<string, string | undefined>>;

function toPackage(isPackaged: boolean, env: Environment): string {
  if (!isPackaged) return 'from its sources';
  if (env['APPIMAGE'] !== undefined) return 'AppImage';
  return env['FLATPAK_ID'] === undefined ? 'installed' : 'Flatpak';
}

/** What draws the session; Chromium chooses by the same names. */
function toDisplay(env: Environment): string {
  const said = env['XDG_SESSION_TYPE'] ?? '';
  if (said === 'wayland' || said === 'x11') return said;
  if ((env['WAYLAND_DISPLAY'] ?? '') !== '') return 'wayland';
  return (env['DISPLAY'] ?? '') === '' ? '' : 'x11';
}
