import { EventSource } from 'eventsource';
import type { StandardEvent } from '../../fuzz/oracles/standard-stream.ts';

/**
 * What `eventsource` by itself, without our border, makes of a stream: every event it dispatches, of the types that
 * can be listened for.
 */
export function readBareEventSource(
  chunks: readonly Uint8Array[],
  types: readonly string[],
): Promise<readonly StandardEvent[]> {
  return new Promise((resolve) => {
    const events: StandardEvent[] = [];
    const queue = [...chunks];
    const source = new EventSource('http://127.0.0.1:8123/api/stream', {
      fetch: () =>
        Promise.resolve({
          status: 200,
          url: 'http://127.0.0.1:8123/api/stream',
          redirected: false,
          headers: { get: () => 'text/event-stream' },
          body: {
            getReader: () => ({
              read() {
                const value = queue.shift();
                if (value !== undefined) return Promise.resolve({ done: false, value });
                // All that came before was dispatched. An end would let it retry by rules of its own.
                source.close();
                resolve(events);
                return new Promise<never>(() => {});
              },
              cancel: () => Promise.resolve(),
            }),
          },
        }),
    });
    for (const type of new Set(['message', ...types])) {
      source.addEventListener(type, (event: Event) => {
        if (!(event instanceof MessageEvent)) return;
        events.push({ type, data: String(event.data), lastEventId: event.lastEventId });
      });
    }
  });
}
