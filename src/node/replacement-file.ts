import { open, realpath, rename, rm, stat } from 'node:fs/promises';

/** A file that takes the place of another once it is whole. */
export interface ReplacementFile {
  /** @throws the system's error, as on a full disk. */
  write(text: string): Promise<void>;
  /** Flushes to the disk and takes the place. @throws the system's error. */
  commit(): Promise<void>;
  /** Leaves what was there before as it was. */
  discard(): Promise<void>;
}

/** Readable by its owner alone: events tell about a home. */
const PRIVATE_MODE = 0o600;

/**
 * Opens a file under another name beside its own, so that nobody ever sees half of it and an older one stays until the new
 * one is whole. A link stays a link. What is no plain file, such as `/dev/null` or a pipe, is written to directly.
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
