import { Message, Variant, type MessageBus } from '@jellybrick/dbus-next';

const LOGIND = 'org.freedesktop.login1';
const SESSION = `${LOGIND}.Session`;
const PROPERTIES = 'org.freedesktop.DBus.Properties';
export const SESSION_PATH = '/org/freedesktop/login1/session/_32';

/** logind with one session, which it tells by its id, as that of the display, or as that of a process. */
export function createLogind(
  bus: MessageBus,
  { by = 'display', answers = true }: { by?: 'id' | 'display' | 'process'; answers?: boolean } = {},
) {
  const hints: Record<string, boolean> = { LockedHint: false, IdleHint: false };
  bus.addMethodHandler((message) => {
    const reply = (signature: string, value: unknown): boolean => {
      if (answers) bus.send(Message.newMethodReturn(message, signature, [value]));
      return true;
    };
    const isAskedFor = { id: 'GetSession', display: '', process: 'GetSessionByPID' }[by] === message.member;
    if (message.interface === `${LOGIND}.Manager` && isAskedFor) return reply('o', SESSION_PATH);
    if (message.interface === PROPERTIES && message.member === 'Get') {
      const [, property] = message.body as [string, string];
      if (property === 'Display' && by === 'display')
        return reply('v', new Variant('(so)', ['2', SESSION_PATH]));
    }
    if (message.interface === PROPERTIES && message.member === 'GetAll' && message.path === SESSION_PATH) {
      const variants = Object.entries(hints).map(([name, on]) => [name, new Variant('b', on)] as const);
      return reply('a{sv}', Object.fromEntries(variants));
    }
    return false;
  });
  return {
    own: (): Promise<unknown> => bus.requestName(LOGIND, 0),
    leave: (): Promise<unknown> => bus.releaseName(LOGIND),
    set(hint: 'LockedHint' | 'IdleHint', on: boolean, path = SESSION_PATH): void {
      if (path === SESSION_PATH) hints[hint] = on;
      const changed = { [hint]: new Variant('b', on) };
      bus.send(Message.newSignal(path, PROPERTIES, 'PropertiesChanged', 'sa{sv}as', [SESSION, changed, []]));
    },
    /** Asks the desktop to lock, as `loginctl lock-session` does. */
    askToLock(): void {
      bus.send(Message.newSignal(SESSION_PATH, SESSION, 'Lock'));
    },
  };
}

/** A screen saver; `active: null` for a program that only passes on who wants none. */
export function createScreenSaver(
  bus: MessageBus,
  name: string,
  { active = false, idleSeconds = 0 }: { active?: boolean | null; idleSeconds?: number } = {},
) {
  const path = `/${name.replaceAll('.', '/')}`;
  const now: { active: boolean | null; idleSeconds: number } = { active, idleSeconds };
  bus.addMethodHandler((message) => {
    if (message.interface !== name) return false;
    if (message.member === 'GetActive' && now.active !== null)
      bus.send(Message.newMethodReturn(message, 'b', [now.active]));
    else if (message.member === 'GetSessionIdleTime')
      bus.send(Message.newMethodReturn(message, 'u', [now.idleSeconds]));
    else return false;
    return true;
  });
  return {
    now,
    own: (): Promise<unknown> => bus.requestName(name, 0),
    leave: (): Promise<unknown> => bus.releaseName(name),
    set(isActive: boolean): void {
      now.active = isActive;
      bus.send(Message.newSignal(path, name, 'ActiveChanged', 'b', [isActive]));
    },
  };
}
