import type { HaEvent } from '../events/event.ts';
import { askHistory } from './ask-history.ts';
import type { Asked, Asker } from './ask-in-parts.ts';
import { askLogbook } from './ask-logbook.ts';
import type { EntityList } from './ask-states.ts';
import { FoundEvents } from './found-events.ts';
import type { Span } from './parse-history.ts';
import { withoutChanges } from './parse-logbook.ts';
import { isAbsent, missingOf, withoutRepeats, type Missing, type Recovery } from './recovery.ts';
import type { KnownKeys } from './seen-keys.ts';

export interface RecoveryOptions extends Asker {
  /** By the server's clock. */
  readonly span: Span;
  /** Events that may be in memory: the newest ones of the span are returned. */
  readonly max: number;
  readonly entities: EntityList;
  /** Entities seen in the stream, including those that no longer exist. */
  readonly seenEntityIds: readonly string[];
  /** Keys of the events seen so far. Called again at the end, because more arrive meanwhile. */
  seenKeys(): Promise<KnownKeys>;
  /** Event types that the stream is restricted to; all when empty. Nothing else is recovered either. */
  readonly restrict: readonly string[];
}

/** One of the two sources of a recorder: history and logbook. */
interface Source {
  readonly asked: Asked;
  readonly found: FoundEvents;
}

/** Whether a recorder has any of the event types of a profile. */
export function isRecoverable(restrict: readonly string[]): boolean {
  return wants(restrict, 'state_changed') || wants(restrict, 'logbook_entry');
}

/** The missed events of a span. */
export interface MissedEvents extends Recovery {
  /** Those before this moment, epoch ms by the server's clock, did not fit; `null` if all did. */
  readonly cutAt: number | null;
}

/**
 * Asks the recorder for the missed events of a span. Limited in number (`max`) and in requests. If only states are needed, the logbook is asked too: it names entities that no longer
 * exist. If only an old logbook is needed, the history is asked too: it shows which entries are about states.
 */
export async function recoverMissed(options: RecoveryOptions): Promise<MissedEvents> {
  const { restrict, span, entities, max } = options;
  const seen = await options.seenKeys();
  const entries = new FoundEvents(max, seen);
  const logbook = await askLogbook(options, span, entries);
  const names = new Set([...logbook.entityIds, ...entities.changed, ...options.seenEntityIds]);
  const changes = entries.another();
  const sources: Source[] = [];
  if (wants(restrict, 'state_changed') || logbook.isOld) {
    const question = { span, entityIds: [...names], asksForAll: logbook.isOld };
    const asked = await askHistory(options, question, changes);
    if (wants(restrict, 'state_changed')) sources.push({ asked, found: changes });
  }
  if (wants(restrict, 'logbook_entry')) {
    const found = entries.another();
    const told = entries.sorted();
    for (const event of logbook.isOld ? withoutChanges(told, changes.sorted()) : told) found.add(event);
    found.noteCut(entries.cutAt);
    sources.push({ asked: logbook.asked, found });
  }
  const found = new FoundEvents(max, await options.seenKeys());
  for (const source of sources) {
    for (const event of source.found.sorted()) found.add(event);
    found.noteCut(source.found.cutAt);
  }
  const total = Math.max(entities.total, names.size);
  const recovery = toRecovery(found.sorted(), sources, [
    ...sources.flatMap(({ asked }) => missingOf(asked, { end: span.to, total })),
    ...(sources.some(isOfSeenOnly(entities)) ? [{ what: 'unseen-entities' } as const] : []),
    ...(sources.some(({ found, asked }) => found === changes && isAbsent(asked.failure))
      ? [{ what: 'history' } as const]
      : []),
  ]);
  return { ...recovery, cutAt: found.cutAt };
}

function toRecovery(
  events: readonly HaEvent[],
  sources: readonly Source[],
  missing: readonly Missing[],
): Recovery {
  const unanswered = sources.filter(({ asked }) => asked.answered.length === 0);
  if (unanswered.length === sources.length && events.length === 0) {
    const isKept = unanswered.some(({ asked }) => !isAbsent(asked.failure));
    return { events, outcome: { kind: 'unavailable', why: isKept ? 'failed' : 'no-recorder' } };
  }
  return missing.length === 0
    ? { events, outcome: { kind: 'complete' } }
    : { events, outcome: { kind: 'partial', missing: withoutRepeats(missing) } };
}

/** Entities were asked about by name, and the server did not list all its entities. */
function isOfSeenOnly(entities: EntityList): (source: Source) => boolean {
  return ({ asked }) => !entities.isWhole && asked.answered.some(({ names }) => names !== null);
}

function wants(restrict: readonly string[], type: string): boolean {
  return restrict.length === 0 || restrict.includes(type);
}
