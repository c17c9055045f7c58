import type { Clock } from '../../core/clock.ts';
import { createHistoryHost } from './history-host.ts';
import type { HistoryStore } from '../store/history-store.ts';
import type { Carrier, HistoryTell } from './protocol.ts';

export interface LocalCarrier extends Carrier {
  /** Opens the store and sends `opened`. Not needed for an open one. */
  open(): void;
}

/** A carrier to a store in the same thread. */
export function createLocalCarrier(store: HistoryStore, clock: Clock): LocalCarrier {
  const listeners: ((message: HistoryTell) => void)[] = [];
  const host = createHistoryHost(store, clock, (message) => {
    // As with a worker, an answer never arrives while its question is being sent.
    queueMicrotask(() => {
      for (const listener of listeners) listener(message);
    });
  });
  return {
    open: () => host.open(),
    post: (message) => host.receive(message),
    onMessage: (fn) => void listeners.push(fn),
    onEnd: () => undefined,
    end() {
      host.stop();
      return Promise.resolve();
    },
  };
}
