import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { describeHistory } from '../../src/core/history/describe-history.ts';
import type { EventEntry } from '../../src/core/history/history.ts';
import { openSqlite } from '../../src/history/store/open-sqlite.ts';
import { stateEntry, START } from './support/stored-events.ts';
import { addNotes, appendAll, findSeqs, openStore } from './support/test-store.ts';
import { tempFolder } from './support/worker-bundle.ts';

const EVERYTHING = { kind: 'everything' } as const;
const undo: (() => void)[] = [];
afterEach(() => {
  for (const each of undo.splice(0)) each();
});

function entries(from: number, to: number): readonly EventEntry[] {
  return Array.from({ length: to - from + 1 }, (_, index) => stateEntry(from + index));
}

/** A folder on a file system of its own; `null` where that may not be made. */
function mountSmall(kilobytes: number): { readonly folder: string; resize(kilobytes: number): void } | null {
  const folder = tempFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${String(kilobytes)}k`, 'tmpfs', folder], {
      stdio: 'ignore',
    });
  } catch {
    return null;
  }
  undo.push(() => execFileSync('umount', ['-l', folder]));
  return {
    folder,
    resize: (size) => execFileSync('mount', ['-o', `remount,size=${String(size)}k`, folder]),
  };
}

function damagedFiles(file: string): readonly string[] {
  return readdirSync(dirname(file)).filter((name) => name.startsWith('history.damaged-'));
}

const STORED = 9_000;
let template: string | null = null;

/** A database of `STORED` events, in two chapters, that was closed well. */
function makeHistory(): string {
  template ??= writeHistory();
  const file = join(tempFolder(), 'history.db');
  copyFileSync(template, file);
  return file;
}

function writeHistory(): string {
  const file = join(tempFolder(), 'history.db');
  const store = openStore({ file });
  appendAll(store, entries(1, STORED));
  for (const [at, state] of [
    [1, 'live'],
    [2, 'waiting'],
  ] as const) {
    addNotes(store, { states: [{ serverId: 'Home-1', at: START + at, state, code: '' }] });
  }
  store.close();
  return file;
}

describe('a full disk', () => {
  it('holds what comes in memory, says so, and writes it when there is room', (context) => {
    const small = mountSmall(512);
    if (small === null) {
      context.skip('a small file system can only be mounted by root');
      return;
    }
    let now = START;
    const file = join(small.folder, 'history.db');
    const store = openStore({ file, now: () => now });
    for (let seq = 1; seq <= 12_000; seq += 1_000) appendAll(store, entries(seq, seq + 999));
    expect(store.status()).toMatchObject({ place: 'memory', problem: 'full', events: 12_000, lost: 0 });
    expect(findSeqs(store, EVERYTHING)).toHaveLength(12_000);
    expect(store.read(11_999)?.raw).toBe(stateEntry(11_999).raw);
    small.resize(20_000);
    now += 5_000;
    appendAll(store, entries(12_001, 12_001));
    expect(store.status()).toMatchObject({ place: 'disk', problem: null, events: 12_001 });
    store.close();
    const again = openStore({ file });
    expect(findSeqs(again, EVERYTHING)).toHaveLength(12_001);
    again.close();
  });
});

describe('a database of another program', () => {
  it('holds what comes in memory while it is locked, and writes it then', () => {
    const file = makeHistory();
    const other = openSqlite({ file, readOnly: false, from: import.meta.url });
    other.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE;');
    const store = openStore({ file });
    expect(store.status()).toMatchObject({ place: 'memory', problem: 'locked' });
    const fresh = 1_790_000_000_000;
    appendAll(store, entries(fresh, fresh + 99));
    addNotes(store, { states: [{ serverId: 'Home-1', at: START + 10, state: 'live', code: '' }] });
    expect(findSeqs(store, EVERYTHING)).toHaveLength(100);
    store.retry();
    expect(store.status().problem).toBe('locked');
    other.close();
    store.retry();
    store.commit();
    expect(store.status()).toMatchObject({ place: 'disk', problem: null, events: STORED + 100 });
    expect(findSeqs(store, EVERYTHING).slice(98, 102)).toEqual([fresh + 1, fresh, STORED, STORED - 1]);
    expect(store.read(fresh)?.row.subject).toBe('light.hall');
    expect(store.connectionSpans(Infinity, 9).map(({ from, to }) => [from, to])).toEqual([
      [START + 10, null],
      [START + 1, START + 2],
    ]);
    store.close();
  });

  it('waits for a writer that comes in between', () => {
    let now = START;
    const file = makeHistory();
    const store = openStore({ file, now: () => now });
    const other = openSqlite({ file, readOnly: false, from: import.meta.url });
    other.exec('BEGIN IMMEDIATE;');
    appendAll(store, entries(STORED + 1, STORED + 10));
    expect(store.status()).toMatchObject({ place: 'memory', problem: 'locked', events: STORED + 10 });
    other.close();
    now += 5_000;
    appendAll(store, entries(STORED + 11, STORED + 11));
    expect(store.status()).toMatchObject({ place: 'disk', problem: null, events: STORED + 11 });
    store.close();
  });

  it('leaves one alone that a later version wrote', () => {
    const file = makeHistory();
    const later = openSqlite({ file, readOnly: false, from: import.meta.url });
    later.exec('PRAGMA user_version = 99');
    later.close();
    const store = openStore({ file });
    appendAll(store, entries(30_001, 30_002));
    expect(store.status()).toMatchObject({ place: 'memory', problem: 'failed', events: 2 });
    store.close();
    expect(damagedFiles(file)).toEqual([]);
    expect(statSync(file).size).toBeGreaterThan(100_000);
  });
});

const DAMAGES: readonly (readonly [string, (file: string) => void])[] = [
  ['garbage', (file) => writeFileSync(file, 'this was never a database. '.repeat(400))],
  ['a damaged header', (file) => overwrite(file, 0, 64)],
  ['an end that is missing', (file) => truncateSync(file, Math.floor(statSync(file).size / 3))],
  ['all pages behind the first damaged', (file) => overwrite(file, 4_096, statSync(file).size - 4_096)],
];

function overwrite(file: string, from: number, length: number): void {
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(length, 0xa5), 0, length, from);
  closeSync(handle);
}

describe('a damaged database', () => {
  it.each(DAMAGES)('%s is put aside when it is opened, and a new one begun', (_, damage) => {
    const file = makeHistory();
    damage(file);
    const before = readFileSync(file);
    const store = openStore({ file });
    expect(store.status()).toMatchObject({ place: 'disk', problem: 'corrupt', events: 0 });
    const [aside = ''] = damagedFiles(file);
    expect(store.status().putAside).toBe(join(dirname(file), aside));
    expect(readFileSync(join(dirname(file), aside)).equals(before)).toBe(true);
    appendAll(store, entries(1, 100));
    expect(store.status()).toMatchObject({ place: 'disk', problem: 'corrupt', events: 100 });
    store.close();
    const again = openStore({ file });
    expect(again.status()).toMatchObject({ problem: null, events: 100 });
    again.close();
  });

  it('goes on when a page turns out to be damaged later, wherever it is', { timeout: 60_000 }, () => {
    const pages = Math.floor(statSync(makeHistory()).size / 4_096);
    const outcomes = new Set<string>();
    for (let page = 1; page < pages; page += Math.ceil(pages / 40)) {
      const file = makeHistory();
      overwrite(file, page * 4_096, 4_096);
      const store = openStore({ file });
      try {
        for (const seq of findSeqs(store, { kind: 'data', path: ['nothing'], test: { kind: 'exists' } }))
          store.read(seq);
        for (let seq = 1; seq <= STORED; seq += 16) store.read(seq);
      } catch (error) {
        store.recover(error);
      }
      appendAll(store, entries(STORED + 1, STORED + 100));
      expect(store.status().place).toBe('disk');
      expect(store.read(STORED + 100)?.row.seq).toBe(STORED + 100);
      expect(damagedFiles(file)).toHaveLength(store.status().problem === 'corrupt' ? 1 : 0);
      outcomes.add(String(store.status().problem));
      store.close();
    }
    expect([...outcomes].sort()).toEqual(['corrupt', 'null']);
  });
});

describe('what is no fault of the file', () => {
  it.each([
    new RangeError('Array buffer allocation failed'),
    new RangeError('Invalid string length'),
    new RangeError('Maximum call stack size exceeded'),
    new RangeError('Invalid time value'),
    new TypeError('Cannot read properties of undefined'),
    Object.assign(new Error('incorrect header check'), { code: 'Z_DATA_ERROR' }),
    Object.assign(new Error('no such column'), { code: 'ERR_SQLITE_ERROR', errcode: 1 }),
  ])('leaves it where it is: $message', (error) => {
    const file = makeHistory();
    const store = openStore({ file });
    store.recover(error);
    appendAll(store, entries(STORED + 1, STORED + 10));
    expect(store.status()).toMatchObject({ place: 'disk', problem: null, events: STORED + 10, lost: 0 });
    expect(damagedFiles(file)).toEqual([]);
    store.close();
  });

  it.each([11, 26, 267, 523, 779])('SQLite alone calls it damaged, by its code %i', (errcode) => {
    const file = makeHistory();
    const store = openStore({ file });
    store.recover(Object.assign(new Error('database disk image is malformed'), { errcode }));
    expect(store.status()).toMatchObject({ place: 'disk', problem: 'corrupt', events: 0 });
    expect(damagedFiles(file)).toHaveLength(1);
    store.close();
  });

  it('costs one event that breaks our own code only that event', () => {
    const store = openStore();
    const [first, second, third] = entries(1, 3);
    if (first === undefined || second === undefined || third === undefined) throw new Error('three events');
    const broken = Object.defineProperty({ ...second }, 'receivedAt', {
      get: () => {
        throw new RangeError('Invalid time value');
      },
    });
    store.take([first, broken, third]);
    store.commit();
    expect(findSeqs(store, EVERYTHING)).toEqual([3, 1]);
    expect(store.status()).toMatchObject({ place: 'disk', problem: null, lost: 1 });
    store.close();
  });
});

describe('a history of before the first release', () => {
  it('is put aside with a notice, and a new one begun', () => {
    const file = join(tempFolder(), 'history.db');
    const earlier = openSqlite({ file, readOnly: false, from: import.meta.url });
    earlier.exec('CREATE TABLE block (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL); PRAGMA user_version = 1');
    earlier.close();
    const store = openStore({ file });
    const status = store.status();
    expect(status).toMatchObject({ place: 'disk', problem: 'earlier', events: 0 });
    expect(status.putAside).toMatch(/history\.earlier-.*\.db$/);
    expect(status.lost).toBe(0);
    expect(describeHistory(status)?.text).toContain(`put aside as ${status.putAside ?? ''}`);
    appendAll(store, entries(1, 10));
    expect(store.status()).toMatchObject({ place: 'disk', problem: 'earlier', events: 10 });
    store.close();
    const again = openStore({ file });
    expect(again.status()).toMatchObject({ problem: null, events: 10 });
    again.close();
  });
});

describe('a folder without the right to write', () => {
  const isRoot = process.getuid?.() === 0;
  it.skipIf(!isRoot)('holds everything in memory and says so (tried as nobody, which takes root)', () => {
    const file = makeHistory();
    chmodSync(file, 0o444);
    chmodSync(dirname(file), 0o555);
    // Root may write everywhere, so this is tried as nobody.
    process.seteuid?.(65_534);
    undo.push(() => process.seteuid?.(0));
    const store = openStore({ file });
    appendAll(store, entries(1, 10));
    expect(store.status()).toMatchObject({ place: 'memory', problem: 'read-only', events: 10 });
    store.close();
    process.seteuid?.(0);
  });
});
