import { placeOf, type AlertLevel, type NotificationRequest, type Sound } from '../../core/history/alert.ts';
import type { Clock } from '../../core/clock.ts';
import { buttonsOf, type Button } from './notification-buttons.ts';
import type { Trimmings } from './pictures.ts';
import type { Picture } from './picture.ts';

/** What is used of Electron's `Notification`. */
export interface NativeNotification {
  on(event: 'show' | 'click' | 'close' | 'failed', fn: () => void): unknown;
  /** Which button: since Electron 45 in the details, before that (and there still, for a while) beside them. */
  on(event: 'action', fn: (details: { readonly actionIndex?: number }, index: number) => void): unknown;
  show(): void;
  close(): void;
}

export interface ElectronNotifierPorts {
  readonly clock: Clock;
  readonly isSupported: () => boolean;
  /** Whether this Electron shows buttons on this system. */
  readonly hasButtons: boolean;
  readonly create: (options: {
    title: string;
    body: string;
    level: AlertLevel;
    actions: readonly string[];
    picture: Picture | null;
    /** The desktop plays nothing of its own. */
    isSilent: boolean;
    /** A sound of ours that the system plays. */
    sound: Sound | null;
  }) => NativeNotification;
  /** Whether the system finds the file of a sound by its name. */
  readonly knowsSounds: boolean;
  /** Plays a sound where the system does not. */
  readonly playSound: (sound: Sound) => void;
  readonly onPress: (button: Button, notification: NotificationRequest) => void;
}

/** The desktop reports within this time whether it accepted a notification. */
const SHOW_DEADLINE_MS = 5_000;
/** Notifications whose click still works. A garbage-collected notification loses its click. */
const MAX_HELD = 50;

/** Notifications of Windows and macOS, by Electron. */
export function createElectronNotifier(ports: ElectronNotifierPorts) {
  /** Each with the place that it has; oldest first. */
  const held = new Map<NativeNotification, string | null>();

  function hold(notification: NativeNotification, place: string | null): void {
    for (const [older, its] of held) {
      if (place === null || its !== place) continue;
      held.delete(older);
      older.close();
    }
    held.set(notification, place);
    const [oldest] = held.keys();
    if (held.size > MAX_HELD && oldest !== undefined) held.delete(oldest);
  }

  return {
    isSupported: ports.isSupported,
    amend: null,
    async notify(request: NotificationRequest, { sound, picture }: Trimmings): Promise<boolean> {
      if (!ports.isSupported()) return false;
      const { title, body, level } = request;
      // Electron tells of a click on the notification itself by an event of its own.
      const buttons = ports.hasButtons ? buttonsOf(request).slice(1) : [];
      return new Promise<boolean>((resolve) => {
        const actions = buttons.map(([, words]) => words);
        const own = sound === null || sound === 'none' ? null : sound;
        const isSilent = sound !== null && (own === null || !ports.knowsSounds);
        const notification = ports.create({
          title,
          body,
          level,
          actions,
          picture,
          isSilent,
          sound: ports.knowsSounds ? own : null,
        });
        const cancel = ports.clock.after(SHOW_DEADLINE_MS, () => {
          resolve(false);
        });
        const settle = (shown: boolean): void => {
          cancel();
          resolve(shown);
        };
        const press = (button: Button): void => {
          held.delete(notification);
          ports.onPress(button, request);
        };
        notification.on('show', () => {
          if (own !== null && !ports.knowsSounds) ports.playSound(own);
          settle(true);
        });
        notification.on('failed', () => {
          held.delete(notification);
          settle(false);
        });
        notification.on('close', () => held.delete(notification));
        notification.on('click', () => {
          press('default');
        });
        notification.on('action', (details, index) => {
          const [button] = buttons[details.actionIndex ?? index] ?? [];
          if (button !== undefined) press(button);
        });
        hold(notification, placeOf(request));
        notification.show();
      });
    },
  };
}
