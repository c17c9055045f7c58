import type { Statements } from './statements.ts';

export const HOUR_MICROS = 3_600_000_000;

/** The table `hour_count`: events by hour, server and type, so that a chart of a month needs no count of its events. */
export function createHourCounts(statements: Statements) {
  const changes = new Map<string, { hour: number; server: number; type: number; by: number }>();

  return {
    /** @param firedAt epoch microseconds */
    change(firedAt: number, server: number, type: number, by: 1 | -1): void {
      const hour = Math.floor(firedAt / HOUR_MICROS);
      const key = `${String(hour)} ${String(server)} ${String(type)}`;
      const known = changes.get(key);
      if (known === undefined) changes.set(key, { hour, server, type, by });
      else known.by += by;
    },
    save(): void {
      for (const { hour, server, type, by } of changes.values()) {
        statements.run(
          `INSERT INTO hour_count (hour, server, type, events) VALUES (?, ?, ?, ?)
           ON CONFLICT (hour, server, type) DO UPDATE SET events = events + excluded.events`,
          hour,
          server,
          type,
          by,
        );
        if (by >= 0) continue;
        statements.run(
          'DELETE FROM hour_count WHERE hour = ? AND server = ? AND type = ? AND events <= 0',
          hour,
          server,
          type,
        );
      }
      changes.clear();
    },
    reset: (): void => changes.clear(),
  };
}
