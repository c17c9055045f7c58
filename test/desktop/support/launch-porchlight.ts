import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright-core';
import { readDesktopSession } from './desktop-session.ts';
import { findPackagedApp, findUnpackagedApp } from './find-app.ts';
import { endWithTests } from './owned-processes.ts';
import { listProcessTree } from './processes.ts';
import { chownToSession, toUserCommand, type RunAs } from './session-user.ts';

export interface LaunchOptions {
  /** Arguments for the app, such as `--demo`. */
  readonly args?: readonly string[];
  /** Variables on top of the session's. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where the app keeps its settings, from an earlier launch's `userDataDir`; a new folder unless given. */
  readonly userDataDir?: string;
  /** `user`, the default, is the session's unprivileged user with Chromium's real sandbox; `root` has none. */
  readonly as?: RunAs;
}

/** The app as Playwright drives it. */
export interface DrivenPorchlight {
  readonly electronApp: ElectronApplication;
  readonly userDataDir: string;
}

/** The app as a person has it: nothing but its process, seen through the desktop. */
export interface PackagedPorchlight {
  readonly process: ChildProcess;
  readonly userDataDir: string;
  /** What it printed so far, standard output and standard error. */
  readOutput(): string;
  /** Its exit code; null when a signal ended it. */
  readonly exited: Promise<number | null>;
}

/**
 * Starts the app from `out/` on the runtime that `npm test` found, with Playwright attached. Playwright needs Electron's debugging
 * switches, which the packaged app refuses.
 */
export async function launchPorchlight(options: LaunchOptions = {}): Promise<DrivenPorchlight> {
  const as = options.as ?? 'user';
  const { executablePath, appPath } = await findUnpackagedApp();
  const { userDataDir, env } = await prepareLaunch(options);
  const electronApp = await _electron.launch({
    executablePath: await writeLauncher(toUserCommand(as, [executablePath])),
    args: [appPath, '--password-store=gnome-libsecret', ...(options.args ?? [])],
    chromiumSandbox: as === 'user',
    cwd: readDesktopSession().folder,
    env,
    timeout: 30_000,
  });
  endWithTests(electronApp.process());
  return { electronApp, userDataDir };
}

/** Starts the app from `out/` once more while it runs, as the session's user. Resolves to the exit code of the second process. */
export async function startAgain(
  { userDataDir }: DrivenPorchlight,
  args: readonly string[],
): Promise<number | null> {
  const { executablePath, appPath } = await findUnpackagedApp();
  const { env } = await prepareLaunch({ userDataDir });
  const [command = '', ...words] = toUserCommand('user', [executablePath, appPath, ...args]);
  const cwd = readDesktopSession().folder;
  const child = endWithTests(spawn(command, words, { cwd, env, stdio: 'ignore' }));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

/** Ends the app and all that it started with SIGKILL, as a power cut would. */
export async function killPorchlight({ electronApp }: DrivenPorchlight): Promise<void> {
  const main = electronApp.process();
  if (main.pid === undefined) throw new Error('The app has not started.');
  const exited = once(main, 'exit');
  const pids = await listProcessTree(main.pid);
  // One that has ended with the others by then is a complaint of the program's, and none of ours.
  spawn('kill', ['-KILL', ...pids.map(String)], { stdio: 'ignore' });
  await exited;
}

/** Starts the packaged app from `dist/`. It is observed through the tray, the notifications and screenshots. */
export async function launchPackaged(options: LaunchOptions = {}): Promise<PackagedPorchlight> {
  const as = options.as ?? 'user';
  const { userDataDir, env } = await prepareLaunch(options);
  const [command = '', ...args] = toUserCommand(as, [
    await findPackagedApp(),
    ...(as === 'root' ? ['--no-sandbox'] : []),
    '--password-store=gnome-libsecret',
    ...(options.args ?? []),
  ]);
  const cwd = readDesktopSession().folder;
  const child = endWithTests(spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] }));
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
    });
  }
  const exited = new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  return { process: child, userDataDir, readOutput: () => output, exited };
}

/** Electron keeps an app's data in a folder with the app's name below XDG_CONFIG_HOME. */
async function prepareLaunch(
  options: LaunchOptions,
): Promise<{ userDataDir: string; env: Record<string, string> }> {
  const userDataDir = options.userDataDir ?? join(await createConfigDir(), 'Porchlight');
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(VITEST|NODE_|npm_)/i.test(entry[0]),
  );
  const env = { ...Object.fromEntries(inherited), XDG_CONFIG_HOME: join(userDataDir, '..'), ...options.env };
  return { userDataDir, env };
}

async function createConfigDir(): Promise<string> {
  const folder = await mkdtemp(join(readDesktopSession().folder, 'config-'));
  await chownToSession(folder);
  return folder;
}

/** Playwright takes the path of one executable and puts its own switches first, so a command of several words needs a file. */
async function writeLauncher(words: readonly string[]): Promise<string> {
  const path = join(await mkdtemp(join(readDesktopSession().folder, 'launcher-')), 'electron');
  const quoted = words.map((word) => `'${word.replaceAll("'", String.raw`'\''`)}'`).join(' ');
  await writeFile(path, `#!/bin/sh\nexec ${quoted} "$@"\n`);
  await chmod(path, 0o755);
  return path;
}
