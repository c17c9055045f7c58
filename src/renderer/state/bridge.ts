import type { Bridge } from '../../core/ipc/table.ts';

declare global {
  interface Window {
    /** Exposed by the preload script. */
    readonly porchlight: Bridge;
  }
}

/** The page's one way out. */
export function bridge(): Bridge {
  return window.porchlight;
}

/**
 * Starts a request whose answer nobody waits for. A request that fails means that the main process is going away, and
 * then this page goes with it; it is reported all the same.
 */
export function ask(request: Promise<unknown>): void {
  request.catch((error: unknown) => {
    reportError(error);
  });
}
