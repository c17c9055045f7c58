import type { HaEvent } from '../events/event.ts';
import { LIMITS } from '../limits.ts';
import type { Failure } from '../stream/failure.ts';
import type { Target } from '../stream/request.ts';
import { getJson, type RestAnswer, type RestPorts } from '../stream/rest.ts';
import { happenedAtMicros, keyOf } from './event-key.ts';
import { historyPath, logbookPath, toBatches } from './history-path.ts';
import { parseHistory, type Span } from './parse-history.ts';
import { entitiesInLogbook, isOldLogbook, parseLogbook } from './parse-logbook.ts';
import type { SeenChanges } from './seen-changes.ts';

/** Why not all came back: a bound of ours, an answer that failed, or a server that keeps the logbook alone. */
export type PartialReason = 'too-many' | 'too-long' | 'too-many-entities' | 'failed' | 'logbook-only';

/** What came back of a gap. The words for it are `describeRecovery`'s. */
export interface Recovery {
  /** Oldest first, none of them shown before. */
  readonly events: readonly HaEvent[];
  readonly outcome:
    | { readonly kind: 'complete' }
    | { readonly kind: 'partial'; readonly why: PartialReason }
    /** The server keeps no history, or did not answer, or keeps no event of the types that its profile wants. */
    | { readonly kind: 'unavailable'; readonly why: 'no-recorder' | 'failed' | 'other-types' };
}

export interface RecoveryOptions extends RestPorts {
  readonly target: Target;
  readonly span: Span;
  /** More time was missed than `span` covers. */
  readonly isCut: boolean;
  /** Entities to ask about: those the server has now, or else those that were seen. */
  readonly entityIds: readonly string[];
  readonly seen: SeenChanges;
  /** Event types that the stream is restricted to; all when empty. Nothing else is brought back either. */
  readonly restrict: readonly string[];
  /** Waits for a place among the requests that a minute allows. `false`: none to be had, or ended. */
  takePlace(): Promise<boolean>;
  readonly signal: AbortSignal;
}

/** Answer of one of the two sources. */
interface Source {
  readonly events: readonly HaEvent[];
  /** `null` when all was answered. */
  readonly failure: Failure | null;
  readonly hasLeftEntities: boolean;
}

/** Whether any of the types of a profile is one that a recorder can give back. */
export function isRecoverable(restrict: readonly string[]): boolean {
  return wants(restrict, 'state_changed') || wants(restrict, 'logbook_entry');
}

/**
 * Asks the recorder for what the stream did not bring. Bounded in time (`recoveryMaxMs` back), in number
 * (`maxRecovered`) and in requests. Both sources are asked also where only one is wanted: the logbook names entities that
 * are gone by now, and the history tells which entries of an old logbook are about states.
 */
export async function recoverMissed(options: RecoveryOptions): Promise<Recovery> {
  const { restrict, seen, span } = options;
  const logbookAnswer = await ask(options, logbookPath(span));
  const logbookBody = logbookAnswer.ok ? logbookAnswer.body : null;
  const history = await askHistory(options, logbookBody);
  const logbook: Source = {
    events: parseLogbook(logbookBody, span, history.events),
    failure: logbookAnswer.ok ? null : logbookAnswer.failure,
    hasLeftEntities: false,
  };
  const wanted = [
    ...(wants(restrict, 'state_changed') ? [history] : []),
    ...(wants(restrict, 'logbook_entry') ? [logbook] : []),
  ];
  const failures = wanted.map(({ failure }) => failure).filter((failure) => failure !== null);
  if (wanted.every(({ events, failure }) => failure !== null && events.length === 0)) {
    const why = failures.every(isAbsent) ? 'no-recorder' : 'failed';
    return { events: [], outcome: { kind: 'unavailable', why } };
  }
  const fresh = inOrder(
    notSeen(
      wanted.flatMap(({ events }) => events),
      seen.keys(),
    ),
  );
  const events = fresh.slice(-LIMITS.maxRecovered);
  const left = whatIsLeft(options, wanted.includes(history) ? history : null, failures);
  const why = events.length < fresh.length ? 'too-many' : left;
  return { events, outcome: why === null ? { kind: 'complete' } : { kind: 'partial', why } };
}

/** Why this is not all; `null` when it is. A server without a logbook still tells every state. */
function whatIsLeft(
  { isCut }: RecoveryOptions,
  history: Source | null,
  failures: readonly Failure[],
): PartialReason | null {
  if (!failures.every(isAbsent)) return 'failed';
  if (history !== null && history.failure !== null) return 'logbook-only';
  if (history?.hasLeftEntities === true) return 'too-many-entities';
  return isCut ? 'too-long' : null;
}

/**
 * History needs names of entities since 2023.5, so they are asked for by name, in batches. Where the logbook is of an
 * older version all are asked for at once, which also finds those that came and went. Versions of 2016 take one name
 * only and find nothing for several, so a first answer without even the states at the start is not believed.
 */
async function askHistory(options: RecoveryOptions, logbook: unknown): Promise<Source> {
  const { span } = options;
  let placesLeft = LIMITS.maxRecoveryRequests - 1;
  const askFor = async (names: readonly string[]): Promise<RestAnswer> => {
    placesLeft -= 1;
    return ask(options, historyPath(span, names));
  };
  const toSource = (events: readonly HaEvent[], failure: Failure | null = null): Source => ({
    events,
    failure,
    hasLeftEntities: false,
  });

  const batches = toBatches([...new Set([...options.entityIds, ...entitiesInLogbook(logbook)])]);
  let isAskedForAll = batches.length === 0 || isOldLogbook(logbook);
  if (isAskedForAll) {
    const all = await askFor([]);
    if (all.ok) return toSource(parseHistory(all.body, span));
    if (batches.length === 0) return toSource([], all.failure);
  }
  const events: HaEvent[] = [];
  for (const batch of batches) {
    if (placesLeft === 0) return { events, failure: null, hasLeftEntities: true };
    const answer = await askFor(batch);
    if (!answer.ok) return toSource(events, answer.failure);
    events.push(...parseHistory(answer.body, span));
    if (isAskedForAll || !isEmptyList(answer.body)) continue;
    isAskedForAll = true;
    const all = await askFor([]);
    if (all.ok) return toSource(parseHistory(all.body, span));
  }
  return toSource(events);
}

async function ask(options: RecoveryOptions, path: string): Promise<RestAnswer> {
  if (!(await options.takePlace())) return { ok: false, failure: { code: 'closed' } };
  return getJson(options, options.target, path, options.signal);
}

/** A 404 is a server without the integration. */
function isAbsent(failure: Failure): boolean {
  return failure.code === 'no-api';
}

function wants(restrict: readonly string[], type: string): boolean {
  return restrict.length === 0 || restrict.includes(type);
}

function isEmptyList(body: unknown): boolean {
  return Array.isArray(body) && body.length === 0;
}

/** Those that were not shown before, each once, should two answers overlap. */
function notSeen(events: readonly HaEvent[], seen: ReadonlySet<string>): readonly HaEvent[] {
  const taken = new Set<string>();
  return events.filter((event) => {
    const key = keyOf(event);
    if (key === null) return true;
    const isNew = !seen.has(key) && !taken.has(key);
    taken.add(key);
    return isNew;
  });
}

/** Oldest first, to the microsecond: what one thing causes follows it within the same millisecond. */
function inOrder(events: readonly HaEvent[]): readonly HaEvent[] {
  const timed = events.map((event) => ({ event, at: happenedAtMicros(event) ?? 0 }));
  return timed.sort((a, b) => a.at - b.at).map(({ event }) => event);
}
