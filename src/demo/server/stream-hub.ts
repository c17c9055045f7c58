import type { ServerResponse } from 'node:http';
import type { Clock } from '../../core/clock.ts';
import type { HaEvent } from '../../core/events/event.ts';
import type { EraFacts } from '../wire/era.ts';

/** The open streams and what each of them hears. */
export interface StreamHub {
  /** Opens the stream: head, first ping, then every event whose type is in `restrict` (all when empty). */
  add(response: ServerResponse, restrict: readonly string[]): void;
  send(events: readonly HaEvent[]): void;
  /** Ends every stream as a stopping home does: last chunk, then FIN. */
  end(): void;
  readonly size: number;
  /** Streams given up because their client read too slowly. */
  readonly dropped: number;
  /** Listeners by event type; `*` for streams that hear all. */
  listenerCounts(): ReadonlyMap<string, number>;
}

export interface StreamHubOptions {
  readonly clock: Clock;
  readonly facts: EraFacts;
  readonly pingAfterMs: number;
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

/**
 * A real home queues without end for a slow client. The demo lives in the app's own process, so it drops a stream
 * whose queue outgrows `maxQueuedBytes`, and counts it.
 */
export function createStreamHub({
  clock,
  facts,
  pingAfterMs,
  maxQueuedBytes,
  onSize,
}: StreamHubOptions): StreamHub {
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
      if (quietMs >= pingAfterMs) write(stream, PING);
      planPing(stream, quietMs >= pingAfterMs ? pingAfterMs : pingAfterMs - quietMs);
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
    add(response, restrict) {
      const stream: Stream = { response, restrict, lastSentAt: 0, cancelPing: () => undefined };
      sendHead(response, facts);
      response.on('close', () => {
        forget(stream);
      });
      streams.add(stream);
      write(stream, PING);
      planPing(stream, pingAfterMs);
      onSize(streams.size);
    },
    send(events) {
      if (streams.size === 0) return;
      const frames = events.map((event) => `data: ${facts.stringify(event)}\n\n`);
      for (const stream of streams) {
        events.forEach((event, at) => {
          const frame = frames[at];
          if (frame !== undefined && isHeard(stream, event)) write(stream, frame);
        });
        dropIfSlow(stream);
      }
    },
    end() {
      for (const stream of [...streams]) {
        forget(stream);
        const { socket } = stream.response;
        stream.response.end(() => socket?.end());
      }
    },
    get size() {
      return streams.size;
    },
    get dropped() {
      return dropped;
    },
    listenerCounts() {
      const counts = new Map<string, number>();
      for (const { restrict } of streams) {
        for (const type of restrict.length === 0 ? ['*'] : restrict)
          counts.set(type, (counts.get(type) ?? 0) + 1);
      }
      return counts;
    },
  };
}

function isHeard({ restrict }: Stream, event: HaEvent): boolean {
  return restrict.length === 0 || restrict.includes(event.event_type);
}

/** The head as Home Assistant sends it, in its order: no `Connection`, no `Cache-Control`, no `X-Accel-Buffering`. */
function sendHead(response: ServerResponse, facts: EraFacts): void {
  response.sendDate = false;
  response.removeHeader('Connection');
  const isChunked = response.req.httpVersion === '1.1';
  response.writeHead(200, {
    'Content-Type': facts.streamContentType,
    ...(isChunked ? { 'Transfer-Encoding': 'chunked' } : {}),
    Date: new Date().toUTCString(),
    Server: facts.serverHeader,
  });
}
