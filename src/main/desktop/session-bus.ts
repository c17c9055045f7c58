import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { Message, MessageType, sessionBus, systemBus, Variant, type MessageBus } from '@jellybrick/dbus-next';
import type { Clock } from '../../core/clock.ts';
import { withDeadline } from '../app/with-deadline.ts';

/** A bus, or a program on it, that does not answer in this time counts as absent. */
const BUS_DEADLINE_MS = 2_000;
/** A lost bus is tried again after this time. Usually the session has ended with it. */
export const RETRY_MS = 30_000;
/** Calls without an answer, and bytes that wait in either direction. With more, the connection is made anew. */
const MAX_UNANSWERED = 64;
export const MAX_WAITING_BYTES = 1_000_000;

/** An object of a program on the bus, by the program's well-known name. */
export interface BusTarget {
  readonly name: string;
  readonly path: string;
}

/** Who wants to know of a program on the bus. */
export interface BusWatcher {
  /** The program appeared, was replaced (`true` again) or went; `null` when the bus can't be asked. */
  onOwner(isOwned: boolean | null): void;
  /** A signal of the program, and from nobody else. */
  onSignal?(member: string, args: readonly unknown[], path: string): void;
  /** Interfaces whose signals are wanted; without them, the one that is called as the program is. */
  readonly interfaces?: readonly string[];
}

interface Watched {
  readonly name: string;
  readonly watcher: BusWatcher;
  readonly interfaces: readonly string[];
  /** The program's own name on this connection; `null` for nobody, `undefined` while nobody has said it. */
  owner: string | null | undefined;
}

interface Link {
  readonly bus: MessageBus;
  readonly socket: Duplex;
  unanswered: number;
}

/** A bus of a Linux desktop: one connection, made when it is first needed and again when it is lost. */
export type SessionBus = ReturnType<typeof createSessionBus>;

export function createSessionBus(clock: Clock, connect: () => MessageBus = () => sessionBus()) {
  const watched = new Set<Watched>();
  let link: Promise<Link> | null = null;
  let isStopped = false;
  let cancelRetry = (): void => undefined;

  function open(): Promise<Link> {
    if (isStopped) return Promise.reject(new Error('The session bus is not used any more.'));
    return (link ??= start());
  }

  async function start(): Promise<Link> {
    cancelRetry();
    const bus = connect();
    try {
      // The types of the library leave this event out. The close of the socket says the same.
      (bus as NodeJS.EventEmitter).on('error', () => undefined);
      await withDeadline(once(bus, 'connect'), BUS_DEADLINE_MS, clock);
      const socket = socketOf(bus);
      if (socket === undefined || socket.destroyed) throw new Error('The session bus is gone.');
      socket.on('close', lose);
      socket.on('readable', () => {
        if (socket.readableLength > MAX_WAITING_BYTES) socket.destroy();
      });
      bus.on('message', take);
      const opened = { bus, socket, unanswered: 0 };
      for (const each of watched) await follow(opened, each);
      return opened;
    } catch (error) {
      socketOf(bus)?.destroy();
      lose();
      throw error;
    }
  }

  function lose(): void {
    link = null;
    for (const each of watched) setOwner(each, undefined);
    cancelRetry();
    if (isStopped || watched.size === 0) return;
    cancelRetry = clock.after(RETRY_MS, () => {
      open().catch(() => undefined);
    });
  }

  async function follow(opened: Link, each: Watched): Promise<void> {
    const { name } = each;
    const rule = `type='signal',sender='${BUS.name}',member='NameOwnerChanged',arg0='${name}'`;
    await ask(opened, BUS, `${BUS.name}.AddMatch`, 's', [rule]);
    for (const of of each.interfaces)
      await ask(opened, BUS, `${BUS.name}.AddMatch`, 's', [
        `type='signal',sender='${name}',interface='${of}'`,
      ]);
    // An error says that nobody has the name.
    const [owner] = await ask(opened, BUS, `${BUS.name}.GetNameOwner`, 's', [name]).catch(() => [null]);
    // What changed meanwhile is newer.
    if (each.owner === undefined) setOwner(each, typeof owner === 'string' ? owner : null);
  }

  /** A watcher runs outside the library, which would answer a foreign program with the stack of its error. */
  function setOwner(each: Watched, owner: Watched['owner']): void {
    each.owner = owner;
    queueMicrotask(() => {
      each.watcher.onOwner(owner === undefined ? null : owner !== null);
    });
  }

  /** Any program may send us any signal, so the sender counts. The bus writes it, and its own name for itself only. */
  function take({ type, sender, interface: of, member, body, path }: Message): void {
    if (type !== MessageType.SIGNAL) return;
    if (sender === BUS.name && member === 'NameOwnerChanged') {
      const owner = typeof body[2] === 'string' && body[2] !== '' ? body[2] : null;
      for (const each of watched) if (each.name === body[0]) setOwner(each, owner);
      return;
    }
    // Later than the answers that came before it.
    for (const { owner, interfaces, watcher } of watched)
      if (owner === sender && interfaces.includes(of))
        setImmediate(() => watcher.onSignal?.(member, body, path));
  }

  async function ask(
    opened: Link,
    { name: destination, path }: BusTarget,
    method: string,
    signature: string,
    body: readonly unknown[],
    deadlineMs = BUS_DEADLINE_MS,
  ): Promise<readonly unknown[]> {
    const { bus, socket } = opened;
    if (opened.unanswered >= MAX_UNANSWERED || socket.writableLength > MAX_WAITING_BYTES) socket.destroy();
    opened.unanswered += 1;
    const dot = method.lastIndexOf('.');
    const [of, member] = [method.slice(0, dot), method.slice(dot + 1)];
    const answer = bus
      .call(new Message({ destination, path, interface: of, member, signature, body: [...body] }))
      .finally(() => {
        opened.unanswered -= 1;
      });
    return (await withDeadline(answer, deadlineMs, clock))?.body ?? [];
  }

  /**
   * Calls a method, and answers with what it returns. Rejects without a bus, with an error, and without an answer in time.
   *
   * @param method with its interface: `org.freedesktop.Notifications.Notify`
   * @param signature D-Bus types of the arguments
   */
  async function call(
    target: BusTarget,
    method: string,
    signature = '',
    args: readonly unknown[] = [],
    deadlineMs = BUS_DEADLINE_MS,
  ): Promise<readonly unknown[]> {
    return ask(await open(), target, method, signature, args, deadlineMs);
  }

  return {
    call,
    /** Follows a program by its well-known name. Settles when the first answer is there, also when that is none. */
    async watch(name: string, watcher: BusWatcher): Promise<void> {
      const interfaces = watcher.onSignal === undefined ? [] : (watcher.interfaces ?? [name]);
      const each: Watched = { name, watcher, interfaces, owner: undefined };
      watched.add(each);
      try {
        const opened = await open();
        if (each.owner === undefined) await follow(opened, each);
      } catch {
        setOwner(each, undefined);
      }
    },
    /**
     * The default collection of the Secret Service is locked or not there yet, so that using it would ask a person for
     * a password; `null` when nobody can say. https://specifications.freedesktop.org/secret-service-spec/latest/
     */
    async isKeyringLocked(): Promise<boolean | null> {
      try {
        const [path] = await call(SECRETS, 'org.freedesktop.Secret.Service.ReadAlias', 's', ['default']);
        if (typeof path !== 'string') return null;
        if (path === '/') return true;
        const locked = await readProperty({ call }, { ...SECRETS, path }, COLLECTION, 'Locked');
        return locked === undefined ? null : locked === true;
      } catch {
        return null;
      }
    },
    /** Settles as soon as the bus answers, or says that it can't. */
    async settle(): Promise<void> {
      await call(BUS, 'org.freedesktop.DBus.Peer.Ping').catch(() => undefined);
    },
    stop(): void {
      isStopped = true;
      cancelRetry();
      watched.clear();
      link?.then(({ socket }) => socket.destroy()).catch(() => undefined);
    },
  };
}

/**
 * The library tells neither that its socket has closed nor how much waits in it, so we look at the socket itself. Its version
 * is fixed in package.json.
 */
function socketOf(bus: MessageBus): Duplex | undefined {
  const connection: unknown = Reflect.get(bus, '_connection');
  if (typeof connection !== 'object' || connection === null) return undefined;
  const stream: unknown = Reflect.get(connection, 'stream');
  return stream instanceof Duplex ? stream : undefined;
}

type RunProgramSync = (program: string, args: readonly string[]) => string;

const runProgramSync: RunProgramSync = (program, args) =>
  execFileSync(program, args, {
    timeout: BUS_DEADLINE_MS,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/**
 * Is a Secret Service running, or can the bus start one? Synchronous, since Electron must know before it is ready, and so by
 * a program: `gdbus` (GLib) or, if that is absent, `dbus-send` (D-Bus itself).
 */
export function hasSecretServiceSync(run: RunProgramSync = runProgramSync): boolean {
  for (const call of [gdbus, dbusSend]) {
    try {
      if (run(...call(`${BUS.name}.ListActivatableNames`)).includes(SECRETS.name)) return true;
      return /\btrue\b/.test(run(...call(`${BUS.name}.NameHasOwner`, SECRETS.name)));
    } catch {
      // The program is absent or the bus is: the next one is asked.
    }
  }
  return false;
}

/** The bus of the computer itself, with the sessions of all who use it. */
export function createSystemBus(clock: Clock): SessionBus {
  return createSessionBus(clock, () => systemBus());
}

/** A property of an object; `undefined` when it can't be read. */
export async function readProperty(
  bus: Pick<SessionBus, 'call'>,
  target: BusTarget,
  interfaceName: string,
  property: string,
): Promise<unknown> {
  try {
    const [value] = await bus.call(target, GET, 'ss', [interfaceName, property]);
    return value instanceof Variant ? value.value : undefined;
  } catch {
    return undefined;
  }
}

const GET = 'org.freedesktop.DBus.Properties.Get';
const BUS: BusTarget = { name: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
const COLLECTION = 'org.freedesktop.Secret.Collection';
const SECRETS: BusTarget = { name: 'org.freedesktop.secrets', path: '/org/freedesktop/secrets' };

type Call = readonly [program: string, args: string[]];

function gdbus(method: string, ...args: string[]): Call {
  const options = ['--session', '--timeout', '2', '--dest', BUS.name, '--object-path', BUS.path];
  return ['gdbus', ['call', ...options, '--method', method, ...args]];
}

function dbusSend(method: string, ...args: string[]): Call {
  const options = ['--session', '--print-reply', '--reply-timeout=2000', `--dest=${BUS.name}`];
  return ['dbus-send', [...options, BUS.path, method, ...args.map((arg) => `string:${arg}`)]];
}
