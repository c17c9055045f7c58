import type { HaContext, HaEvent } from '../events/event.ts';
import type { Row } from '../events/row.ts';
import type { StoredEvent } from '../history/history.ts';
import { decodeMessage } from '../events/decode.ts';

/** A row with its context. Own rows, undecoded ones and those of servers before 0.75 have none. */
export interface CauseEvent {
  readonly row: Row;
  readonly event: HaEvent | null;
  readonly context: HaContext | null;
}

/** Reads the context from the stored text. */
export function toCauseEvent({ raw, row }: StoredEvent): CauseEvent {
  const decoded = raw === '' ? null : decodeMessage(raw);
  const event = decoded?.kind === 'event' ? decoded.event : null;
  const context = event?.context;
  return { row, event, context: context === undefined || context.id === '' ? null : context };
}

/** Context and parent of an event; empty where it has none. */
export function contextIdsOf({ context }: CauseEvent): readonly string[] {
  if (context === null) return [];
  const { id, parent_id: parent } = context;
  return typeof parent === 'string' && parent !== '' && parent !== id ? [id, parent] : [id];
}

/** Orders by the moment of firing, then by arrival. */
export function byTime(a: CauseEvent, b: CauseEvent): number {
  return a.row.at - b.row.at || a.row.seq - b.row.seq;
}
