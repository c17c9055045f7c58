import type { HistoryItem, HistorySettings, HistoryStatus, StoredEvent } from '../../core/history/history.ts';
import { toStoredEvent } from '../../core/log/log-entry.ts';
import { createAllNotes } from './all-notes.ts';
import { eraseServer } from './erase-server.ts';
import type { EventDatabase } from './event-database.ts';
import { toProblem } from './fault.ts';
import { createPlaces } from './places.ts';
import { trimStep } from './trim-step.ts';

/** Written together: what makes the index of words cheap, and a commit short. */
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

/** The history itself, synchronous. What no disk takes is in a database in memory meanwhile, and written later. */
export type HistoryStore = ReturnType<typeof createHistoryStore>;

export function createHistoryStore(options: HistoryStoreOptions) {
  const { file, from, now, readOnly = false } = options;
  let { settings } = options;
  let lost = 0;
  let twins = 0;
  /** Taken in since the last commit, should that fail. */
  let uncommitted: HistoryItem[] = [];
  const places = createPlaces({ file, from, readOnly, now, redaction: () => settings.redaction });

  function writeAll(place: EventDatabase, items: readonly HistoryItem[]): void {
    place.write(() => {
      for (const item of items) writeOne(place, item);
    });
  }

  /** One that can't be kept must not cost the others: what is wrong with the disk is told by its code. */
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

  /** What the disk did not take is written into memory, or to the new database. */
  function fail(error: unknown): void {
    places.fail(error);
    const again = uncommitted;
    uncommitted = [];
    writeAll(places.target(), again);
    places.target().commit(now());
  }

  return {
    ...createAllNotes(places.all),
    /** Opens the database, or holds everything in memory and says why. */
    open(): void {
      if (settings.keep) places.open();
    },
    /** Tries again after a problem. */
    retry(): void {
      if (settings.keep && places.disk() === null && places.problem() !== null) places.open();
      if (places.disk() !== null && !readOnly) places.target();
    },
    /** All there are; what is in memory first. */
    databases: places.all,
    /** Of the status, without the cost of the rest. */
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
    /** The highest seq kept; 0 when there is none. */
    lastSeq: (): number => Math.max(0, ...places.all().map((each) => each.table.lastKey())),
    /** Takes some in. They are on disk after the next `commit`. */
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
    /** @throws when the disk does not take it */
    setBookmark(seq: number, on: boolean): void {
      for (const place of places.all()) place.write(() => place.table.setBookmark(seq, on));
      commit();
      if (places.disk() !== null && !places.isWritable()) throw new Error('The disk takes no bookmark.');
    },
    /** One step of trimming, or of making the word index again. True when there may be more to do. */
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
      // What was not to be kept stays so.
      places.leave();
      if (next.keep) places.open();
    },
    /** Forgets everything of one server. */
    eraseServer(serverId: string): void {
      commit();
      for (const place of places.all()) {
        place.write(() => {
          place.states.save();
          eraseServer(place, serverId);
        });
      }
      commit();
    },
    erase(): void {
      uncommitted = [];
      places.erase();
      if (settings.keep) places.open();
    },
    /** A question failed. Only a damaged database is put aside, and a new one begun. */
    recover(error: unknown): void {
      // A bug or a failed allocation says nothing of the file.
      if (toProblem(error) !== 'failed') fail(error);
    },
    /** Counts what was lost. */
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
