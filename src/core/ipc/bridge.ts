import type { AnswerMessage } from './channels.ts';
import type { Bridge } from './table.ts';

/**
 * The preload script's `window.porchlight`: requests and pushes by name. It does not check names itself; main refuses a
 * request that is not in the table.
 */
export interface BridgeWire {
  readonly request: (name: string, args: readonly unknown[]) => Promise<AnswerMessage>;
  /** Subscribes to a push; returns the undo. */
  readonly on: (name: string, fn: (value: unknown) => void) => () => void;
}

/**
 * One function for each request of the table, which defines their names and types. A refused request rejects with its
 * sentence.
 */
export function createBridge(wire: BridgeWire): Bridge {
  const verbs = new Map<string, (...args: unknown[]) => Promise<unknown>>();
  const toVerb = (name: string): ((...args: unknown[]) => Promise<unknown>) => {
    const known = verbs.get(name);
    if (known) return known;
    const verb = async (...args: unknown[]): Promise<unknown> => {
      const answer = await wire.request(name, args);
      if (!answer.ok) throw new Error(answer.message);
      return answer.value;
    };
    verbs.set(name, verb);
    return verb;
  };
  return new Proxy({} as Bridge, {
    get: (_target, name) => (name === 'on' ? wire.on : typeof name === 'string' ? toVerb(name) : undefined),
  });
}
