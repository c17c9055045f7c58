import type { DatabaseSync, StatementSync } from './open-sqlite.ts';

/** Rough cost of an entry that waits, besides its bytes. */
const ENTRY_OVERHEAD_BYTES = 64;

/** Numbered pieces of bytes: one table of the database, and before it what has not been written yet. */
export interface NumberedTable {
  get(id: number): Uint8Array | null;
  /** Replaces what was there. Written with the next `flush`. */
  put(id: number, bytes: Uint8Array): void;
  remove(id: number): void;
  /** Numbers from `from` up to `to` (excluded), rising, at most `limit`. */
  ids(from: number, to: number, limit?: number): readonly number[];
  lastId(): number | null;
  /** Bytes that wait to be written. Without a database that is all there is. */
  pendingBytes(): number;
  /** Writes what waits, within a transaction of the caller's. */
  flush(): void;
  /** Forgets what waits: it is in the database, or not wanted. */
  clearPending(): void;
  /** From now on reads and writes there; `null`: holds everything in memory. What waits stays. */
  attach(database: DatabaseSync | null): void;
  /** Gives what waits, and was numbered without the database, the numbers behind those that are in it. */
  moveBehindStored(): void;
}

interface Statements {
  readonly get: StatementSync;
  readonly put: StatementSync;
  readonly remove: StatementSync;
  readonly ids: StatementSync;
  readonly lastId: StatementSync;
}

/** A reader has no right to write, so those statements are only made where they are used. */
function prepare(database: DatabaseSync, table: string): Statements {
  const memo = new Map<string, StatementSync>();
  const statement = (sql: string): StatementSync => {
    const made = memo.get(sql) ?? database.prepare(sql);
    memo.set(sql, made);
    return made;
  };
  return {
    get get() {
      return statement(`SELECT bytes FROM ${table} WHERE id = ?`);
    },
    get put() {
      // Node 22 binds no bytes as NULL.
      return statement(`INSERT OR REPLACE INTO ${table} (id, bytes) VALUES (?, ifnull(?, x''))`);
    },
    get remove() {
      return statement(`DELETE FROM ${table} WHERE id = ?`);
    },
    get ids() {
      return statement(`SELECT id FROM ${table} WHERE id >= ? AND id < ? ORDER BY id LIMIT ?`);
    },
    get lastId() {
      return statement(`SELECT max(id) AS id FROM ${table}`);
    },
  };
}

export function createNumberedTable(name: string): NumberedTable {
  let pending = new Map<number, Uint8Array | null>();
  let pendingBytes = 0;
  let statements: Statements | null = null;
  /** No number above is in the database: what is new need not be looked for there. `null`: not known. */
  let highest: number | null = null;

  function highestStored(): number {
    highest ??= statements === null ? -1 : (toIdOrNull(statements.lastId.get()) ?? -1);
    return highest;
  }

  function setPending(id: number, bytes: Uint8Array | null): void {
    pendingBytes -= sizeOf(pending.get(id));
    if (bytes === null && statements === null) {
      pending.delete(id);
      return;
    }
    pendingBytes += sizeOf(bytes);
    pending.set(id, bytes);
  }

  return {
    get(id) {
      const waiting = pending.get(id);
      if (waiting !== undefined || statements === null || id > highestStored()) return waiting ?? null;
      return toBytes(statements.get.get(id));
    },
    put: (id, bytes) => setPending(id, bytes),
    remove: (id) => setPending(id, null),
    ids(from, to, limit = Number.MAX_SAFE_INTEGER) {
      const waiting = [...pending.keys()].filter((id) => id >= from && id < to);
      const stored = statements?.ids.all(from, to, limit).map(toId) ?? [];
      if (waiting.length === 0) return stored;
      const merged = new Set([...stored, ...waiting]);
      for (const id of waiting) if (pending.get(id) === null) merged.delete(id);
      return [...merged].sort((a, b) => a - b).slice(0, limit);
    },
    lastId() {
      const stored = statements === null ? null : toIdOrNull(statements.lastId.get());
      const waiting = [...pending].filter(([, bytes]) => bytes !== null).map(([id]) => id);
      const last = waiting.reduce((most, id) => Math.max(most, id), stored ?? -1);
      return last === -1 ? null : last;
    },
    pendingBytes: () => pendingBytes,
    flush() {
      if (statements === null) return;
      for (const [id, bytes] of pending) {
        if (bytes === null) statements.remove.run(id);
        else statements.put.run(id, bytes);
        if (bytes !== null && id > highestStored()) highest = id;
      }
    },
    clearPending() {
      // A map that is cleared gets a new table, which its old one points to; once that is among V8's old objects, each that follows
      // lives until all garbage is collected, and with it what stood in it.
      if (pending.size > 0) pending = new Map();
      pendingBytes = 0;
    },
    attach(database) {
      statements = database === null ? null : prepare(database, name);
      highest = null;
    },
    moveBehindStored() {
      const first = highestStored() + 1;
      const waiting = [...pending].sort(([a], [b]) => a - b);
      pending.clear();
      waiting.forEach(([, bytes], i) => pending.set(first + i, bytes));
    },
  };
}

function sizeOf(bytes: Uint8Array | null | undefined): number {
  return bytes === undefined ? 0 : (bytes?.length ?? 0) + ENTRY_OVERHEAD_BYTES;
}

function toBytes(row: unknown): Uint8Array | null {
  const bytes = (row as { readonly bytes?: unknown } | undefined)?.bytes;
  return bytes instanceof Uint8Array ? bytes : null;
}

function toId(row: unknown): number {
  return Number((row as { readonly id: unknown }).id);
}

function toIdOrNull(row: unknown): number | null {
  const { id } = row as { readonly id: unknown };
  return id === null ? null : Number(id);
}
