import type { HaEvent } from '../../core/events/event.ts';
import { toStateChange } from '../../core/events/state-change.ts';
import type { CurrentState } from '../../core/history/history.ts';
import { toJsonSafe } from '../../core/events/decode.ts';
import type { Statements } from './statements.ts';

/** Most entities whose state is kept. The largest homes have a few thousand. */
const MAX_STATES = 20_000;
/** Attributes of a longer event are left out, such as the list of a radio's stations. */
const MAX_EVENT_CHARS = 16_384;
/** Most changes that wait to be written. */
const MAX_WAITING = 1_000;
/** How often changes are written, at most. */
const SAVE_EVERY_MS = 1_000;

interface Change {
  readonly serverId: string;
  readonly entity: string;
  readonly key: number;
  /** State, attributes as JSON, and when it changed; `null` for one that was removed. */
  readonly state: readonly [string, string, string] | null;
}

/** The table `current_state`: the last state of each entity of each server, from the stream. */
export type CurrentStates = ReturnType<typeof createCurrentStates>;

export function createCurrentStates(statements: Statements) {
  const changes = new Map<string, Change>();
  let savedAt = Number.NEGATIVE_INFINITY;

  function write({ serverId, entity, key, state }: Change): void {
    if (state === null) {
      statements.run(
        'DELETE FROM current_state WHERE server = ? AND entity = ? AND key <= ?',
        serverId,
        entity,
        key,
      );
      return;
    }
    statements.run(
      `INSERT INTO current_state (server, entity, state, attributes, last_changed, key) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (server, entity) DO UPDATE SET state = excluded.state, attributes = excluded.attributes,
         last_changed = excluded.last_changed, key = excluded.key
       WHERE excluded.key >= current_state.key`,
      serverId,
      entity,
      ...state,
      key,
    );
  }

  function save(now = Number.POSITIVE_INFINITY): void {
    if (changes.size === 0 || now - savedAt < SAVE_EVERY_MS) return;
    if (Number.isFinite(now)) savedAt = now;
    for (const change of changes.values()) write(change);
    changes.clear();
  }

  return {
    /** Of a `state_changed`. A removed entity has no state. @param chars of the event's text */
    take(serverId: string, key: number, event: HaEvent, chars: number): void {
      const change = toStateChange(event);
      if (change === null) return;
      const id = `${serverId}\n${change.entityId}`;
      if ((changes.get(id)?.key ?? 0) > key) return;
      if (changes.size >= MAX_WAITING) save();
      const { after, entityId: entity } = change;
      const attributes =
        after === null || chars > MAX_EVENT_CHARS ? '{}' : JSON.stringify(toJsonSafe(after.attributes));
      const state = after && ([after.state, attributes, after.last_changed ?? ''] as const);
      changes.set(id, { serverId, entity, key, state });
    },
    list(serverId: string | null): readonly CurrentState[] {
      save();
      const rows = statements.all<{ server: string; entity: string; state: string; attributes: string }>(
        'SELECT server, entity, state, attributes FROM current_state WHERE ?1 IS NULL OR server = ?1',
        serverId,
      );
      return rows.map(({ server, entity, state, attributes }) => ({
        serverId: server,
        entity,
        state,
        attributes: JSON.parse(attributes) as Readonly<Record<string, unknown>>,
      }));
    },
    /** Writes the changes, if it is time. @param now epoch ms; without it, in any case. */
    save,
    /** Removes the oldest above the limit. */
    trim(): void {
      statements.run(
        `DELETE FROM current_state WHERE key <= (
           SELECT key FROM current_state ORDER BY key DESC LIMIT 1 OFFSET ${String(MAX_STATES)})`,
      );
    },
    reset: (): void => changes.clear(),
  };
}
