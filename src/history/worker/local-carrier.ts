import type { Clock } from '../../core/clock.ts';
import { createHistoryHost } from './history-host.ts';
import type { HistoryStore } from '../store/history-store.ts';
import type { Carrier, HistoryTell } from './protocol.ts';

export interface LocalCarrier extends Carrier {
  /** Opens the store and tells so. Not needed for one that is open. */
  open(): void;
}

/** Carries to a store in this very thread. */
export function createLocalCarrier(store: HistoryStore, clock: Clock): LocalCarrier {
  const listeners: ((message: HistoryTell) => void)[] = [];
  const host = createHistoryHost(store, clock, (message) => {
    // As with a worker, an answer never comes before its question has been sent.
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
