import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';

/** A file that replaces another once it is complete. */
export interface ReplacementFile {
  /** @throws the system's error, as on a full disk. */
  write(text: string): Promise<void>;
  /** Flushes to the disk and replaces the other file. @throws the system's error. */
  commit(): Promise<void>;
  /** Gives up the new content. A file that was there before stays unchanged. */
  discard(): Promise<void>;
}

/** A file that only its owner can read. */
export const PRIVATE_MODE = 0o600;

/**
 * Replaces a file by its complete new content or leaves the old one unchanged: temporary file beside it, every byte
 * written (a nearly full disk makes one `write` stop half-way without an error), flushed, measured, renamed.
 *
 * @throws the system's error, with no temporary file left behind.
 */
export function writeWhole(path: string, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  const temporary = `${path}.tmp-${String(process.pid)}-${String(Date.now())}`;
  try {
    const file = openSync(temporary, 'wx', PRIVATE_MODE);
    try {
      for (let written = 0; written < bytes.length;) {
        written += writeSync(file, bytes, written, bytes.length - written);
      }
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    if (statSync(temporary).size !== bytes.length) throw new Error('The file was not written whole.');
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/**
 * Opens a file under another name in the same folder, so that nobody sees half of it and an older one stays until the new
 * one is complete. A link stays a link. Anything but a plain file, such as `/dev/null` or a pipe, is written to directly.
 *
 * @throws the system's error.
 */
export async function openReplacementFile(path: string): Promise<ReplacementFile> {
  const existing = await stat(path).catch(() => null);
  if (existing !== null && !existing.isFile()) return openDirectly(path);
  const target = existing === null ? path : await realpath(path);
  const temporary = `${target}.part-${String(process.pid)}`;
  const file = await open(temporary, 'w', PRIVATE_MODE);
  let isOpen = true;

  async function close(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    await file.close();
  }
  async function discard(): Promise<void> {
    await close().catch(() => undefined);
    await rm(temporary, { force: true });
  }

  return {
    write: (text) => file.appendFile(text),
    async commit() {
      try {
        await file.sync();
        await close();
        await rename(temporary, target);
      } catch (error) {
        await discard();
        throw error;
      }
    },
    discard,
  };
}

async function openDirectly(path: string): Promise<ReplacementFile> {
  const file = await open(path, 'w');
  return {
    write: (text) => file.appendFile(text),
    commit: () => file.close(),
    discard: () => file.close(),
  };
}
