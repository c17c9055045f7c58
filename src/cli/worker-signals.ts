import { constants } from 'node:os';

/** A part of Node that only its own `process.on('SIGINT')` uses, and that refuses there to serve a worker. */
interface SignalWrap {
  onsignal: () => void;
  start(signal: number): number;
  unref(): void;
}

/**
 * Calls back at Ctrl-C, `kill` and the end of the terminal, in a worker whose main thread stands still. Runtimes from Node 24 on don't
 * let anybody at that part. There a signal ends the process at once, with the exit code that the system gives it.
 */
export function onEndSignal(fn: () => void): void {
  const Wrap = findSignalWrap();
  if (Wrap === null) return;
  for (const number of [constants.signals.SIGINT, constants.signals.SIGTERM, constants.signals.SIGHUP]) {
    const wrap = new Wrap();
    wrap.onsignal = fn;
    wrap.unref();
    wrap.start(number);
  }
}

function findSignalWrap(): (new () => SignalWrap) | null {
  try {
    const binding: unknown = Reflect.get(process, 'binding');
    if (typeof binding !== 'function') return null;
    const found: unknown = Reflect.apply(binding, process, ['signal_wrap']);
    return (found as { Signal?: new () => SignalWrap }).Signal ?? null;
  } catch {
    return null;
  }
}
