import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { resolveRuntime } from '../../../scripts/runtime/resolve.mjs';
import { readDesktopSession } from './desktop-session.ts';
import { toUserCommand } from './session-user.ts';

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url));
const packagedDir = join(projectRoot, 'dist/linux-unpacked');
const copies = new Map<string, Promise<string>>();

/** The runtime's executable and the folder with the built app, both where the session's user can read them. */
export async function findUnpackagedApp(): Promise<{ executablePath: string; appPath: string }> {
  const runtime = await resolveRuntime();
  const distPath = await toReachable(runtime.distPath, ['.']);
  return {
    executablePath: join(distPath, relative(runtime.distPath, runtime.executablePath)),
    appPath: await toReachable(projectRoot, [
      'package.json',
      'out',
      // SQLite for a runtime that has none of its own.
      'node_modules/@photostructure/sqlite',
      'node_modules/node-gyp-build',
    ]),
  };
}

/**
 * The packaged app's executable, where the session's user can read it.
 *
 * @throws when nothing has been packaged.
 */
export async function findPackagedApp(): Promise<string> {
  if (!existsSync(join(packagedDir, 'porchlight'))) {
    throw new Error(
      'There is no packaged app in dist/linux-unpacked: run npm run package -- --fallback-runtime --dir.',
    );
  }
  return join(await toReachable(packagedDir, ['.']), 'porchlight');
}

/**
 * The folder itself when the session's user can read it, else a copy of the named parts in the session's folder: a clone below a
 * private home is closed to others.
 */
async function toReachable(folder: string, parts: readonly string[]): Promise<string> {
  if (await isReachable(folder)) return folder;
  const copy = copies.get(folder) ?? copyParts(folder, parts);
  copies.set(folder, copy);
  return copy;
}

async function isReachable(folder: string): Promise<boolean> {
  const [command = '', ...args] = toUserCommand('user', ['test', '-x', folder]);
  return promisify(execFile)(command, args).then(
    () => true,
    () => false,
  );
}

async function copyParts(folder: string, parts: readonly string[]): Promise<string> {
  const target = await mkdtemp(join(readDesktopSession().folder, 'copy-'));
  await promisify(execFile)('chmod', ['755', target]);
  for (const part of parts) await cp(join(folder, part), join(target, part), { recursive: true });
  return target;
}
