import type { HaEvent } from '../events/event.ts';
import { LIMITS } from '../limits.ts';
import { sleep } from '../sleep.ts';
import type { RecorderAccess } from '../stream/connection.ts';
import { createTurns } from '../turns.ts';
import { askStates } from './ask-states.ts';
import { happenedAt, keysOf } from './event-key.ts';
import type { Span } from './parse-history.ts';
import { isRecoverable, recoverMissed, type MissedEvents } from './recover-missed.ts';
import { recoverSlices, type OnSlice } from './recover-slices.ts';
import { withMissing, type Missing, type RecoveryOutcome } from './recovery.ts';
import { SeenKeys } from './seen-keys.ts';
import type { ClockLead, ServerClock } from './server-clock.ts';

/** Events that are parsed between two turns for other work. */
const MAX_EVENTS_AT_ONCE = 200;

/** How far out of order the events of a stream may be. Versions of 2016 send from several threads. */
const MAX_DISORDER_MS = 1_000;

/** Events before a gap whose keys a recovery holds while it waits for its turn. */
const MAX_HELD = LIMITS.maxRecoveredWithoutStore;

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

/**
 * Fetches the missed events of one gap, without those already seen, slice by slice. Resolves also if nothing is available; never
 * rejects. `onSlice` gets the events of each slice; moments are by the server's clock.
 */
export type RecoverGap = (seen: SeenEvents, onSlice: OnSlice) => Promise<RecoveryOutcome>;

/**
 * Asks the recorder after a delay, and again later if it does not answer yet.
 *
 * @param gap by our clock
 * @param recorder `null`: the connection was ended
 */
export function createRecoverGap(gap: Span, recorder: RecorderAccess | null): RecoverGap {
  return recorder === null
    ? () => Promise.resolve({ kind: 'unavailable', why: 'ended' })
    : toRecoverGap(gap, recorder);
}

function toRecoverGap(gap: Span, recorder: RecorderAccess): RecoverGap {
  const { clock, queue, signal } = recorder;

  return async (seen, onSlice) => {
    if (!isRecoverable(recorder.restrict)) return { kind: 'unavailable', why: 'other-types' };
    const leadBefore = seen.clock.lead();
    // Without a store they may have left memory when it is this recovery's turn.
    const held = seen.isStored() ? null : readBefore(seen, leadBefore, MAX_HELD);
    const outcome = await queue.run(async () =>
      askAll(seen, await (held ?? readBefore(seen, leadBefore)), onSlice),
    );
    return outcome ?? { kind: 'unavailable', why: 'too-many-gaps' };
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

  async function askAll(seen: SeenEvents, before: SeenBefore, onSlice: OnSlice): Promise<RecoveryOutcome> {
    const isStored = seen.isStored();
    let pace = createPace(recorder);
    const keys = new SeenKeys(before.keys);
    // The recorder writes with a delay, and starts late after a restart.
    await sleep(clock, LIMITS.recoveryDelaysMs[0], signal);
    let states = await askStates({ ...recorder, takePlace: pace.takePlace });
    const lead = seen.clock.lead() ?? states.lead;
    const { span, isCut } = toAskedSpan(gap, lead ?? { least: 0, most: 0 }, before);
    let count = 0;

    async function askOnce(slice: Span): Promise<MissedEvents> {
      const isNewest = slice.to === span.to;
      const [from, to] = [slice.from - (lead?.most ?? 0), slice.to - (lead?.least ?? 0)];
      return recoverMissed({
        ...recorder,
        takePlace: pace.takePlace,
        span: slice,
        max: isStored ? LIMITS.maxRecovered : LIMITS.maxRecoveredWithoutStore - count,
        entities: states.changedSince(slice.from),
        seenEntityIds: seen.entityIds(),
        async seenKeys() {
          const end = isNewest ? clock.now() : Math.min(clock.now(), to + marginMs(lead));
          const near = Math.min(end, to + marginMs(lead));
          await addKeys(keys, await seen.between(from - marginMs(lead), near));
          // Of a gap of long ago the newest events alone would be read.
          if (near < end) await addKeys(keys, await seen.between(near, end));
          return keys;
        },
      });
    }

    /** Again later while the recorder does not answer. */
    async function recoverSlice(slice: Span): Promise<MissedEvents> {
      pace.startSlice();
      let recovery = await askOnce(slice);
      for (const delayMs of LIMITS.recoveryDelaysMs.slice(1)) {
        if (recovery.outcome.kind !== 'unavailable') break;
        await sleep(clock, delayMs, signal);
        if (signal.aborted) break;
        pace = createPace(recorder);
        states = await askStates({ ...recorder, takePlace: pace.takePlace });
        recovery = await askOnce(slice);
      }
      return recovery;
    }

    const outcome = await recoverSlices({
      span,
      max: isStored ? LIMITS.maxRecovered : LIMITS.maxRecoveredWithoutStore,
      recoverSlice,
      async onSlice(slice, downTo) {
        count += slice.events.length;
        // The next slice begins with the millisecond that this one ends with, and is asked for before this one is written.
        await addKeys(
          keys,
          slice.events.filter((event) => (happenedAt(event) ?? 0) <= downTo),
        );
        await onSlice(slice, downTo);
      },
      mayAskMore: () => isStored || count < LIMITS.maxRecoveredWithoutStore,
      signal,
    });
    const missing: readonly Missing[] = [
      ...(isCut ? [{ what: 'earlier', since: span.from } as const] : []),
      ...(lead === null ? [{ what: 'clock' } as const] : []),
    ];
    return missing.reduce(withMissing, outcome);
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

/**
 * The pace of a recovery: after each answer it rests, so that a server, often a small one, works a tenth of its time for it. It does
 * not take from the requests that the stream may need. At most `maxRecoveryRequests` in a slice.
 */
function createPace({ clock, signal }: RecorderAccess) {
  let left: number = LIMITS.maxRecoveryRequests;
  let askedAt: number | null = null;
  return {
    startSlice(): void {
      left = LIMITS.maxRecoveryRequests;
    },
    async takePlace(): Promise<boolean> {
      if (left === 0) return false;
      left -= 1;
      if (askedAt !== null) {
        const restMs = (clock.monotonic() - askedAt) * LIMITS.recoveryRestFactor;
        if (restMs > 0) await sleep(clock, Math.min(restMs, LIMITS.recoveryRestMaxMs), signal);
      }
      if (signal.aborted) return false;
      askedAt = clock.monotonic();
      return true;
    },
  };
}
