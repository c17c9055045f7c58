import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collector: (() => void) | undefined;

/**
 * Has V8 collect all garbage of this thread. Takes some 10 ms, in which the thread does nothing else. Where the runtime has no such
 * thing nothing happens.
 *
 * Electron and Node leave V8's flags open for this on purpose, and a context that is made afterwards has the function:
 * https://github.com/electron/electron/blob/main/shell/browser/javascript_environment.cc
 * The debugger's `HeapProfiler.collectGarbage` gives more memory back. Two threads that ask for it at the same time wait for each
 * other for ever (Electron 25).
 */
export function collectGarbage(): void {
  collector ??= findCollector();
  collector();
}

function findCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('globalThis.gc') as NodeJS.GCFunction | undefined;
  return () => {
    gc?.();
  };
}
