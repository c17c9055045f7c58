import {
  AppImageUpdater,
  MacUpdater,
  NsisUpdater,
  Provider,
  type ResolvedUpdateFileInfo,
  type UpdateInfo,
} from 'electron-updater';
import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider';
import type { Clock } from '../../core/clock.ts';
import type { ListedRelease } from '../../core/updates/read-list.ts';
import type { UpdateFailure } from '../../core/updates/updates-view.ts';
import { toDownloadFailure } from './download-failure.ts';
import { EndableRequests } from './endable-requests.ts';
import type { OwnWay } from './find-way.ts';
import type { Installer } from './installer.ts';
import { stageImage, type StagedImage } from './stage-image.ts';
import type { SessionGuard } from './update-session.ts';

/** Without a byte for so long, a download is given up. It goes on from nothing at the next look. */
const SILENCE_MS = 90_000;
/** For all of it, so that a trickle ends too. */
const DEADLINE_MS = 3 * 3_600_000;
/** From the end of its requests to its own end. */
const GRACE_MS = 5_000;
/** What an answer may have more than the file: parts of a range have heads of their own. */
const MARGIN_BYTES = 1_048_576;

export interface InstallerPorts {
  readonly way: OwnWay;
  readonly clock: Clock;
  readonly guard: SessionGuard;
  readonly userAgent: string;
  /** Starts the app again once this process has ended. */
  relaunch(): void;
  onInstallFailed(): void;
}

type Updater = AppImageUpdater | MacUpdater | RestartingNsisUpdater;

/** The installer has to wait for the end of the app, so it starts the new one itself. */
class RestartingNsisUpdater extends NsisUpdater {
  restarts = false;

  override install(isSilent = false, isForceRunAfter = false): boolean {
    return super.install(isSilent, isForceRunAfter || this.restarts);
  }
}

/** electron-updater removes the old AppImage first and then moves the new one there, which on a full disk leaves none. */
class CarefulImageUpdater extends AppImageUpdater {
  #staged: StagedImage | null = null;

  /** Call it after a download. @throws the system's error. */
  async stage(): Promise<void> {
    const image = process.env['APPIMAGE'];
    const info = this.downloadedUpdateHelper?.downloadedFileInfo;
    if (image === undefined || this.installerPath === null || info == null)
      throw new Error('There is no download, or no AppImage.');
    this.#staged = await stageImage(image, this.installerPath, info.sha512);
  }

  unstage(): void {
    // Where it stays, the next one replaces it.
    void this.#staged?.remove().catch(() => undefined);
    this.#staged = null;
  }

  protected override doInstall(): boolean {
    if (this.#staged === null) return false;
    this.#staged.install();
    return true;
  }
}

/**
 * Downloads and installs by electron-updater. It never asks for the list of versions itself: its provider hands it the release that was
 * verified, so that nothing can change between the check of the signature and the use. This file is a bundle of its own, loaded when there
 * is something to download.
 */
export function createElectronInstaller(ports: InstallerPorts): Installer {
  const { clock, guard } = ports;
  let wanted: { readonly release: ListedRelease; readonly fileUrl: (file: string) => string } | null = null;
  let cancel = (): void => undefined;

  class VerifiedProvider extends Provider<UpdateInfo> {
    // electron-updater calls it so.
    constructor(_options: unknown, _updater: unknown, runtime: ProviderRuntimeOptions) {
      super(runtime);
    }
    /** Not every server knows several ranges in one request. */
    override get isUseMultipleRangeRequest(): boolean {
      return false;
    }
    getLatestVersion(): Promise<UpdateInfo> {
      return wanted === null
        ? Promise.reject(new Error('Nothing is wanted.'))
        : Promise.resolve(toInfo(wanted.release));
    }
    resolveFiles(info: UpdateInfo): ResolvedUpdateFileInfo[] {
      const { fileUrl = String } = wanted ?? {};
      return info.files.map((file) => ({ url: new URL(fileUrl(file.url)), info: file }));
    }
  }

  const updater = createUpdater(ports.way);
  const requests = new EndableRequests();
  Object.assign(updater, { httpExecutor: requests });
  updater.logger = null;
  updater.autoDownload = false;
  updater.autoRunAppAfterInstall = false;
  updater.disableWebInstaller = true;
  updater.requestHeaders = { 'User-Agent': ports.userAgent };
  // It would make up an id, write it into the data folder and send it with each request.
  Object.assign(updater, { getOrCreateStagingUserId: () => Promise.resolve('') });
  updater.isUserWithinRollout = () => Promise.resolve(true);
  updater.setFeedURL({ provider: 'custom', updateProvider: VerifiedProvider });
  updater.allowDowngrade = false;
  updater.on('error', () => {
    // A download tells of its failure itself. This is for an installation, while the app ends.
    if (wanted === null) ports.onInstallFailed();
  });

  async function run(
    onProgress: (percent: number) => void,
    failed: (why: UpdateFailure) => void,
  ): Promise<void> {
    const found = await updater.checkForUpdates();
    const token = found?.cancellationToken;
    if (token === undefined) throw new Error('electron-updater finds nothing newer.');
    let leave = (): void => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => {
        reject(new Error('The download was given up.'));
      };
    });
    const stop = (why: UpdateFailure): void => {
      failed(why);
      token.cancel();
      requests.end();
      // So that this ends whatever electron-updater waits for.
      clock.after(GRACE_MS, leave);
    };
    cancel = () => {
      stop('unknown');
    };
    const late = (): void => {
      stop('slow');
    };
    let undoSilence = clock.after(SILENCE_MS, late);
    const undoDeadline = clock.after(DEADLINE_MS, late);
    const follow = ({ percent }: { readonly percent: number }): void => {
      undoSilence();
      undoSilence = clock.after(SILENCE_MS, late);
      onProgress(percent);
    };
    updater.on('download-progress', follow);
    try {
      await Promise.race([updater.downloadUpdate(token), left]);
      if (updater instanceof CarefulImageUpdater) await updater.stage();
    } finally {
      updater.off('download-progress', follow);
      undoSilence();
      undoDeadline();
      cancel = () => undefined;
    }
  }

  return {
    async download(release, fileUrl, onProgress) {
      wanted = { release, fileUrl };
      guard.limit(Math.max(...release.files.map(({ size }) => size)) + MARGIN_BYTES);
      updater.autoInstallOnAppQuit = true;
      const stopped: UpdateFailure[] = [];
      try {
        await run(onProgress, (failure) => {
          stopped.push(failure);
        });
        return stopped[0] ?? null;
      } catch (error) {
        return stopped[0] ?? toDownloadFailure(error);
      } finally {
        wanted = null;
      }
    },
    restart() {
      if (updater instanceof RestartingNsisUpdater) updater.restarts = true;
      else ports.relaunch();
    },
    discard() {
      updater.autoInstallOnAppQuit = false;
      if (updater instanceof CarefulImageUpdater) updater.unstage();
      cancel();
    },
  };
}

function createUpdater(way: OwnWay): Updater {
  switch (way) {
    case 'appimage':
      return new CarefulImageUpdater();
    case 'nsis':
      return new RestartingNsisUpdater();
    case 'mac':
      return new MacUpdater();
  }
}

/** What else electron-updater writes into its type is from before there were several files. */
function toInfo({ version, files }: ListedRelease): UpdateInfo {
  return { version, files: files.map((file) => ({ ...file })) } as unknown as UpdateInfo;
}
