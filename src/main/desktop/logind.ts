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
    // Both in one answer, so that no change can come between them.
    const answer = bus.call({ name: NAME, path }, `${PROPERTIES}.GetAll`, 's', [SESSION]);
    const [hints] = await answer.catch(() => []);
    if (search === searches) say(booleanOf(hints, 'LockedHint'), booleanOf(hints, 'IdleHint'));
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
        say(booleanOf(changed, 'LockedHint') ?? locked, booleanOf(changed, 'IdleHint') ?? idle);
    },
  });
  return { locked: () => locked, idle: () => idle };
}

/**
 * The path of the session: ours by its id, else that of the user's display, since a program that the user's own systemd started
 * belongs to none. An old logind knows only which session a process belongs to.
 */
async function findSession(
  bus: Pick<SessionBus, 'call'>,
  sessionId: string | undefined,
): Promise<string | null> {
  const ask = async (method: string, signature: string, arg: unknown): Promise<string | null> => {
    const target: BusTarget = { name: NAME, path: ROOT };
    const [path] = await bus.call(target, `${MANAGER}.${method}`, signature, [arg]).catch(() => []);
    return typeof path === 'string' ? path : null;
  };
  const own = sessionId === undefined ? null : await ask('GetSession', 's', sessionId);
  return own ?? (await findDisplay(bus)) ?? (await ask('GetSessionByPID', 'u', process.pid));
}

async function findDisplay(bus: Pick<SessionBus, 'call'>): Promise<string | null> {
  const user: BusTarget = { name: NAME, path: `${ROOT}/user/self` };
  const display = await readProperty(bus, user, `${NAME}.User`, 'Display');
  const path: unknown = Array.isArray(display) ? display[1] : null;
  return typeof path === 'string' && path !== '/' ? path : null;
}

/** A property that is a boolean, by its name. */
function booleanOf(properties: unknown, name: string): boolean | null {
  if (typeof properties !== 'object' || properties === null || !Object.hasOwn(properties, name)) return null;
  const value: unknown = Reflect.get(properties, name);
  return value instanceof Variant && typeof value.value === 'boolean' ? value.value : null;
}
