import { createBridge, type BridgeWire } from '../../core/ipc/bridge.ts';
import type { Bridge } from '../../core/ipc/table.ts';

declare global {
  interface Window {
    /** Exposed by the preload script. */
    readonly porchlight: BridgeWire;
  }
}

const created = createBridge({
  request: (name, args) => window.porchlight.request(name, args),
  on: (name, fn) => window.porchlight.on(name, fn),
});

/** The page's one way out. */
export function bridge(): Bridge {
  return created;
}

/**
 * Starts a request whose answer nobody waits for. One that fails was written to the log file by the main process, or means
 * that the main process is going away, and then this page goes with it.
 */
export function ask(request: Promise<unknown>): void {
  request.catch(() => undefined);
}
