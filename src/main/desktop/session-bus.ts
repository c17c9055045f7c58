import { execFile, execFileSync } from 'node:child_process';

/** A bus that does not answer in this time counts as absent. */
const BUS_DEADLINE_MS = 2_000;

/** Runs a program without a shell; rejects when it is absent, fails or takes too long. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<string>;

/** Runs a program and returns its standard output. */
export const runProgram: RunProgram = (program, args) =>
  new Promise((resolve, reject) => {
    execFile(program, [...args], { timeout: BUS_DEADLINE_MS, encoding: 'utf8' }, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${program} gave no answer.`));
    });
  });

/** Questions to the session bus. `null` means that the bus can't be asked. */
export type SessionBus = ReturnType<typeof createSessionBus>;

/** Asks through `gdbus` (GLib) or, if that is absent, `dbus-send` (D-Bus itself). */
export function createSessionBus(run: RunProgram) {
  /** The first answer; `null` when neither program exists, or the bus does not answer. */
  async function ask(target: BusTarget, method: string, ...args: string[]): Promise<string | null> {
    for (const call of [gdbus, dbusSend]) {
      try {
        return await run(...call(target, method, ...args));
      } catch {
        // The program is absent or the bus is: the next one is asked.
      }
    }
    return null;
  }

  return {
    async hasOwner(name: string): Promise<boolean | null> {
      const answer = await ask(BUS, 'org.freedesktop.DBus.NameHasOwner', name);
      return answer === null ? null : isTrue(answer);
    },
    /** What the notification server can do, by the Desktop Notifications Specification. */
    async notificationCapabilities(): Promise<readonly string[] | null> {
      const answer = await ask(NOTIFICATIONS, 'org.freedesktop.Notifications.GetCapabilities');
      return answer === null ? null : parseStrings(answer);
    },
    /**
     * The default collection of the Secret Service is locked or not there yet, so that using it would ask a person for
     * a password. https://specifications.freedesktop.org/secret-service-spec/latest/
     */
    async isKeyringLocked(): Promise<boolean | null> {
      const alias = await ask(SECRETS, 'org.freedesktop.Secret.Service.ReadAlias', 'default');
      if (alias === null) return null;
      const path = parseStrings(alias)[0] ?? '/';
      if (path === '/') return true;
      const property = ['org.freedesktop.Secret.Collection', 'Locked'];
      const locked = await ask({ ...SECRETS, path }, 'org.freedesktop.DBus.Properties.Get', ...property);
      return locked === null ? null : isTrue(locked);
    },
  };
}

/** Synchronous, for the time before Electron is ready: is a Secret Service running, or can the bus start one? */
export function hasSecretServiceSync(run: RunProgramSync = runProgramSync): boolean {
  for (const call of [gdbus, dbusSend]) {
    try {
      if (run(...call(BUS, 'org.freedesktop.DBus.ListActivatableNames')).includes(SECRETS.name)) return true;
      return isTrue(run(...call(BUS, 'org.freedesktop.DBus.NameHasOwner', SECRETS.name)));
    } catch {
      // The program is absent or the bus is: the next one is asked.
    }
  }
  return false;
}

type RunProgramSync = (program: string, args: readonly string[]) => string;

const runProgramSync: RunProgramSync = (program, args) =>
  execFileSync(program, args, {
    timeout: BUS_DEADLINE_MS,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });

interface BusTarget {
  readonly name: string;
  readonly path: string;
}

const BUS: BusTarget = { name: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus' };
const NOTIFICATIONS: BusTarget = {
  name: 'org.freedesktop.Notifications',
  path: '/org/freedesktop/Notifications',
};
const SECRETS: BusTarget = { name: 'org.freedesktop.secrets', path: '/org/freedesktop/secrets' };

type Call = readonly [program: string, args: string[]];

function gdbus(target: BusTarget, method: string, ...args: string[]): Call {
  const options = ['--session', '--timeout', '2', '--dest', target.name, '--object-path', target.path];
  return ['gdbus', ['call', ...options, '--method', method, ...args]];
}

function dbusSend(target: BusTarget, method: string, ...args: string[]): Call {
  const options = ['--session', '--print-reply', '--reply-timeout=2000', `--dest=${target.name}`];
  return ['dbus-send', [...options, target.path, method, ...args.map((arg) => `string:${arg}`)]];
}

/** The one boolean in what `gdbus` (`(true,)`, `(<true>,)`) or `dbus-send` (`boolean true`) printed. */
function isTrue(text: string): boolean {
  return /\btrue\b/.test(text);
}

/** The quoted strings in what `gdbus` (`'body'`) or `dbus-send` (`"body"`) printed. */
function parseStrings(text: string): readonly string[] {
  return [...text.matchAll(/'([^']*)'|"([^"]*)"/g)].map((match) => match[1] ?? match[2] ?? '');
}
