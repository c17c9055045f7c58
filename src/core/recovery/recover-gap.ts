import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { Queue } from '../one-at-a-time.ts';
import type { Target } from '../stream/request.ts';
import type { RequestBudget } from '../stream/retry-policy.ts';
import { getJson, type RestPorts } from '../stream/rest.ts';
import type { Span } from './parse-history.ts';
import { isRecoverable, recoverMissed, type Recovery } from './recover-missed.ts';
import type { SeenChanges } from './seen-changes.ts';

/** By how much one event may overtake another on a stream. Versions of 2016 send from several threads. */
const MAX_DISORDER_MS = 1_000;

const NOTHING: Recovery = { events: [], outcome: { kind: 'unavailable', why: 'failed' } };

/** Fetches what was missed in one gap, but for what was seen. Resolves also when nothing can be had; never rejects. */
export type RecoverGap = (seen: SeenChanges) => Promise<Recovery>;

export interface RecoverGapOptions extends RestPorts {
  readonly target: Target;
  /** By our clock. */
  readonly gap: Span;
  /** Event types that the stream is restricted to; all when empty. */
  readonly restrict: readonly string[];
  /** Requests that the server still allows. Some are left to the stream, which may be lost again meanwhile. */
  readonly budget: RequestBudget;
  /** The server's recoveries, one after another: a link that flaps has many. */
  readonly queue: Queue;
  readonly signal: AbortSignal;
}

/** Asks the recorder after a while, and again later when it does not answer yet. */
export function createRecoverGap(options: RecoverGapOptions): RecoverGap {
  const { budget, clock, queue, signal } = options;

  async function takePlace(): Promise<boolean> {
    const waitMs = (): number => budget.waitMs(LIMITS.requestsSparedForStream);
    while (waitMs() > 0 && !signal.aborted) await sleep(clock, waitMs(), signal);
    if (signal.aborted) return false;
    budget.take();
    return true;
  }

  /** Those that are there now, and then those that were seen and may be gone. */
  async function allEntityIds(seen: readonly string[]): Promise<readonly string[]> {
    if (!(await takePlace())) return seen;
    const states = await getJson(options, options.target, '/api/states', signal);
    return [...new Set([...(states.ok ? entityIdsIn(states.body) : []), ...seen])];
  }

  return async (seen) => {
    const asked = toAskedSpan(options.gap, seen.newestAt());
    if (!isRecoverable(options.restrict)) {
      return { events: [], outcome: { kind: 'unavailable', why: 'other-types' } };
    }
    return (await queue.run(() => askRepeatedly(seen, asked))) ?? NOTHING;
  };

  async function askRepeatedly(seen: SeenChanges, asked: ReturnType<typeof toAskedSpan>): Promise<Recovery> {
    let recovery = NOTHING;
    for (const delayMs of LIMITS.recoveryDelaysMs) {
      await sleep(clock, delayMs, signal);
      if (signal.aborted) break;
      recovery = await recoverMissed({
        ...options,
        ...asked,
        entityIds: await allEntityIds(seen.entityIds()),
        seen,
        takePlace,
      });
      if (recovery.outcome.kind !== 'unavailable') break;
    }
    return recovery;
  }
}

/**
 * What to ask about, by the server's clock. That may differ from ours, so a little more on both sides; but nothing
 * from before the newest event that came, for it was not missed.
 * @param newestAt moment of that event, epoch ms by the server's clock; later than the gap's start where the server's
 *   clock is ahead of ours
 */
export function toAskedSpan(
  gap: Span,
  newestAt: number | null,
): { readonly span: Span; readonly isCut: boolean } {
  const aheadMs = Math.max(0, (newestAt ?? gap.from) - gap.from);
  const start = gap.from + aheadMs;
  const end = gap.to + aheadMs;
  const from = Math.max(
    Math.max(start, end - LIMITS.recoveryMaxMs) - LIMITS.recoverySkewMs,
    (newestAt ?? Number.NEGATIVE_INFINITY) - MAX_DISORDER_MS,
  );
  return {
    span: { from, to: end + LIMITS.recoverySkewMs },
    isCut: end - start > LIMITS.recoveryMaxMs,
  };
}

/** Ids in the answer of `/api/states`. */
function entityIdsIn(body: unknown): readonly string[] {
  if (!Array.isArray(body)) return [];
  return body.flatMap((state: unknown) => {
    if (typeof state !== 'object' || state === null || !('entity_id' in state)) return [];
    return typeof state.entity_id === 'string' ? [state.entity_id] : [];
  });
}

/** Resolves after `delayMs`, or at once when the signal aborts. */
function sleep(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.after(delayMs, done);
    function done(): void {
      cancel();
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
