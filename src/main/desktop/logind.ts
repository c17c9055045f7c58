import { Variant } from '@jellybrick/dbus-next';
import { readProperty, type BusTarget, type SessionBus } from './session-bus.ts';

const NAME = 'org.freedesktop.login1';
const ROOT = '/org/freedesktop/login1';
const MANAGER = `${NAME}.Manager`;
const SESSION = `${NAME}.Session`;
const PROPERTIES = 'org.freedesktop.DBus.Properties';

/** What a program of the desktop says of this session; `null` for what it does not say. */
export interface LockSource {
  readonly locked: () => boolean | null;
  readonly idle: () => boolean | null;
}

/**
 * What logind says of the session of this desktop. `LockedHint` and `IdleHint` are set by the desktop; the signals `Lock` and
 * `Unlock` only ask it to.
 * https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.login1.html
 *
 * @param sessionId `XDG_SESSION_ID`, where it is set
 */
export function watchLogind(
  bus: Pick<SessionBus, 'call' | 'watch'>,
  sessionId: string | undefined,
  onChange: () => void,
): LockSource {
  let session: string | null = null;
  let locked: boolean | null = null;
  let idle: boolean | null = null;
  /** Which search is the newest: logind may be replaced while we ask. */
  let searches = 0;

  function say(nextLocked: boolean | null, nextIdle: boolean | null): void {
    if (nextLocked === locked && nextIdle === idle) return;
    [locked, idle] = [nextLocked, nextIdle];
    onChange();
  }

  async function find(): Promise<void> {
    searches += 1;
    const search = searches;
    const path = await findSession(bus, sessionId);
    if (search !== searches) return;
    session = path;
    await read();
  }

  async function read(): Promise<void> {
    const [search, path] = [searches, session];
    if (path === null) {
      say(null, null);
      return;
    }
    const target = { name: NAME, path };
    const nextLocked = await readProperty(bus, target, SESSION, 'LockedHint');
    const nextIdle = await readProperty(bus, target, SESSION, 'IdleHint');
    if (search === searches) say(toBoolean(nextLocked), toBoolean(nextIdle));
  }

  void bus.watch(NAME, {
    interfaces: [SESSION, PROPERTIES],
    onOwner(isOwned) {
      if (isOwned === true) void find();
      else {
        searches += 1;
        session = null;
        say(null, null);
      }
    },
    onSignal(member, [of, changed], path) {
      if (path !== session) return;
      if (member === 'Lock' || member === 'Unlock') void read();
      if (member === 'PropertiesChanged' && of === SESSION)
        say(
          toBoolean(changedTo(changed, 'LockedHint')) ?? locked,
          toBoolean(changedTo(changed, 'IdleHint')) ?? idle,
        );
    },
  });
  return { locked: () => locked, idle: () => idle };
}

/**
 * The path of the session. A program that the user's own systemd started belongs to none, so the session with the display is
 * the last to be tried.
 */
async function findSession(
  bus: Pick<SessionBus, 'call'>,
  sessionId: string | undefined,
): Promise<string | null> {
  const root: BusTarget = { name: NAME, path: ROOT };
  const first = (answer: readonly unknown[]): string | null =>
    typeof answer[0] === 'string' ? answer[0] : null;
  const none = (): null => null;
  const byId =
    sessionId === undefined
      ? null
      : await bus.call(root, `${MANAGER}.GetSession`, 's', [sessionId]).then(first, none);
  const own =
    byId ?? (await bus.call(root, `${MANAGER}.GetSessionByPID`, 'u', [process.pid]).then(first, none));
  if (own !== null) return own;
  const display = await readProperty(
    bus,
    { name: NAME, path: `${ROOT}/user/self` },
    `${NAME}.User`,
    'Display',
  );
  const path: unknown = Array.isArray(display) ? display[1] : null;
  return typeof path === 'string' && path !== '/' ? path : null;
}

function changedTo(changed: unknown, property: string): unknown {
  if (typeof changed !== 'object' || changed === null || !Object.hasOwn(changed, property)) return undefined;
  const value: unknown = Reflect.get(changed, property);
  return value instanceof Variant ? value.value : undefined;
}

function toBoolean(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}
