import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const ROOT = join(import.meta.dirname, '../../..');

/**
 * The worker as the app has it, in a folder from which the packages of this checkout are found.
 *
 * @param entry another file to begin with
 */
export async function bundleWorker(entry = 'src/history/worker/history-worker.ts'): Promise<string> {
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  const folder = removedAtEnd(mkdtempSync(join(ROOT, 'out/history-worker-')));
  const outfile = join(folder, 'history-worker.mjs');
  await build({
    entryPoints: [join(ROOT, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node18',
    logLevel: 'warning',
  });
  return outfile;
}

export function tempFolder(): string {
  return removedAtEnd(mkdtempSync(join(tmpdir(), 'porchlight-history-')));
}

function removedAtEnd(folder: string): string {
  folders.push(folder);
  return folder;
}
