import type { ServerResponse } from 'node:http';
import type { Clock } from '../../core/clock.ts';
import type { HaEvent } from '../../core/events/event.ts';

export interface StreamHubOptions {
  readonly clock: Clock;
  readonly maxQueuedBytes: number;
  /** The number of streams changed. */
  readonly onSize: (size: number) => void;
}

interface Stream {
  readonly response: ServerResponse;
  readonly restrict: readonly string[];
  lastSentAt: number;
  cancelPing: () => void;
}

const PING = 'data: ping\n\n';
/** Silence before a ping, as in Home Assistant. */
const PING_AFTER_MS = 50_000;

/**
 * The open streams and their event types. A real home queues without limit for a slow client. The demo runs in the
 * app's own process, so it drops a stream whose queue outgrows `maxQueuedBytes`, and counts it.
 */
export function createStreamHub({ clock, maxQueuedBytes, onSize }: StreamHubOptions) {
  const streams = new Set<Stream>();
  let dropped = 0;

  /** One write is one chunk. Node puts the writes of one turn into one packet. */
  function write(stream: Stream, text: string): void {
    stream.response.write(text);
    stream.lastSentAt = clock.monotonic();
  }

  function planPing(stream: Stream, delayMs: number): void {
    stream.cancelPing = clock.after(delayMs, () => {
      const quietMs = clock.monotonic() - stream.lastSentAt;
      if (quietMs >= PING_AFTER_MS) write(stream, PING);
      planPing(stream, quietMs >= PING_AFTER_MS ? PING_AFTER_MS : PING_AFTER_MS - quietMs);
    });
  }

  function forget(stream: Stream): void {
    stream.cancelPing();
    if (streams.delete(stream)) onSize(streams.size);
  }

  function dropIfSlow(stream: Stream): void {
    if (stream.response.writableLength <= maxQueuedBytes) return;
    dropped++;
    forget(stream);
    stream.response.destroy();
  }

  return {
    /** Opens the stream: head, first ping, then every event whose type is in `restrict` (all when empty). */
    add(response: ServerResponse, restrict: readonly string[]): void {
      const stream: Stream = { response, restrict, lastSentAt: 0, cancelPing: () => undefined };
      sendHead(response);
      response.on('close', () => {
        forget(stream);
      });
      streams.add(stream);
      write(stream, PING);
      planPing(stream, PING_AFTER_MS);
      onSize(streams.size);
    },
    send: (events: readonly HaEvent[]): void => {
      if (streams.size === 0) return;
      const frames = events.map((event) => ({
        type: event.event_type,
        text: `data: ${JSON.stringify(event)}\n\n`,
      }));
      for (const stream of streams) {
        const { restrict } = stream;
        for (const { type, text } of frames) {
          if (restrict.length === 0 || restrict.includes(type)) write(stream, text);
        }
        dropIfSlow(stream);
      }
    },
    /** Ends every stream as a stopping home does: last chunk, then FIN. */
    end(): void {
      for (const stream of [...streams]) {
        forget(stream);
        const { socket } = stream.response;
        stream.response.end(() => socket?.end());
      }
    },
    get size() {
      return streams.size;
    },
    /** Streams dropped because their client read too slowly. */
    get dropped() {
      return dropped;
    },
  };
}

/** The head as Home Assistant sends it, in its order: no `Connection`, no `Cache-Control`, no `X-Accel-Buffering`. */
function sendHead(response: ServerResponse): void {
  response.sendDate = false;
  response.removeHeader('Connection');
  const isChunked = response.req.httpVersion === '1.1';
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    ...(isChunked ? { 'Transfer-Encoding': 'chunked' } : {}),
    Date: new Date().toUTCString(),
    Server: 'Python/3.11 aiohttp/3.9.1',
  });
}
