import type { Busiest } from '../../core/history/history.ts';
import type { EventDatabase } from '../store/event-database.ts';
import { KINDS } from '../store/schema.ts';
import type { Steps } from './steps.ts';

export interface BusiestRequest {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
}

interface EntityCount {
  readonly entity: string;
  readonly serverId: string;
  count: number;
  /** Time of the newest event before or within the range, epoch ms. */
  lastAt: number;
}

/** Entities that are checked in one step. */
const STEP_ENTITIES = 64;

/** Which entities sent events in a period, and which did before but not in it. */
export function* countBusiest(
  databases: readonly EventDatabase[],
  { from, to, limit }: BusiestRequest,
): Steps<Busiest> {
  const counts = new Map<string, EntityCount>();
  let total = 0;
  for (const database of databases) {
    const { statements, table } = database;
    const low = firstKeyFrom(database, from);
    const high = firstKeyFrom(database, to);
    total +=
      statements.get<{ events: number }>(
        'SELECT count(*) AS events FROM event WHERE key >= ? AND key < ? AND kind = ?',
        low,
        high,
        KINDS.event,
      )?.events ?? 0;
    const entities = table.names.list('entity', '');
    for (const [index, { id, text }] of entities.entries()) {
      for (const row of countEntity(database, id, low, high)) {
        const serverId = table.names.textOf(row.server);
        const key = `${serverId}\n${text}`;
        const seen = counts.get(key) ?? { entity: text, serverId, count: 0, lastAt: 0 };
        counts.set(key, seen);
        seen.count += row.events;
        seen.lastAt = Math.max(seen.lastAt, Math.floor(row.at / 1_000));
      }
      if (index % STEP_ENTITIES === 0) yield;
    }
  }
  const all = [...counts.values()];
  return {
    total,
    busy: all
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count)
      .slice(0, limit)
      .map(({ entity, serverId, count }) => ({ entity, serverId, count })),
    silent: all
      .filter(({ count }) => count === 0)
      .sort((a, b) => a.lastAt - b.lastAt)
      .slice(0, limit)
      .map(({ entity, serverId, lastAt }) => ({ entity, serverId, lastAt })),
  };
}

/** Events of an entity between two keys, for each server; if there are none, the time of the last before (epoch microseconds). */
function countEntity(
  { statements, table }: EventDatabase,
  id: number,
  low: number,
  high: number,
): readonly { readonly server: number; readonly events: number; readonly at: number }[] {
  const pairs = 'event_thing d CROSS JOIN event e ON e.key = d.event WHERE d.thing = ?';
  const servers = table.names.list('server', '');
  return servers.flatMap((server) => {
    // With one server the pairs alone tell, without looking up each event: ten times as fast.
    const sent =
      servers.length === 1
        ? statements.get<{ events: number }>(
            'SELECT count(*) AS events FROM event_thing d WHERE d.thing = ? AND d.event >= ? AND d.event < ?',
            ...[id, low, high],
          )
        : statements.get<{ events: number }>(
            `SELECT count(*) AS events FROM ${pairs} AND d.event >= ? AND d.event < ? AND e.server = ?`,
            ...[id, low, high, server.id],
          );
    if (sent !== null && sent.events > 0) return [{ server: server.id, events: sent.events, at: 0 }];
    return statements.all<{ server: number; events: number; at: number }>(
      `SELECT e.server, 0 AS events, e.time_fired AS at FROM ${pairs} AND d.event < ? AND e.server = ?
       ORDER BY d.event DESC LIMIT 1`,
      id,
      low,
      server.id,
    );
  });
}

/** The lowest key of what was fired at or after a moment, epoch ms; above all others when there is none. */
function firstKeyFrom({ statements }: EventDatabase, at: number): number {
  const micros = Math.min(Number.MAX_SAFE_INTEGER, Math.ceil(at) * 1_000);
  return (
    statements.get<{ key: number }>(
      'SELECT key FROM event WHERE time_fired >= ? ORDER BY time_fired LIMIT 1',
      micros,
    )?.key ?? Number.MAX_SAFE_INTEGER
  );
}
