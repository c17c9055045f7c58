import type { HistoryItem, HistorySettings, HistoryStatus, StoredEvent } from '../../core/history/history.ts';
import { toStoredEvent } from '../../core/log/log-entry.ts';
import { createAllNotes } from './all-notes.ts';
import { eraseServer } from './erase-server.ts';
import type { EventDatabase } from './event-database.ts';
import { toProblem } from './fault.ts';
import { createPlaces } from './places.ts';
import { trimStep } from './trim-step.ts';

/** Events written together: enough for a cheap word index, few enough for a short commit. */
const COMMIT_EVENTS = 2_000;

export interface HistoryStoreOptions {
  readonly file: string;
  /** File or file URL of the running bundle. */
  readonly from: string;
  readonly settings: HistorySettings;
  readonly readOnly?: boolean;
  /** Epoch ms. */
  now(): number;
}

/** The history itself, synchronous. Events that can't be written are in memory meanwhile, and written later. */
export type HistoryStore = ReturnType<typeof createHistoryStore>;

export function createHistoryStore(options: HistoryStoreOptions) {
  const { file, from, now, readOnly = false } = options;
  let { settings } = options;
  let lost = 0;
  let twins = 0;
  /** Items since the last commit, in case it fails. */
  let uncommitted: HistoryItem[] = [];
  const places = createPlaces({ file, from, readOnly, now, redaction: () => settings.redaction });

  function writeAll(place: EventDatabase, items: readonly HistoryItem[]): void {
    place.write(() => {
      for (const item of items) writeOne(place, item);
    });
  }

  /** If an item fails, the others are still stored, unless the error's code means a problem of the disk. */
  function writeOne({ writer, notes }: EventDatabase, item: HistoryItem): void {
    try {
      switch (item.kind) {
        case 'event':
          if (writer.writeEvent(item) === 'twin') twins += 1;
          break;
        case 'own':
          writer.writeRow(item);
          break;
        case 'alert':
          notes.addAlert(item.alert);
          break;
        case 'state':
          notes.addState(item.state);
      }
    } catch (error) {
      if (toProblem(error) !== 'failed') throw error;
      lost += 1;
    }
  }

  function commit(): void {
    for (const place of places.all()) {
      if (!place.isOnDisk) place.commit(now());
    }
    try {
      places.disk()?.commit(now());
      if (uncommitted.length > 0) places.succeed();
      uncommitted = [];
    } catch (error) {
      fail(error);
    }
  }

  /** Writes items that the disk refused into memory, or to the new database. */
  function fail(error: unknown): void {
    places.fail(error);
    const again = uncommitted;
    uncommitted = [];
    writeAll(places.target(), again);
    places.target().commit(now());
  }

  return {
    ...createAllNotes(places.all),
    /** Opens the database, or keeps everything in memory and reports why. */
    open(): void {
      if (settings.keep) places.open();
    },
    /** Tries again after a problem. */
    retry(): void {
      if (settings.keep && places.disk() === null && places.problem() !== null) places.open();
      if (places.disk() !== null && !readOnly) places.target();
    },
    /** All databases; the one in memory first. */
    databases: places.all,
    /** The problem of the status, which is cheap to read. */
    problem: places.problem,
    status(): HistoryStatus {
      const all = places.all();
      return {
        place: places.isWritable() ? 'disk' : 'memory',
        problem: places.problem(),
        putAside: places.putAside(),
        events: all.reduce((sum, each) => sum + each.countEvents(), 0),
        bytes: all.reduce((sum, each) => sum + each.totalBytes(), 0),
        ...endsOf(all),
        lost,
        twins,
        indexing: all.some(({ reindexing }) => reindexing.indexedFrom() > 0),
      };
    },
    /** The highest stored seq; 0 when there is none. */
    lastSeq: (): number => Math.max(0, ...places.all().map((each) => each.table.lastKey())),
    /** Adds items. They are on disk after the next `commit`. */
    take(items: readonly HistoryItem[]): void {
      const place = places.target();
      if (!place.isOnDisk) {
        writeAll(place, items);
        return;
      }
      uncommitted.push(...items);
      try {
        writeAll(place, items);
        if (uncommitted.length >= COMMIT_EVENTS) commit();
      } catch (error) {
        fail(error);
      }
    },
    commit,
    read(seq: number): StoredEvent | null {
      for (const { table } of places.all()) {
        const row = table.find(seq);
        if (row !== null) return toStoredEvent(table.read(row));
      }
      return null;
    },
    /** @throws when the disk refuses it */
    setBookmark(seq: number, on: boolean): void {
      for (const place of places.all()) place.write(() => place.table.setBookmark(seq, on));
      commit();
      if (places.disk() !== null && !places.isWritable()) throw new Error('The disk takes no bookmark.');
    },
    /** One step of trimming, or of rebuilding the word index. True when there may be more to do. */
    trim(): boolean {
      try {
        const hasMore = places
          .all()
          .filter(({ isOnDisk }) => !readOnly && (!isOnDisk || places.isWritable()))
          .map((place) => {
            const trimmed = trimStep(place, settings, now());
            if (!place.isOnDisk && places.problem() !== null) lost += trimmed.removed;
            return trimmed.hasMore;
          })
          .includes(true);
        commit();
        return hasMore || (places.disk()?.trimmer.shrink() ?? false);
      } catch (error) {
        fail(error);
        return false;
      }
    },
    configure(next: HistorySettings): void {
      const before = settings;
      settings = next;
      if (next.keep === before.keep) return;
      if (before.keep) commit();
      // Events from a time without storage are not stored later.
      places.leave();
      if (next.keep) places.open();
    },
    /** Deletes everything of one server, in steps. True: call it again. */
    eraseServer(serverId: string): boolean {
      commit();
      const left = places.all().map((place) =>
        place.write(() => {
          place.states.save();
          return eraseServer(place, serverId);
        }),
      );
      commit();
      return left.includes(true);
    },
    erase(): void {
      uncommitted = [];
      places.erase();
      if (settings.keep) places.open();
    },
    /** A question failed. Only a damaged database is set aside and a new one begun. */
    recover(error: unknown): void {
      // A bug or a failed allocation does not mean that the file is damaged.
      if (toProblem(error) !== 'failed') fail(error);
    },
    /** Counts lost items. */
    countLost: (items: number): void => void (lost += items),
    close(): void {
      if (!readOnly && settings.keep) {
        places.retryNow();
        const place = places.target();
        try {
          place.write(() => place.states.save());
          commit();
        } catch (error) {
          places.fail(error);
        }
      }
      places.leave();
    },
  };
}

/** Epoch ms of the oldest and the newest event. */
function endsOf(all: readonly EventDatabase[]): Pick<HistoryStatus, 'oldestAt' | 'newestAt'> {
  const at = (order: 'ASC' | 'DESC'): readonly number[] =>
    all.flatMap(({ statements }) =>
      statements
        .all<{ at: number }>(`SELECT time_fired AS at FROM event ORDER BY key ${order} LIMIT 1`)
        .map((row) => Math.floor(row.at / 1_000)),
    );
  const [oldest, newest] = [at('ASC'), at('DESC')];
  return {
    oldestAt: oldest.length === 0 ? null : Math.min(...oldest),
    newestAt: newest.length === 0 ? null : Math.max(...newest),
  };
}
