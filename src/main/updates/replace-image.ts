import { createHash } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  fsyncSync,
  openSync,
  readSync,
  realpathSync,
  renameSync,
  rmSync,
} from 'node:fs';

const CHUNK_BYTES = 4 * 1_048_576;

/**
 * Replaces an AppImage by another one, or leaves it as it is: a copy beside it, checked once more, flushed and renamed. It keeps its name,
 * which menus and the start at login have. Synchronous, since it runs while the app ends.
 *
 * @param sha512 of the new one, base64
 * @throws the system's error, or when the copy has another hash.
 */
export function replaceImage(image: string, newImage: string, sha512: string): void {
  const target = realpathSync(image);
  const copy = `${target}.new`;
  try {
    copyFileSync(newImage, copy);
    chmodSync(copy, 0o755);
    const file = openSync(copy, 'r');
    try {
      if (hashOf(file) !== sha512) throw new Error('The copy of the update has another hash.');
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(copy, target);
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  }
}

function hashOf(file: number): string {
  const hash = createHash('sha512');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
    hash.update(chunk.subarray(0, length));
  }
  return hash.digest('base64');
}
