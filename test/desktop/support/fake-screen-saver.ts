import { once } from 'node:events';
import { Message, sessionBus } from '@jellybrick/dbus-next';
import { readDesktopSession } from './desktop-session.ts';

const NAME = 'org.freedesktop.ScreenSaver';
const PATH = '/org/freedesktop/ScreenSaver';

export interface FakeScreenSaver {
  /** The screen is locked or unlocked. */
  lock(isLocked: boolean): void;
  stop(): void;
}

/** A screen saver on the session's bus, as the session has none of its own. */
export async function startScreenSaver(): Promise<FakeScreenSaver> {
  const bus = sessionBus({ busAddress: readDesktopSession().busAddress });
  await once(bus as NodeJS.EventEmitter, 'connect');
  let active = false;
  bus.addMethodHandler((message) => {
    if (message.interface !== NAME || message.member !== 'GetActive') return false;
    bus.send(Message.newMethodReturn(message, 'b', [active]));
    return true;
  });
  await bus.requestName(NAME, 0);
  return {
    lock(isLocked): void {
      active = isLocked;
      bus.send(Message.newSignal(PATH, NAME, 'ActiveChanged', 'b', [isLocked]));
    },
    stop: () => {
      bus.disconnect();
    },
  };
}
