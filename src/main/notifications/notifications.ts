import type { AlertLevel, NotificationRequest } from '../../core/history/alert.ts';
import type { Clock } from '../../core/clock.ts';
import { escapeMarkup } from '../../core/rules/wording.ts';
import type { SessionBus } from '../desktop/session-bus.ts';

/** What is used of Electron's `Notification`. */
export interface NativeNotification {
  on(event: 'show' | 'click' | 'close' | 'failed', fn: () => void): unknown;
  show(): void;
}

export interface NotifierPorts {
  readonly platform: string;
  readonly bus: SessionBus;
  readonly clock: Clock;
  readonly isSupported: () => boolean;
  readonly create: (options: { title: string; body: string; level: AlertLevel }) => NativeNotification;
  readonly onClick: (seq: number | null) => void;
}

/** Raises native notifications. */
export interface Notifier {
  isSupported(): boolean;
  /** Resolves to false when the desktop would not show it. */
  notify(notification: NotificationRequest): Promise<boolean>;
}

/** The desktop reports within this time whether it accepted a notification. */
const SHOW_DEADLINE_MS = 5_000;
/** How long the answer is valid: a notification server can be replaced while we run. */
const CAPABILITIES_VALID_MS = 300_000;
/** Notifications whose click still works. A garbage-collected notification loses its click. */
const MAX_HELD = 50;

export function createNotifier(ports: NotifierPorts): Notifier {
  const held = new Set<NativeNotification>();
  let markup: { readonly known: Promise<boolean>; readonly askedAt: number } | null = null;

  /** All that wait share one question, so that a burst at the start keeps its order. */
  function readsMarkup(): Promise<boolean> {
    if (ports.platform !== 'linux') return Promise.resolve(false);
    const now = ports.clock.monotonic();
    if (markup === null || now - markup.askedAt > CAPABILITIES_VALID_MS) {
      const asked = ports.bus.notificationCapabilities();
      markup = { known: asked.then((names) => rendersMarkup(ports.platform, names)), askedAt: now };
    }
    return markup.known;
  }

  function hold(notification: NativeNotification): void {
    held.add(notification);
    const [oldest] = held;
    if (held.size > MAX_HELD && oldest !== undefined) held.delete(oldest);
  }

  return {
    isSupported: () => ports.isSupported(),
    async notify({ title, body, level, seq }) {
      if (!ports.isSupported()) return false;
      const text = (await readsMarkup()) ? escapeMarkup(body) : body;
      return new Promise<boolean>((resolve) => {
        const notification = ports.create({ title, body: text, level });
        const cancel = ports.clock.after(SHOW_DEADLINE_MS, () => {
          resolve(false);
        });
        const settle = (shown: boolean): void => {
          cancel();
          resolve(shown);
        };
        notification.on('show', () => {
          settle(true);
        });
        notification.on('failed', () => {
          held.delete(notification);
          settle(false);
        });
        notification.on('close', () => held.delete(notification));
        notification.on('click', () => {
          held.delete(notification);
          ports.onClick(seq);
        });
        hold(notification);
        notification.show();
      });
    },
  };
}

/**
 * Whether a notification server on Linux reads the body as markup. One that can't be asked may do so
 * (https://specifications.freedesktop.org/notification-spec/latest/markup.html).
 */
export function rendersMarkup(platform: string, capabilities: readonly string[] | null): boolean {
  if (platform !== 'linux') return false;
  return capabilities === null || capabilities.includes('body-markup');
}
