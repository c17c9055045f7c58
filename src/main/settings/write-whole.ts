import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';

/** A file that its owner alone can read. */
export const PRIVATE_MODE = 0o600;

/**
 * Replaces a file by its new whole content or leaves the old one alone: temporary file beside it, every byte
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
