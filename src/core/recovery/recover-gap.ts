import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { Target } from '../stream/request.ts';
import { getJson, type RestPorts } from '../stream/rest.ts';
import type { Span } from './parse-history.ts';
import { recoverMissed, type Recovery } from './recover-missed.ts';
import type { SeenChanges } from './seen-changes.ts';

/** What the one who asks knows about the server's events. */
export interface KnownEvents {
  /** Entities that were seen; asked about where the server does not tell its own. */
  readonly entityIds: readonly string[];
  readonly seen: SeenChanges;
}

/** Fetches what was missed in one gap. Resolves also when nothing can be had; never rejects. */
export type RecoverGap = (known: KnownEvents) => Promise<Recovery>;

export interface RecoverGapOptions extends RestPorts {
  readonly target: Target;
  readonly gap: Span;
  /** Requests that the server's budget still allows: milliseconds to wait for the next, and taking it. */
  readonly budget: { waitMs(): number; take(): void };
  readonly signal: AbortSignal;
}

/** Asks the recorder after a while, and again later when it does not answer yet. */
export function createRecoverGap(options: RecoverGapOptions): RecoverGap {
  const { budget, clock, signal } = options;

  async function takePlace(): Promise<boolean> {
    while (budget.waitMs() > 0 && !signal.aborted) await sleep(clock, budget.waitMs(), signal);
    if (signal.aborted) return false;
    budget.take();
    return true;
  }

  async function entityIdsNow(fallback: readonly string[]): Promise<readonly string[]> {
    if (!(await takePlace())) return fallback;
    const states = await getJson(options, options.target, '/api/states', signal);
    const ids = states.ok ? entityIdsIn(states.body) : [];
    return ids.length === 0 ? fallback : ids;
  }

  return async ({ entityIds, seen }) => {
    let recovery: Recovery = { events: [], outcome: { kind: 'unavailable', why: 'failed' } };
    for (const delayMs of LIMITS.recoveryDelaysMs) {
      await sleep(clock, delayMs, signal);
      if (signal.aborted) break;
      recovery = await recoverMissed({
        ...options,
        entityIds: await entityIdsNow(entityIds),
        seen,
        takePlace,
      });
      if (recovery.outcome.kind !== 'unavailable') break;
    }
    return recovery;
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
