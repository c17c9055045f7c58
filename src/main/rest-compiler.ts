import { lookWhetherCalm, type CalmPorts } from './look-whether-calm.ts';

/** So long after the start what is worth compiling at the pace of a house has been compiled. */
const WARM_UP_MS = 300_000;
/** So many events in so short a time begin a flood. */
const FLOOD_EVENTS = 256;
const FLOOD_MS = 1_000;

export interface CompilerPorts extends CalmPorts {
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
export function restCompiler(ports: CompilerPorts): CompilerRest {
  const { clock, setOptimizing } = ports;
  let isResting = false;
  /** Events of what may be a flood, and when the first of them came. */
  let near = 0;
  let nearSince = clock.monotonic();
  const warmAt = clock.monotonic() + WARM_UP_MS;

  function wake(): void {
    if (isResting) setOptimizing(true);
    isResting = false;
  }

  const stop = lookWhetherCalm(ports, (occupation) => {
    if (isResting || occupation !== 'calm' || clock.monotonic() < warmAt) return;
    isResting = true;
    setOptimizing(false);
  });

  return {
    noteEvent() {
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
