import type { ListedRelease } from '../../core/updates/read-list.ts';
import type { UpdateFailure } from '../../core/updates/updates-view.ts';

/** Downloads a release, and installs it when the app quits. */
export interface Installer {
  /**
   * Downloads, checks the hash, and arranges for the installation.
   *
   * @param fileUrl the address of a file of the release
   * @param onProgress 0 to 100
   * @returns `null`, or why not. Never rejects.
   */
  download(
    release: ListedRelease,
    fileUrl: (file: string) => string,
    onProgress: (percent: number) => void,
  ): Promise<UpdateFailure | null>;
  /** Has the app started again after the installation. Call it just before the app quits. */
  restart(): void;
  /** Ends a download, and installs nothing when the app quits. */
  discard(): void;
}
