import { existsSync, mkdirSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { History, HistoryEntry } from '../../../src/core/history/history.ts';
import type { CaptureView } from '../../../src/core/ipc/history-views.ts';
import { createCaptures, type Captures } from '../../../src/main/files/captures.ts';
import { haEvent } from '../../support/event-builders.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

/** As much of a history as an import needs; it writes to its file. */
class FakeStore implements Pick<History, 'append' | 'backlogBytes' | 'flush' | 'status' | 'close'> {
  readonly entries: HistoryEntry[] = [];
  isClosed = false;
  isFull = false;
  #waiting = 0;
  readonly flushes: number[] = [];

  append(entry: HistoryEntry): void {
    this.entries.push(entry);
    this.#waiting += entry.kind === 'event' ? entry.raw.length : 100;
  }
  backlogBytes(): number {
    return this.#waiting;
  }
  flush(): Promise<void> {
    this.flushes.push(this.#waiting);
    this.#waiting = 0;
    return Promise.resolve();
  }
  status(): ReturnType<History['status']> {
    const problem = this.isFull ? 'full' : null;
    return {
      place: 'disk',
      problem,
      putAside: null,
      events: 0,
      bytes: 0,
      oldestAt: null,
      newestAt: null,
      lost: 0,
    };
  }
  close(): Promise<void> {
    this.isClosed = true;
    return Promise.resolve();
  }
}

interface Bench {
  readonly captures: Captures;
  readonly store: FakeStore;
  readonly folder: string;
  readonly seen: (readonly CaptureView[])[];
  /** Writes the file that is chosen next. */
  readonly write: (text: string, name?: string) => string;
}

function createBench(): Bench {
  const home = createTemporaryFolder();
  const folder = join(home, 'captures');
  mkdirSync(join(folder, 'left-by-a-crash'), { recursive: true });
  const store = new FakeStore();
  const seen: (readonly CaptureView[])[] = [];
  let chosen: string | null = null;
  const captures = createCaptures({
    clock: createVirtualClock(),
    folder,
    openHistory: (file) => {
      writeFileSync(file, '');
      return Promise.resolve(store as unknown as History);
    },
    chooseOpenFile: () => Promise.resolve(chosen),
    onChange: () => seen.push(captures.views()),
  });
  return {
    captures,
    store,
    folder,
    seen,
    write(text, name = 'house.ndjson') {
      chosen = join(home, name);
      writeFileSync(chosen, text);
      return chosen;
    },
  };
}

const EVENT = JSON.stringify(haEvent('x'));

describe('an import', () => {
  it('keeps the events of the file in its order, counts what was none, and can be asked', async () => {
    const { captures, store, write } = createBench();
    write(
      `${EVENT}\nnonsense\n: ping\ndata: ${EVENT}\n{"porchlight":{"kind":"gap","server":"Home","text":"Gone"}}\n${EVENT}`,
    );
    const view = await captures.importCapture();
    expect(view).toMatchObject({ name: 'house.ndjson', events: 3, skipped: 1, readShare: null });
    expect(store.entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
    expect(store.entries[2]).toMatchObject({
      kind: 'own',
      serverId: 'Home',
      own: { rowKind: 'gap', text: 'Gone' },
    });
    expect(captures.views()).toEqual([view]);
    expect(captures.historyOf((view as CaptureView).id)).toBe(store);
    expect(captures.historyOf('other')).toBeNull();
  });

  it('removes what was left by a crash, and its own file when it is closed', async () => {
    const { captures, store, folder, write } = createBench();
    expect(existsSync(folder)).toBe(false);
    const file = write(EVENT);
    const view = (await captures.importCapture()) as CaptureView;
    expect(readdirSync(folder)).toEqual([view.id]);
    await captures.close(view.id);
    expect(store.isClosed).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
    expect(captures.views()).toEqual([]);
    expect(existsSync(file)).toBe(true);
  });

  it('passes over a line that is too long and one that is cut inside of a character', async () => {
    const { captures, store, write } = createBench();
    write(`${EVENT}\n${'x'.repeat(4 * 1_048_576 + 1)}\n\u00e9${EVENT}\n${EVENT}\n`);
    expect(await captures.importCapture()).toMatchObject({ events: 2, skipped: 2 });
    expect(store.entries).toHaveLength(2);
  });

  it('waits for the history, so that a large file is not held in memory', async () => {
    const { captures, store, write } = createBench();
    const large = JSON.stringify(haEvent('x', { text: 'y'.repeat(1_000_000) }));
    write(`${large}\n`.repeat(30));
    await captures.importCapture();
    expect(store.flushes.length).toBeGreaterThan(2);
    expect(Math.max(...store.flushes)).toBeLessThan(10 * 1_048_576);
  });

  it('is told by null when no file was chosen', async () => {
    expect(await createBench().captures.importCapture()).toBeNull();
  });

  it('ends when it is closed before it was read', async () => {
    const { captures, seen, write } = createBench();
    write(`${EVENT}\n`.repeat(20_000));
    const importing = captures.importCapture();
    await expect.poll(() => seen.length).toBeGreaterThan(0);
    const [view] = seen[0] ?? [];
    expect(view).toMatchObject({ readShare: 0 });
    await captures.close(view?.id ?? '');
    expect(await importing).toBeNull();
    expect(captures.views()).toEqual([]);
  });

  it('stops with everything closed and removed', async () => {
    const { captures, store, folder, write } = createBench();
    write(EVENT);
    await captures.importCapture();
    await captures.stop();
    expect(store.isClosed).toBe(true);
    expect(existsSync(folder)).toBe(false);
  });
});

describe('a file that is none', () => {
  it.each([
    ['', 'no events'],
    ['hello\nworld\n', 'no events'],
    ['\u0000\u0001\u0002', 'no events'],
    [`${'nonsense '.repeat(100)}\n`.repeat(20_000), 'no events'],
  ])('%#: has a sentence and leaves nothing', async (text, words) => {
    const { captures, folder, write } = createBench();
    write(text);
    expect(await captures.importCapture()).toContain(words);
    expect(captures.views()).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('that is too large, is missing, or is a folder', async () => {
    const { captures, write } = createBench();
    const path = write('');
    truncateSync(path, 2 * 1_073_741_824 + 1);
    expect(await captures.importCapture()).toMatch(/house\.ndjson is larger than 2 GB/);
    write('', 'gone.ndjson');
    const { rmSync } = await import('node:fs');
    rmSync(join(path, '..', 'gone.ndjson'));
    expect(await captures.importCapture()).toBe('gone.ndjson is not there. Check its name.');
    mkdirSync(join(path, '..', 'gone.ndjson'));
    expect(await captures.importCapture()).toMatch(/is no file/);
  });

  it('is given up when the disk is full', async () => {
    const { captures, store, write } = createBench();
    write(EVENT);
    store.isFull = true;
    expect(await captures.importCapture()).toMatch(/no room left on the disk to open house\.ndjson/);
    expect(captures.views()).toEqual([]);
  });
});
