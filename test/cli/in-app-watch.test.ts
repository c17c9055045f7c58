import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const watch = fileURLToPath(new URL('../../src/cli/in-app-watch.ts', import.meta.url));

/** A main thread that stands still, as that of the app does. */
const MAIN = `
const { Worker } = require('node:worker_threads');
const shared = new Int32Array(new SharedArrayBuffer(8));
const worker = new Worker(require('node:path').join(__dirname, 'terminal.cjs'), { workerData: { argv: process.argv.slice(2), shared } });
if (process.argv.includes('end')) worker.postMessage('end');
Atomics.wait(shared, 0, 0);
process.exit(shared[1]);
`;

describe('the terminal program of the installed app', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'porchlight-watch-'));
    const banner = { js: "const terminalUrl = require('node:url').pathToFileURL(__filename).href;" };
    const define = { 'import.meta.url': 'terminalUrl' };
    const shape = { bundle: true, platform: 'node', format: 'cjs', banner, define } as const;
    await build({ ...shape, entryPoints: [watch], outfile: join(folder, 'terminal.cjs') });
    await writeFile(join(folder, 'main.cjs'), MAIN);
  });
  afterAll(() => rm(folder, { recursive: true }));

  const runWith = async (
    program: string,
    ...args: string[]
  ): Promise<{ code: number | null; error: string }> => {
    await writeFile(join(folder, 'terminal-program.cjs'), program);
    const child = spawn(process.execPath, ['--max-old-space-size=40', join(folder, 'main.cjs'), ...args]);
    let error = '';
    child.stderr.on('data', (chunk: Buffer) => {
      error += chunk.toString('utf8');
    });
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, error };
  };

  it('that uses up its memory says so, and ends', async () => {
    const { code, error } = await runWith(
      'const kept = []; for (;;) kept.push(new Array(1000).fill(kept.length));',
    );
    expect(error).toContain('There was not enough memory for all of this');
    expect(code).toBe(5);
  });

  it('that can not even start is a bug of ours, without its words', async () => {
    const { code, error } = await runWith("throw new Error('abc.secret');");
    expect(error).toContain('This is a bug in Porchlight.');
    expect(error).not.toContain('abc.secret');
    expect(code).toBe(1);
  });

  it('ends with its own code', async () => {
    expect(await runWith('process.exit(3);')).toEqual({ code: 3, error: '' });
  });

  it('is told of a Ctrl-C', async () => {
    const program =
      "require('node:worker_threads').parentPort.once('message', (word) => process.exit(word === 'end' ? 7 : 8));";
    expect(await runWith(program, 'end')).toEqual({ code: 7, error: '' });
  });
});
