import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ExportProgress } from '../../../src/core/ipc/history-views.ts';
import { DEFAULT_REDACTION } from '../../../src/core/redaction/default-rules.ts';
import { createExports, type Exports, type ExportsPorts } from '../../../src/main/files/exports.ts';
import { openReplacementFile, type ReplacementFile } from '../../../src/node/whole-file.ts';
import { createFakeSearch, toStored, type FakeSearch } from '../../core/export/fake-search.ts';
import { haEvent } from '../../support/event-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

interface Bench {
  readonly desk: Exports;
  readonly folder: string;
  readonly path: string;
  readonly search: FakeSearch;
  readonly pushed: ExportProgress[];
  /** Paths that were shown in the file manager. */
  readonly shown: string[];
}

function createBench(more: Partial<ExportsPorts> = {}, events = 600, found = events): Bench {
  const folder = createTemporaryFolder();
  const path = join(folder, 'out.ndjson');
  const stored = Array.from({ length: events }, (_, index) => toStored(index + 1, haEvent('x')));
  const search = createFakeSearch(stored, found);
  const pushed: ExportProgress[] = [];
  const shown: string[] = [];
  const desk = createExports({
    clock: createVirtualClock(),
    search: () => search,
    serverName: (id) => id,
    redaction: () => DEFAULT_REDACTION,
    chooseSaveFile: () => Promise.resolve(path),
    push: (progress) => pushed.push(progress),
    showInFolder: (file) => shown.push(file),
    ...more,
  });
  return { desk, folder, path, search, pushed, shown };
}

/** A file that fails at its second piece. */
function failing(code: string): (path: string) => Promise<ReplacementFile> {
  return async (path) => {
    const file = await openReplacementFile(path);
    let pieces = 0;
    return {
      ...file,
      write(text) {
        pieces += 1;
        return pieces < 2 ? file.write(text) : Promise.reject(Object.assign(new Error(code), { code }));
      },
    };
  };
}

describe('an export', () => {
  it('writes the file whole, readable by its owner alone, and says so', async () => {
    const { desk, path, folder, search, pushed } = createBench();
    const last = await desk.exportView('log', 'type:x', 'ndjson');
    expect(last).toEqual({ kind: 'done', written: 600, total: 600, file: 'out.ndjson', message: '' });
    expect(pushed.at(-1)).toEqual(last);
    expect(readFileSync(path, 'utf8').trimEnd().split('\n')).toHaveLength(600);
    expect(readdirSync(folder)).toEqual(['out.ndjson']);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(search.isClosed).toBe(true);
  });

  it('begins a table with the mark that spreadsheets want', async () => {
    const { desk, path } = createBench();
    await desk.exportView('log', '', 'csv');
    expect(readFileSync(path, 'utf8')).toMatch(/^\uFEFFtime,/);
  });

  it('replaces an older file, also behind a link', async () => {
    const { desk, folder, path } = createBench({}, 1);
    mkdirSync(join(folder, 'real'));
    const real = join(folder, 'real', 'file');
    writeFileSync(real, 'old');
    symlinkSync(real, path);
    await desk.exportView('log', '', 'ndjson');
    expect(readFileSync(real, 'utf8')).toContain('"event_type":"x"');
  });

  it('reports at most ten times a second', async () => {
    const { desk, pushed } = createBench();
    await desk.exportView('log', '', 'ndjson');
    expect(pushed.map(({ kind }) => kind)).toEqual(['running', 'done']);
  });

  it('is told by null when no file was chosen', async () => {
    const { desk, pushed } = createBench({ chooseSaveFile: () => Promise.resolve(null) });
    expect(await desk.exportView('log', '', 'ndjson')).toBeNull();
    expect(pushed).toEqual([]);
  });

  it('suggests a name with the date', async () => {
    const names: string[] = [];
    const chooseSaveFile = (name: string): Promise<null> => {
      names.push(name);
      return Promise.resolve(null);
    };
    await createBench({ chooseSaveFile }).desk.exportView('log', '', 'csv');
    expect(names).toEqual([expect.stringMatching(/^porchlight-2026-11-2\d-\d{4}\.csv$/)]);
  });

  it('can be shown where it is, but only one that was written whole', async () => {
    let answer: string | null = null;
    let openFile = openReplacementFile;
    const { desk, path, shown } = createBench({
      chooseSaveFile: () => Promise.resolve(answer),
      openFile: (file) => openFile(file),
    });
    answer = path;
    desk.showInFolder();
    expect(shown).toEqual([]);
    await desk.exportView('log', '', 'ndjson');
    desk.showInFolder();
    expect(shown).toEqual([path]);
    // A dialog that is left without a file changes nothing.
    answer = null;
    await desk.exportView('log', '', 'ndjson');
    desk.showInFolder();
    expect(shown).toEqual([path, path]);
    answer = path;
    openFile = failing('ENOSPC');
    await desk.exportView('log', '', 'ndjson');
    desk.showInFolder();
    expect(shown).toEqual([path, path]);
  });

  it('passes on why there is nothing to search', async () => {
    const { desk } = createBench({ search: () => 'This file is not open any more.' });
    const last = await desk.exportView('capture:1', '', 'ndjson');
    expect(last).toMatchObject({ kind: 'failed', message: 'This file is not open any more.' });
  });
});

describe('an export that ends early', () => {
  it('is cancelled and leaves nothing behind, not even while counting', async () => {
    const { desk, folder, path } = createBench({}, 600, 10);
    writeFileSync(path, 'old');
    const exporting = desk.exportView('log', '', 'ndjson');
    await expect.poll(() => readdirSync(folder)).toHaveLength(2);
    desk.cancel();
    expect(await exporting).toMatchObject({ kind: 'cancelled' });
    expect(readdirSync(folder)).toEqual(['out.ndjson']);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it('refuses a second one meanwhile, and takes one afterwards', async () => {
    const { desk, folder } = createBench({}, 600, 10);
    const first = desk.exportView('log', '', 'ndjson');
    await expect.poll(() => readdirSync(folder)).toHaveLength(1);
    expect(await desk.exportView('log', '', 'ndjson')).toMatchObject({
      message: /Another export is running/,
    });
    await desk.stop();
    expect(await first).toMatchObject({ kind: 'cancelled' });
    const again = desk.exportView('log', '', 'ndjson');
    await expect.poll(() => readdirSync(folder)).toHaveLength(1);
    desk.cancel();
    expect(await again).toMatchObject({ kind: 'cancelled' });
  });

  it.each([
    ['ENOSPC', /no room left on the disk for out\.ndjson/],
    ['EFBIG', /does not take a file as large/],
    ['EIO', /could not be written \(EIO\)/],
  ])('fails with a sentence for %s and leaves nothing behind', async (code, sentence) => {
    const { desk, folder, search } = createBench({ openFile: failing(code) });
    const last = await desk.exportView('log', '', 'ndjson');
    expect(last).toMatchObject({ kind: 'failed' });
    expect(last?.message).toMatch(sentence);
    expect(readdirSync(folder)).toEqual([]);
    expect(search.isClosed).toBe(true);
  });

  it('says that a folder is gone, or that the name is a folder', async () => {
    const gone = createBench({ chooseSaveFile: () => Promise.resolve('/nowhere/at/all/x.json') });
    expect(await gone.desk.exportView('log', '', 'json')).toMatchObject({ message: /is not there any more/ });
    const bench = createBench();
    mkdirSync(bench.path);
    expect(await bench.desk.exportView('log', '', 'json')).toMatchObject({ message: /is a folder/ });
  });
});
