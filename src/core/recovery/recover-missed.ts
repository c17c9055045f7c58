import type { HaEvent } from '../events/event.ts';
import { LIMITS } from '../limits.ts';
import type { Failure } from '../stream/failure.ts';
import type { Target } from '../stream/request.ts';
import { getJson, type RestAnswer, type RestPorts } from '../stream/rest.ts';
import { parseHistory, parseLogbook, type Span } from './parse-history.ts';
import { happenedAt, type SeenChanges } from './seen-changes.ts';

/** What came back of a gap. The words for it are `describeRecovery`'s. */
export interface Recovery {
  /** Oldest first, none of them shown before. */
  readonly events: readonly HaEvent[];
  readonly outcome:
    | { readonly kind: 'complete' }
    /** More was missed than is fetched at once, or the gap is longer than is asked about. */
    | { readonly kind: 'partial'; readonly why: 'too-many' | 'too-long' | 'too-many-entities' }
    /** The server keeps no history, or did not answer. */
    | { readonly kind: 'unavailable'; readonly why: 'no-recorder' | 'failed' };
}

export interface RecoveryOptions extends RestPorts {
  readonly target: Target;
  /** By our clock; widened by `LIMITS.recoverySkewMs` on both sides, since the server's may differ. */
  readonly gap: Span;
  /** Entities to ask about: those the server has now, or else those that were seen. */
  readonly entityIds: readonly string[];
  readonly seen: SeenChanges;
  /** Waits for a place among the requests that a minute allows. `false`: none to be had, or ended. */
  takePlace(): Promise<boolean>;
  readonly signal: AbortSignal;
}

/**
 * Asks the recorder for what the stream did not bring. Bounded in time (`recoveryMaxMs` back), in number
 * (`maxRecovered`) and in requests. History needs names of entities since 2023.5, so they are asked for by name
 * everywhere.
 */
export async function recoverMissed(options: RecoveryOptions): Promise<Recovery> {
  const { gap } = options;
  const span: Span = {
    from: Math.max(gap.from, gap.to - LIMITS.recoveryMaxMs) - LIMITS.recoverySkewMs,
    to: gap.to + LIMITS.recoverySkewMs,
  };
  const batches = toBatches(options.entityIds);
  const asked = batches.slice(0, LIMITS.maxRecoveryRequests - 1);
  const found: HaEvent[] = [];
  let failure: Failure | null = null;
  for (const batch of asked) {
    const answer = await ask(options, historyPath(span, batch));
    if (answer.ok) found.push(...parseHistory(answer.body, span));
    else failure ??= answer.failure;
    if (failure !== null) break;
  }
  const logbook = await ask(options, logbookPath(span));
  if (logbook.ok) found.push(...parseLogbook(logbook.body, span));
  if (failure !== null && !logbook.ok) {
    return {
      events: [],
      outcome: { kind: 'unavailable', why: isAbsent(failure) ? 'no-recorder' : 'failed' },
    };
  }
  const fresh = found.filter((event) => !options.seen.has(event)).sort(byTime);
  const events = fresh.slice(-LIMITS.maxRecovered);
  return { events, outcome: judge(events.length < fresh.length, asked.length < batches.length, gap) };
}

function judge(tooMany: boolean, tooManyEntities: boolean, gap: Span): Recovery['outcome'] {
  if (tooMany) return { kind: 'partial', why: 'too-many' };
  if (tooManyEntities) return { kind: 'partial', why: 'too-many-entities' };
  if (gap.to - gap.from > LIMITS.recoveryMaxMs) return { kind: 'partial', why: 'too-long' };
  return { kind: 'complete' };
}

async function ask(options: RecoveryOptions, path: string): Promise<RestAnswer> {
  if (!(await options.takePlace())) return { ok: false, failure: { code: 'closed' } };
  return getJson(options, options.target, path, options.signal);
}

/** A 404 is a server without the integration; 400 is one that wants the question put differently. */
function isAbsent(failure: Failure): boolean {
  return failure.code === 'no-api' || failure.code === 'bad-request' || failure.code === 'not-event-stream';
}

function historyPath(span: Span, entityIds: readonly string[]): string {
  const query = `end_time=${iso(span.to)}&significant_changes_only=0&filter_entity_id=${entityIds.join(',')}`;
  return `/api/history/period/${iso(span.from)}?${query}`;
}

function logbookPath(span: Span): string {
  return `/api/logbook/${iso(span.from)}?end_time=${iso(span.to)}`;
}

/** With `+00:00`, the only zone that versions of 2016 read; the plus has to be encoded. */
function iso(epochMs: number): string {
  return encodeURIComponent(new Date(epochMs).toISOString().replace('Z', '+00:00'));
}

/** As many ids as fit in a query that every proxy lets through. */
function toBatches(entityIds: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let chars = Number.POSITIVE_INFINITY;
  for (const entityId of entityIds) {
    if (!/^[a-z0-9_]+\.[a-z0-9_]+$/.test(entityId)) continue;
    if (chars + entityId.length + 1 > LIMITS.maxRecoveryQueryChars) {
      batches.push([]);
      chars = 0;
    }
    batches.at(-1)?.push(entityId);
    chars += entityId.length + 1;
  }
  return batches;
}

function byTime(a: HaEvent, b: HaEvent): number {
  return (happenedAt(a) ?? 0) - (happenedAt(b) ?? 0);
}
