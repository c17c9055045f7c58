import { createHash } from 'node:crypto';
import { createReadStream, renameSync } from 'node:fs';
import { chmod, copyFile, open, realpath, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** A new AppImage beside the old one. */
export interface StagedImage {
  /** Puts it in the place of the old one, at once: the app is ending. @throws the system's error; then the old one stays. */
  install(): void;
  remove(): Promise<void>;
}

/**
 * Copies a new AppImage beside the one that runs, checks and flushes it. All that takes time happens here, since a quit has seconds. The
 * old one keeps its name for the new, because menus and the start at login have it.
 *
 * @param sha512 of the new one, base64
 * @throws the system's error, or when the copy has another hash. Nothing is left then.
 */
export async function stageImage(image: string, newImage: string, sha512: string): Promise<StagedImage> {
  const target = await realpath(image);
  const copy = `${target}.new`;
  const remove = (): Promise<void> => rm(copy, { force: true });
  try {
    await copyFile(newImage, copy);
    await chmod(copy, 0o755);
    const hash = createHash('sha512');
    await pipeline(createReadStream(copy), hash);
    if (hash.digest('base64') !== sha512) throw new Error('The copy of the update has another hash.');
    const file = await open(copy, 'r');
    await file.sync().finally(() => file.close());
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    install() {
      renameSync(copy, target);
    },
    remove,
  };
}
