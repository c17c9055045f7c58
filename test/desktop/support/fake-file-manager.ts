import { once } from 'node:events';
import { Message, sessionBus } from '@jellybrick/dbus-next';
import { readDesktopSession } from './desktop-session.ts';

/** https://www.freedesktop.org/wiki/Specifications/file-manager-interface/ */
const NAME = 'org.freedesktop.FileManager1';

export interface FakeFileManager {
  /** Addresses of the files that it was asked to show in their folders. */
  readonly shown: readonly string[];
  stop(): void;
}

/** A file manager on the session's bus, as the session has none of its own. */
export async function startFileManager(): Promise<FakeFileManager> {
  const bus = sessionBus({ busAddress: readDesktopSession().busAddress });
  await once(bus as NodeJS.EventEmitter, 'connect');
  const shown: string[] = [];
  bus.addMethodHandler((message) => {
    if (message.interface !== NAME || message.member !== 'ShowItems') return false;
    const [addresses] = message.body as [string[], string];
    shown.push(...addresses);
    bus.send(Message.newMethodReturn(message, '', []));
    return true;
  });
  await bus.requestName(NAME, 0);
  return {
    shown,
    stop: () => {
      bus.disconnect();
    },
  };
}
