import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const folder = fileURLToPath(new URL('../../../test-output/desktop', import.meta.url));
const runFile = promisify(execFile);
/** What moves on the screen may move on after this. */
const SETTLE_MS = 1_500;

/**
 * Takes a picture of the whole desktop, once two in a row are the same, and keeps it with the test output.
 *
 * @param name file name without its ending
 * @param page a page that must have drawn itself first
 * @returns the picture's path.
 */
export async function takeScreenshot(name: string, page?: Page): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  // Returns only after a frame with all that was changed before.
  await page?.screenshot();
  const deadlineMs = performance.now() + SETTLE_MS;
  let last = await takeOne(path);
  for (;;) {
    await delay(100);
    const next = await takeOne(path);
    if (next.equals(last) || performance.now() > deadlineMs) return path;
    last = next;
  }
}

async function takeOne(path: string): Promise<Buffer> {
  await runFile('scrot', ['--overwrite', path]);
  return readFile(path);
}
