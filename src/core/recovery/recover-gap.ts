import type { HaEvent } from '../events/event.ts';
import { LIMITS } from '../limits.ts';
import { sleep } from '../sleep.ts';
import type { RecorderAccess } from '../stream/connection.ts';
import { createTurns } from '../turns.ts';
import { askStates } from './ask-states.ts';
import { happenedAt, keysOf } from './event-key.ts';
import type { Span } from './parse-history.ts';
import { isRecoverable, recoverMissed } from './recover-missed.ts';
import { nothingRecovered, withMissing, type Recovery } from './recovery.ts';
import { SeenKeys } from './seen-keys.ts';
import type { ClockLead, ServerClock } from './server-clock.ts';

/** Events that are parsed between two turns for other work. */
const MAX_EVENTS_AT_ONCE = 200;

/** How far out of order the events of a stream may be. Versions of 2016 send from several threads. */
const MAX_DISORDER_MS = 1_000;

/** Events before a gap whose keys a recovery holds while it waits for its turn. At most as many events are recovered. */
const MAX_HELD = LIMITS.maxRecovered;

/** The events that a server's stream has sent. */
export interface SeenEvents {
  /**
   * Those that arrived between two moments, epoch ms by our clock, both included, oldest first. With `max` the newest in memory
   * alone.
   */
  between(from: number, to: number, max?: number): Promise<Iterable<HaEvent>>;
  /** What has left memory is in a store, and can still be read later. */
  isStored(): boolean;
  /** Entities that were seen, including those that no longer exist. */
  entityIds(): readonly string[];
  readonly clock: ServerClock;
}

/** The events just before a gap. A recovery may wait for its turn with them, so they are as small as can be. */
interface SeenBefore {
  /** See `SeenKeys.pack`. */
  readonly keys: Iterable<number>;
  /** Their latest moment, epoch ms by the server's clock; `null` where there is none. */
  readonly newestAt: number | null;
  /** Of those before this moment by the server's clock some have no key here; `null` where all have. */
  readonly cutAt: number | null;
}

/** Fetches the missed events of one gap, without those already seen. Resolves also if nothing is available; never rejects. */
export type RecoverGap = (seen: SeenEvents) => Promise<Recovery>;

/**
 * Asks the recorder after a delay, and again later if it does not answer yet.
 *
 * @param gap by our clock
 * @param recorder `null`: the connection was ended
 */
export function createRecoverGap(gap: Span, recorder: RecorderAccess | null): RecoverGap {
  return recorder === null ? () => Promise.resolve(nothingRecovered('ended')) : toRecoverGap(gap, recorder);
}

function toRecoverGap(gap: Span, recorder: RecorderAccess): RecoverGap {
  const { clock, queue, signal } = recorder;

  return async (seen) => {
    if (!isRecoverable(recorder.restrict)) return nothingRecovered('other-types');
    const leadBefore = seen.clock.lead();
    // Without a store they may have left memory when it is this recovery's turn.
    const held = seen.isStored() ? null : readBefore(seen, leadBefore, MAX_HELD);
    const recovery = await queue.run(async () =>
      askRepeatedly(seen, await (held ?? readBefore(seen, leadBefore))),
    );
    return recovery ?? nothingRecovered('too-many-gaps');
  };

  async function readBefore(seen: SeenEvents, lead: ClockLead | null, max?: number): Promise<SeenBefore> {
    const [before, atEnd] = await Promise.all([
      seen.between(gap.from - marginMs(lead), gap.from, max),
      // In a flood, some events are handled later than their bytes arrived.
      seen.between(gap.from, gap.to, max),
    ]);
    const keys = new SeenKeys();
    const { count, oldestAt, newestAt } = await addKeys(keys, before);
    await addKeys(keys, atEnd);
    return { keys: keys.pack(), newestAt, cutAt: count === max ? oldestAt : null };
  }

  async function askRepeatedly(seen: SeenEvents, before: SeenBefore): Promise<Recovery> {
    const keys = new SeenKeys(before.keys);
    let recovery = nothingRecovered('ended');
    for (const delayMs of LIMITS.recoveryDelaysMs) {
      await sleep(clock, delayMs, signal);
      if (signal.aborted) break;
      recovery = await askOnce(seen, keys, before);
      if (recovery.outcome.kind !== 'unavailable') break;
    }
    return recovery;
  }

  async function askOnce(seen: SeenEvents, keys: SeenKeys, before: SeenBefore): Promise<Recovery> {
    const takePlace = createPlaces(recorder);
    const states = await askStates({ ...recorder, takePlace });
    const lead = seen.clock.lead() ?? states.lead;
    const { span, isCut } = toAskedSpan(gap, lead ?? { least: 0, most: 0 }, before);
    const recovery = await recoverMissed({
      ...recorder,
      takePlace,
      span,
      isCut,
      entities: states.changedSince(span.from),
      seenEntityIds: seen.entityIds(),
      async seenKeys() {
        await addKeys(keys, await seen.between(gap.from - marginMs(lead), clock.now()));
        return keys;
      },
    });
    return lead === null ? withMissing(recovery, { what: 'clock' }) : recovery;
  }

  /** Returns how many they are, and the moments of the first and the latest: epoch ms by the server's clock, `null` if unknown. */
  async function addKeys(keys: SeenKeys, events: Iterable<HaEvent>) {
    const takeTurn = createTurns(clock, MAX_EVENTS_AT_ONCE, signal);
    let count = 0;
    let oldestAt: number | null = null;
    let newestAt: number | null = null;
    for (const event of events) {
      const turn = takeTurn(1);
      if (turn !== null) await turn;
      for (const key of keysOf(event)) keys.add(key);
      const at = happenedAt(event);
      if (count === 0) oldestAt = at;
      newestAt = Math.max(newestAt ?? Number.NEGATIVE_INFINITY, at ?? Number.NEGATIVE_INFINITY);
      count += 1;
    }
    return { count, oldestAt, newestAt };
  }
}

/**
 * The span to ask about, by the server's clock, with a margin on both sides. But nothing from before the newest event that
 * arrived, because it was not missed: the stream may have been opened just before. In a flood, nothing from before the oldest
 * event whose key is known.
 * @param lead by how much that clock is ahead of ours
 */
export function toAskedSpan(
  gap: Span,
  { least, most }: ClockLead,
  { newestAt, cutAt }: Pick<SeenBefore, 'newestAt' | 'cutAt'>,
): { readonly span: Span; readonly isCut: boolean } {
  const start = Math.max(gap.from, gap.to - LIMITS.recoveryMaxMs);
  const from = start + least - LIMITS.recoverySkewMs;
  const to = gap.to + most + LIMITS.recoverySkewMs;
  // If a clock was set, the order is unknown.
  const isSteady = most - least < LIMITS.recoverySkewMs;
  const isKnown = newestAt !== null && isSteady && newestAt < gap.from + most + LIMITS.recoverySkewMs;
  const arrived = isKnown ? Math.max(newestAt - MAX_DISORDER_MS, cutAt ?? Number.NEGATIVE_INFINITY) : from;
  return { span: { from: Math.max(from, arrived), to }, isCut: start > gap.from };
}

/** The margin before a gap from which seen events are compared. */
function marginMs(lead: ClockLead | null): number {
  return 2 * LIMITS.recoverySkewMs + (lead === null ? 0 : lead.most - lead.least);
}

/** Waits until the server allows one more request. At most `maxRecoveryRequests` of them. */
function createPlaces({ budget, clock, signal }: RecorderAccess): () => Promise<boolean> {
  let left: number = LIMITS.maxRecoveryRequests;
  const waitMs = (): number => budget.waitMs(LIMITS.requestsSparedForStream);
  return async () => {
    if (left === 0) return false;
    while (waitMs() > 0 && !signal.aborted) await sleep(clock, waitMs(), signal);
    if (signal.aborted) return false;
    left -= 1;
    budget.take();
    return true;
  };
}
