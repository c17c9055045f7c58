import { join } from 'node:path';
import type { Environment } from './command.ts';

/** Name of the app, after which Electron names the folder of its data. */
const APP_NAME = 'Porchlight';

/**
 * Where the app keeps its data, by Electron's own rule (https://www.electronjs.org/docs/latest/api/app#appgetpathname);
 * `null` where no home folder is known.
 */
export function defaultDataFolder(platform: string, env: Environment): string | null {
  const parent = settingsFolder(platform, env);
  return parent === null ? null : join(parent, APP_NAME);
}

function settingsFolder(platform: string, env: Environment): string | null {
  const home = textOf(env[platform === 'win32' ? 'USERPROFILE' : 'HOME']);
  const below = (...path: string[]): string | null => (home === null ? null : join(home, ...path));
  switch (platform) {
    case 'win32':
      return textOf(env['APPDATA']) ?? below('AppData', 'Roaming');
    case 'darwin':
      return below('Library', 'Application Support');
    default:
      return textOf(env['XDG_CONFIG_HOME']) ?? below('.config');
  }
}

function textOf(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : value;
}
