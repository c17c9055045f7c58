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

/** The page's only connection to main. */
export function bridge(): Bridge {
  return created;
}

/**
 * Starts a request whose answer is not needed. If it fails, main has logged the error, or main is quitting and this page
 * ends with it.
 */
export function ask(request: Promise<unknown>): void {
  request.catch(() => undefined);
}
