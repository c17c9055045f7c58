import { toLine } from '../../core/events/text.ts';
import type { NotificationRequest } from '../../core/history/alert.ts';
import { LIMITS } from '../../core/limits.ts';
import { createBusNotifier, type BusNotifierPorts } from './bus-notifier.ts';
import { createElectronNotifier, type ElectronNotifierPorts } from './electron-notifier.ts';

/** Raises native notifications. */
export interface Notifier {
  /** False where the desktop has no notification server. */
  isSupported(): boolean;
  /** Resolves to false when the desktop would not show it. */
  notify(notification: NotificationRequest): Promise<boolean>;
}

/** By the notification server of a Linux desktop, elsewhere by Electron. Every text is one safe line of bounded length. */
export function createNotifier(
  ports: BusNotifierPorts & ElectronNotifierPorts & { readonly platform: string },
): Notifier {
  const { isSupported, notify } =
    ports.platform === 'linux' ? createBusNotifier(ports) : createElectronNotifier(ports);
  return {
    isSupported,
    notify: ({ title, body, ...rest }) =>
      notify({
        ...rest,
        title: toLine(title, LIMITS.maxToastTitleChars),
        body: toLine(body, LIMITS.maxToastBodyChars),
      }),
  };
}
