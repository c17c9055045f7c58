import { z } from 'zod';
import { pollFor } from './poll.ts';
import { callBus, onBusMessage, openVariants, type BusMessage } from './session-bus.ts';

/** A notification as an app sent it, field by field as in the Desktop Notifications Specification, section `Notify`. */
export interface SentNotification {
  /** Epoch ms at which it was seen on the bus. */
  readonly at: number;
  readonly appName: string;
  /** Id of the notification that this one takes the place of, 0 for none. */
  readonly replacesId: number;
  readonly summary: string;
  readonly body: string;
  /** Keys and labels in turns; the key `default` is a click on the notification itself. */
  readonly actions: readonly string[];
}

/** Reads back what was sent to the notification server. */
export interface NotificationWatch {
  /** All so far, oldest first. */
  readonly sent: readonly SentNotification[];
  /** The first that fits, waiting for it if need be (10 s unless told). */
  waitFor(fits: (notification: SentNotification) => boolean, timeoutMs?: number): Promise<SentNotification>;
  stop(): void;
}

const server = { busName: 'org.freedesktop.Notifications', path: '/org/freedesktop/Notifications' };
const notifySchema = z.tuple([
  z.string(),
  z.number(),
  z.string(),
  z.string(),
  z.string(),
  z.array(z.string()),
  z.unknown(),
  z.number(),
]);

function parseNotify(message: BusMessage): SentNotification | undefined {
  if (message.type !== 'method_call' || message.member !== 'Notify') return undefined;
  const [appName, replacesId, , summary, body, actions] = notifySchema.parse(
    openVariants(message.payload?.data),
  );
  return { at: Date.now(), appName, replacesId, summary, body, actions };
}

/** Starts to read every notification that is sent on the session bus. */
export async function watchNotifications(): Promise<NotificationWatch> {
  const sent: SentNotification[] = [];
  const stop = await onBusMessage("interface='org.freedesktop.Notifications',member='Notify'", (message) => {
    const notification = parseNotify(message);
    if (notification) sent.push(notification);
  });
  return {
    sent,
    waitFor: (fits, timeoutMs) => pollFor('such notification', () => sent.find(fits), timeoutMs),
    stop,
  };
}

/**
 * Clicks a notification that is on the screen: the server tells the app that its default action was chosen.
 *
 * @param position 0 is the one at the top
 */
export async function clickNotification(position = 0): Promise<void> {
  await callBus(server, 'org.dunstproject.cmd0', 'NotificationAction', 'u', [String(position)]);
}

/** Takes all notifications off the screen. */
export async function closeNotifications(): Promise<void> {
  await callBus(server, 'org.dunstproject.cmd0', 'NotificationCloseAll');
}

/** What the notification server can show, such as `body-markup`. */
export async function readNotificationCapabilities(): Promise<readonly string[]> {
  const [capabilities] = await callBus(server, 'org.freedesktop.Notifications', 'GetCapabilities');
  return z.array(z.string()).parse(capabilities);
}
