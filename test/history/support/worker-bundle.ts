import { build } from 'esbuild';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/**
 * The worker as the app has it, in a folder from which the packages of this checkout are found.
 */
export async function bundleWorker(): Promise<string> {
  const folder = mkdtempSync(join(ROOT, 'node_modules/.history-worker-'));
  const outfile = join(folder, 'history-worker.mjs');
  await build({
    entryPoints: [join(ROOT, 'src/history/history-worker.ts')],
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
  return mkdtempSync(join(tmpdir(), 'porchlight-history-'));
}
