import { toLine } from '../../core/events/text.ts';
import { placeOf, type NotificationRequest, type Sound } from '../../core/history/alert.ts';
import { LIMITS } from '../../core/limits.ts';
import { createBusNotifier, type BusNotifierPorts } from './bus-notifier.ts';
import { createElectronNotifier, type ElectronNotifierPorts } from './electron-notifier.ts';
import { createPictures } from './pictures.ts';
import type { Picture } from './picture.ts';
import { createSoundChoice } from './sounds.ts';

/** Raises native notifications. */
export interface Notifier {
  /** False where the desktop has no notification server. */
  isSupported(): boolean;
  /** Resolves to false when the desktop would not show it. */
  notify(notification: NotificationRequest): Promise<boolean>;
}

export interface NotifierPorts extends BusNotifierPorts, ElectronNotifierPorts {
  readonly platform: string;
  /** `false`: nothing is heard of any notification. */
  readonly isHeard: () => boolean;
  /** The picture of a camera, fetched and decoded. */
  readonly fetchPicture: (shows: NonNullable<NotificationRequest['shows']>) => Promise<Picture | null>;
}

/**
 * By the notification server of a Linux desktop, elsewhere by Electron. Every text is one safe line of bounded length. One
 * with a picture waits for it a moment, and those of the same place wait behind it.
 */
export function createNotifier(ports: NotifierPorts): Notifier {
  const native = ports.platform === 'linux' ? createBusNotifier(ports) : createElectronNotifier(ports);
  const chooseSound = createSoundChoice(ports.clock);
  const pictures = createPictures(ports.clock, ports.fetchPicture);
  /** By place: the last one that waits or is being shown. */
  const turns = new Map<string, Promise<boolean>>();

  async function showWithPicture(
    request: NotificationRequest,
    shows: NonNullable<NotificationRequest['shows']>,
    sound: Sound | null,
    before: Promise<boolean> | undefined,
  ): Promise<boolean> {
    const { picture, late } = await pictures.wait(shows);
    await before;
    const isShown = await native.notify(request, { sound, picture });
    void late?.then((its) => {
      if (isShown && its !== null) native.amend?.(request, { sound: 'none', picture: its });
    });
    return isShown;
  }

  return {
    isSupported: native.isSupported,
    notify({ title, body, ...rest }) {
      const request = {
        ...rest,
        title: toLine(title, LIMITS.maxToastTitleChars),
        body: toLine(body, LIMITS.maxToastBodyChars),
      };
      const sound = ports.isHeard() ? chooseSound(request) : 'none';
      const { shows } = request;
      const place = placeOf(request) ?? '';
      const before = turns.get(place);
      if (shows === undefined) return native.notify(request, { sound, picture: null });
      const turn = showWithPicture(request, shows, sound, before);
      if (place === '') return turn;
      turns.set(place, turn);
      return turn.finally(() => {
        if (turns.get(place) === turn) turns.delete(place);
      });
    },
  };
}
