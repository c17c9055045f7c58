import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Session } from 'electron';
import type { Clock } from '../../core/clock.ts';
import { readYaml } from '../../core/rules/read-yaml.ts';
import { readFeed, type Feed } from '../../core/updates/feed.ts';
import { MAX_LIST_BYTES } from '../../core/updates/read-list.ts';
import { PUBLIC_KEY } from '../../core/updates/public-key.ts';
import { verifyEd25519 } from '../../node/verify-ed25519.ts';
import { VERSION } from '../../node/version.ts';
import type { LogFile } from '../app/log-file.ts';
import type { Notices } from '../app/notices.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { createElectronInstaller } from './electron-installer.ts';
import { fetchBytes } from './fetch-bytes.ts';
import { findWay, replacesItself } from './find-way.ts';
import type { Installer } from './installer.ts';
import { openSeenLists } from './seen-lists.ts';
import { guardSession, type SessionGuard } from './update-session.ts';
import { createUpdates, type Updates } from './updates.ts';

export interface OpenUpdatesPorts {
  readonly clock: Clock;
  readonly isPackaged: boolean;
  /** Porchlight's data folder. */
  readonly folder: string;
  /** Of the package: `process.resourcesPath`. */
  readonly resources: string;
  /** The bundle of `electron-installer.ts`. */
  readonly installerPath: string;
  readonly settings: Pick<SettingsFile, 'current' | 'onChange'>;
  readonly notices: Pick<Notices, 'set' | 'clear'>;
  readonly log: Pick<LogFile, 'write'>;
  /** The session that electron-updater uses. Called when something is looked for. */
  openSession(): Session;
  openPage(url: string): Promise<void>;
  /** Starts the app again once this process has ended. */
  relaunch(): void;
  quit(): void;
  onChange(): void;
  /** By default those of this build. */
  readonly publicKey?: string;
  readonly version?: string;
}

/** The name that electron-updater gives to its session; it is kept in memory alone. */
export const UPDATE_PARTITION = 'electron-updater';

/** Updates of this installation. */
export function openUpdates(ports: OpenUpdatesPorts): Updates {
  const { clock, log, resources } = ports;
  const { platform, arch, env } = process;
  const version = ports.version ?? VERSION;
  const userAgent = `Porchlight/${version}`;
  const way = findWay({
    platform,
    env,
    isPackaged: ports.isPackaged,
    canReplace,
    exists: existsSync,
    packageType: readSmall(join(resources, 'package-type'))?.trim() ?? null,
  });
  let opened: { readonly session: Session; readonly guard: SessionGuard } | null = null;

  function open(): { readonly session: Session; readonly guard: SessionGuard } {
    if (opened === null) {
      const session = ports.openSession();
      opened = { session, guard: guardSession(session, userAgent) };
    }
    return opened;
  }

  return createUpdates({
    ...ports,
    way,
    version,
    publicKey: ports.publicKey ?? PUBLIC_KEY,
    feed: readFeedOf(resources),
    platform,
    arch,
    seen: openSeenLists(ports.folder),
    verify: verifyEd25519,
    fetchBytes(url, maxBytes) {
      const { session, guard } = open();
      guard.limit(maxBytes);
      return fetchBytes((from) => session.fetch(from), clock, url, maxBytes, guard.cut);
    },
    createInstaller(): Installer {
      if (!replacesItself(way)) throw new Error('This installation does not replace itself.');
      const bundle = createRequire(__filename)(ports.installerPath) as {
        readonly createElectronInstaller: typeof createElectronInstaller;
      };
      return bundle.createElectronInstaller({
        way,
        clock,
        guard: open().guard,
        userAgent,
        relaunch: ports.relaunch,
        onInstallFailed: () => {
          log.write('update-not-installed');
        },
      });
    },
  });
}

/** electron-builder writes it into a package where `publish` is set. */
function readFeedOf(resources: string): Feed | null {
  const text = readSmall(join(resources, 'app-update.yml'));
  return text === null ? null : readFeed(readYaml(text).value);
}

function readSmall(path: string): string | null {
  try {
    return statSync(path).size > MAX_LIST_BYTES ? null : readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function canReplace(path: string): boolean {
  try {
    accessSync(path, constants.F_OK);
    accessSync(dirname(path), constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
