import { LIMITS } from '../limits.ts';
import type { Span } from './parse-history.ts';
import type { MissedEvents } from './recover-missed.ts';
import { withoutRepeats, type Missing, type RecoveryOutcome } from './recovery.ts';

/** Asks for one slice, again later if the server does not answer it. By the server's clock. */
export type RecoverSlice = (slice: Span) => Promise<MissedEvents>;

/** A slice was recovered. What is before `downTo`, epoch ms by the server's clock, is still to be asked. */
export type OnSlice = (slice: MissedEvents, downTo: number) => Promise<void>;

interface SlicesOptions {
  /** By the server's clock. */
  readonly span: Span;
  /** Most events of one slice. */
  readonly max: number;
  readonly recoverSlice: RecoverSlice;
  readonly onSlice: OnSlice;
  /** No more are asked for once as many events were found as memory has room for. */
  mayAskMore(): boolean;
  readonly signal: AbortSignal;
}

/** Each slice costs a request for some 180 entities. */
const SHORTEST_MS = 60_000;

/** How often one moment is asked about whose events don't fit. */
const MAX_STUCK = 5;

/**
 * Recovers a span slice by slice, the newest first, since the newest events matter most and all of them may not fit memory. A
 * slice that is too full ends at its oldest event that did fit, and the next one begins there.
 */
export async function recoverSlices(options: SlicesOptions): Promise<RecoveryOutcome> {
  const { span, max, recoverSlice, onSlice, signal } = options;
  const isEnding = (): boolean => signal.aborted;
  const missing: Missing[] = [];
  let hasAnswer = false;
  let { to } = span;
  let lengthMs: number = LIMITS.recoverySliceMs;
  let timesStuck = 0;
  while (to > span.from) {
    if (isEnding()) return { kind: 'running', downTo: to };
    if (hasAnswer && !options.mayAskMore()) {
      return toOutcome([...missing, { what: 'earlier', since: to }]);
    }
    const from = to - lengthMs > span.from + lengthMs / 4 ? to - lengthMs : span.from;
    const slice = await recoverSlice({ from, to });
    const { outcome, cutAt, events } = slice;
    if (isEnding() && outcome.kind !== 'complete') {
      // What was found is shown; the slice is asked for again when it goes on.
      await onSlice(slice, to);
      return { kind: 'running', downTo: to };
    }
    if (outcome.kind === 'unavailable') {
      if (!hasAnswer) return outcome;
      return toOutcome([...missing, { what: 'failed' }, { what: 'earlier', since: to }]);
    }
    hasAnswer = true;
    if (outcome.kind === 'partial') missing.push(...outcome.missing);
    // More events of one moment than fit: what was found is seen now, so the next answer has others of them.
    timesStuck = cutAt !== null && cutAt + 1 >= to ? timesStuck + 1 : 0;
    const isStuck = timesStuck > MAX_STUCK;
    const next = cutAt === null ? from : isStuck ? cutAt - 2 : cutAt;
    if (isStuck) missing.push({ what: 'earlier', since: to });
    lengthMs = nextLength(to - next, events.length, max);
    // A recorder leaves out the event exactly at the end of a span, and ours end at whole milliseconds.
    to = next > span.from ? next + 1 : next;
    await onSlice(slice, to);
  }
  return toOutcome(missing);
}

/** Longer while there is room, and shorter after one that was nearly full. One that is too full costs little: it ends where it is cut. */
function nextLength(lengthMs: number, events: number, max: number): number {
  const fits = events === 0 ? Number.POSITIVE_INFINITY : (lengthMs * max * 0.75) / events;
  return Math.max(SHORTEST_MS, Math.min(lengthMs * 4, fits, 12 * LIMITS.recoverySliceMs));
}

function toOutcome(missing: readonly Missing[]): RecoveryOutcome {
  return missing.length === 0 ? { kind: 'complete' } : { kind: 'partial', missing: withoutRepeats(missing) };
}
