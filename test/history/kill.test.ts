import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/history/store/open-sqlite.ts';
import { stateEntry } from './support/stored-events.ts';
import { findSeqs, openStore } from './support/test-store.ts';
import { bundleWorker, tempFolder } from './support/worker-bundle.ts';

const KILLS = 22;
/** What was appended earlier than this before the end must be there: a second, and as much again for a busy machine. */
const PROMISED_MS = 3_000;

let workerPath = '';
let writer = '';
beforeAll(async () => {
  workerPath = await bundleWorker();
  writer = join(dirname(workerPath), 'write-until-killed.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'support/write-until-killed.ts')],
    outfile: writer,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
});

/** Lets a process write and ends it without a warning after so long. Resolves with the highest seq that was promised. */
function writeAndKill(file: string, afterMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [writer, workerPath, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    let killedAt = 0;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output === '') {
        setTimeout(() => {
          killedAt = Date.now();
          child.kill('SIGKILL');
        }, afterMs);
      }
      output += text;
    });
    child.on('error', reject);
    child.on('exit', () => {
      const lines = output
        .split('\n')
        // What stands after the last line break may be half a line.
        .slice(0, -1)
        .map((line) => line.split(' '));
      const kept = lines.filter(([word, , at]) => word === 'flushed' || Number(at) < killedAt - PROMISED_MS);
      resolve(Math.max(0, ...kept.map(([, seq]) => Number(seq))));
    });
  });
}

describe('a process that is ended at any moment', () => {
  it(`${String(KILLS)} times loses at most the last moment`, { timeout: 180_000 }, async () => {
    const file = join(tempFolder(), 'history.db');
    for (let kill = 0; kill < KILLS; kill += 1) {
      // Some ends fall into the first moments, some into a running house.
      const promised = await writeAndKill(file, Math.floor(Math.random() * 1_500));
      const database = openSqlite({ file, readOnly: false, from: import.meta.url });
      expect(database.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
      database.close();
      const store = openStore({ file });
      expect(store.status()).toMatchObject({ place: 'disk', problem: null });
      expect(store.lastSeq()).toBeGreaterThanOrEqual(promised);
      const seqs = findSeqs(store, { kind: 'words', tokens: ['hall'] });
      expect(seqs).toHaveLength(store.lastSeq());
      // An end that came before the first write leaves nothing to read.
      const last = store.lastSeq();
      for (const seq of [1, promised, last].filter((each) => each > 0 && each <= last)) {
        expect(store.read(seq)?.raw).toBe(stateEntry(seq).raw);
      }
      // Half of the time the next process finds a database that was closed well.
      if (kill % 2 === 0) store.close();
    }
  });
});
