import type { Clock } from '../../core/clock.ts';
import type { HaEvent } from '../../core/events/event.ts';
import type { HouseStep } from '../house.ts';

/** Events a second; `null` for the house's own pace, 0 for none. */
export type Rate = number | null;

export interface PaceOptions {
  readonly clock: Clock;
  readonly rate: Rate;
  readonly next: () => HouseStep;
  readonly emit: (events: readonly HaEvent[]) => void;
}

/** The first event comes this long after the first stream is opened. */
const FIRST_STEP_MS = 400;
/** At a fixed rate, events are sent in slices no shorter than this. */
const MIN_SLICE_MS = 10;
/** After a pause of the process, at most this much time is caught up. */
const MAX_CATCH_UP_MS = 1_000;

/** Runs the house's day at a pace. */
export function createPace({ clock, rate: firstRate, next, emit }: PaceOptions) {
  let rate = firstRate;
  let isRunning = false;
  let cancel = (): void => undefined;
  let pending: HaEvent[] = [];
  let owed = 0;
  let lastSliceAt = 0;

  function liveNaturally(): void {
    const { events, delayMs } = next();
    emit(events);
    cancel = clock.after(delayMs, liveNaturally);
  }

  function liveSlice(perSecond: number): void {
    const at = clock.monotonic();
    owed += (perSecond * Math.min(at - lastSliceAt, MAX_CATCH_UP_MS)) / 1_000;
    lastSliceAt = at;
    const count = Math.floor(owed);
    owed -= count;
    while (pending.length < count) pending.push(...next().events);
    const slice = pending.slice(0, count);
    pending = pending.slice(count);
    if (slice.length > 0) emit(slice);
    planSlice(perSecond);
  }

  function planSlice(perSecond: number): void {
    const sliceMs = Math.min(Math.max(1_000 / perSecond, MIN_SLICE_MS), MAX_CATCH_UP_MS);
    cancel = clock.after(sliceMs, () => {
      liveSlice(perSecond);
    });
  }

  function plan(): void {
    cancel();
    if (!isRunning || rate === 0) return;
    if (rate === null) {
      cancel = clock.after(FIRST_STEP_MS, liveNaturally);
      return;
    }
    lastSliceAt = clock.monotonic();
    owed = 0;
    planSlice(rate);
  }

  return {
    start(): void {
      if (isRunning) return;
      isRunning = true;
      plan();
    },
    /** Leaves no timer running. */
    stop(): void {
      isRunning = false;
      cancel();
    },
    setRate: (next: Rate): void => {
      rate = next;
      plan();
    },
  };
}
