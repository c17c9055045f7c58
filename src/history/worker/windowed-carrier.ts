import type { Carrier, HistoryAsk } from './protocol.ts';

/** So much is with the other side at a time: a fifth of a second of its work. The rest waits on this side, where it is once. */
const WINDOW_BYTES = 4 * 1_048_576;

/**
 * A carrier that posts batches only as fast as they are taken in: what is posted is copied, so a flood would be in memory
 * twice. The order of messages stays as it is.
 */
export function windowCarrier(carrier: Carrier): Carrier {
  let waiting: HistoryAsk[] = [];
  let bytesThere = 0;

  function post(message: HistoryAsk): void {
    if (message.kind === 'batch') bytesThere += message.batch.bytes;
    carrier.post(message);
  }

  function postWaiting(): void {
    let count = 0;
    for (; count < waiting.length && bytesThere < WINDOW_BYTES; count += 1) {
      const message = waiting[count];
      if (message !== undefined) post(message);
    }
    waiting = waiting.slice(count);
  }

  carrier.onMessage((message) => {
    if (message.kind !== 'took') return;
    bytesThere -= message.bytes;
    postWaiting();
  });
  // Whoever posted hears of the end, and of the new start.
  carrier.onEnd(() => {
    waiting = [];
    bytesThere = 0;
  });

  return {
    ...carrier,
    post(message) {
      waiting.push(message);
      postWaiting();
    },
  };
}
