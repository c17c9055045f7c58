import type { Clock } from '../core/clock.ts';

/** How often it is looked whether the compiler may rest. */
const LOOK_MS = 30_000;
/** So long after the start what is worth compiling at the pace of a house has been compiled. */
const WARM_UP_MS = 300_000;
/** What passes for calm at a look, and what begins a flood in between. */
const CALM_PER_SECOND = 50;
const FLOOD_EVENTS = 256;
const FLOOD_MS = 1_000;

export interface CompilerPorts {
  readonly clock: Clock;
  /** A window is open. */
  isWatched(): boolean;
  /** Lets V8's optimizing compiler work, or rest. */
  setOptimizing(on: boolean): void;
}

/** Told of what speed may matter for. */
export interface CompilerRest {
  /** An event came. Costs next to nothing. */
  noteEvent(): void;
  /** Somebody looks, or soon will. */
  wake(): void;
  stop(): void;
}

/**
 * Gives V8's optimizing compiler a rest in the tray. At the pace of a house it sees only slowly what runs often, and goes on compiling
 * one function after the other for an hour: up to a tenth of all that the app takes, to make faster what takes nothing. When a flood
 * comes, or a window is opened, it works at once.
 */
export function restCompiler({ clock, isWatched, setOptimizing }: CompilerPorts): CompilerRest {
  let isResting = false;
  let sinceLook = 0;
  /** Events of what may be a flood, and when the first of them came. */
  let near = 0;
  let nearSince = clock.monotonic();
  const warmAt = clock.monotonic() + WARM_UP_MS;

  function wake(): void {
    if (isResting) setOptimizing(true);
    isResting = false;
  }

  const stop = clock.every(LOOK_MS, () => {
    const isCalm = sinceLook <= (CALM_PER_SECOND * LOOK_MS) / 1_000;
    sinceLook = 0;
    if (isResting || isWatched() || !isCalm || clock.monotonic() < warmAt) return;
    isResting = true;
    setOptimizing(false);
  });

  return {
    noteEvent() {
      sinceLook += 1;
      near += 1;
      if (near < FLOOD_EVENTS) return;
      const now = clock.monotonic();
      if (now - nearSince <= FLOOD_MS) wake();
      near = 0;
      nearSince = now;
    },
    wake,
    stop() {
      stop();
      wake();
    },
  };
}
