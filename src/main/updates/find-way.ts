import type { UpdateWay } from '../../core/updates/updates-view.ts';

export interface Installation {
  /** Of Node. */
  readonly platform: string;
  readonly isPackaged: boolean;
  readonly env: NodeJS.ProcessEnv;
  /** May a file be replaced: is it there, and may its folder be written to? */
  canReplace(path: string): boolean;
  exists(path: string): boolean;
  /** The text of `package-type`, which electron-builder writes into what fpm packs; `null` where there is none. */
  readonly packageType: string | null;
}

/** How this Porchlight was installed. */
export function findWay(installation: Installation): UpdateWay {
  const { platform, isPackaged, env, packageType } = installation;
  if (!isPackaged) return 'sources';
  if (platform === 'darwin') return 'mac';
  if (platform === 'win32') return env['PORTABLE_EXECUTABLE_FILE'] === undefined ? 'nsis' : 'portable';
  if (installation.exists('/.flatpak-info')) return 'flatpak';
  if (env['SNAP'] !== undefined) return 'snap';
  const image = env['APPIMAGE'];
  if (image !== undefined) return installation.canReplace(image) ? 'appimage' : 'appimage-of-others';
  return packageType === 'deb' || packageType === 'rpm' || packageType === 'pacman' ? packageType : 'archive';
}

const REPLACES_ITSELF = { appimage: true, nsis: true, mac: true } as const;
export type OwnWay = keyof typeof REPLACES_ITSELF;

/** Does it replace itself? A package of Linux belongs to the system's own tools. */
export function replacesItself(way: UpdateWay): way is OwnWay {
  return way in REPLACES_ITSELF;
}
