import { EventSource, type FetchLikeResponse } from 'eventsource';
import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { Route } from '../route/route.ts';
import type { Failure } from './failure.ts';
import { createFrameGuard, type OversizeListener } from './frame-guard.ts';
import { contentFailure, EVENT_STREAM_TYPE, statusFailure, toFailure } from './response-failure.ts';
import type { Transport, TransportResponse } from './transport.ts';

export interface AttemptOptions extends OversizeListener {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly route?: Route;
  readonly transport: Transport;
  readonly clock: Clock;
  /** Called once, with the first byte of the body: no proxy holds the stream back. */
  onLive(): void;
  /** The text of one message, and when its last byte came, epoch ms. Malformed UTF-8 becomes U+FFFD. */
  onMessage(text: string, arrivedAt: number): void;
  /**
   * Awaited before each read from the transport except the first, so that a flood waits. `null`: read on.
   * Silence is not counted meanwhile.
   */
  readyToRead?(): Promise<void> | null;
  /** Ends the attempt with `closed`. */
  readonly signal: AbortSignal;
}

export interface AttemptEnd {
  readonly failure: Failure;
  /** Wall clock of the last byte, epoch ms; `null` when the stream was never live. */
  readonly lastByteAt: number | null;
}

/**
 * One connection, from the request to its end; resolves, never rejects. Uses a new `EventSource` object, and only
 * once, because `eventsource` retries by its own rules: never after a 503, without a pause after `retry: 0`,
 * and with any `id:` the server sent. We supply its `fetch`, which checks the answer, watches the time, and
 * always closes the socket.
 */
export function runAttempt(options: AttemptOptions): Promise<AttemptEnd> {
  const { clock, transport, signal } = options;
  return new Promise((resolve) => {
    const abort = new AbortController();
    let source: EventSource | null = null;
    let response: TransportResponse | null = null;
    /** We are not reading now, so silence says nothing about the server. */
    let held = false;
    let lastByteAt: number | null = null;
    let lastByteMono = 0;
    let cancelTimer = (): void => undefined;
    let ended = false;

    function end(failure: Failure): void {
      if (ended) return;
      ended = true;
      cancelTimer();
      signal.removeEventListener('abort', onAbort);
      source?.close();
      response?.cancel();
      abort.abort();
      resolve({ failure, lastByteAt });
    }

    function onAbort(): void {
      end({ code: 'closed' });
    }

    function expect(delayMs: number, failure: Failure): void {
      cancelTimer();
      cancelTimer = clock.after(delayMs, () => {
        end(failure);
      });
    }

    /** One timer at a time: it checks the age of the last byte and is set again for the rest. */
    function watchSilence(): void {
      if (held) lastByteMono = clock.monotonic();
      const leftMs = lastByteMono + LIMITS.silenceMs - clock.monotonic();
      if (leftMs <= 0) end({ code: 'silent' });
      else cancelTimer = clock.after(leftMs, watchSilence);
    }

    function noteBytes(): void {
      lastByteMono = clock.monotonic();
      if (lastByteAt === null) {
        cancelTimer();
        watchSilence();
        lastByteAt = clock.now();
        options.onLive();
      } else {
        lastByteAt = clock.now();
      }
    }

    async function holdUntil(ready: Promise<void>): Promise<void> {
      held = true;
      // An error in `readyToRead` must not stop the stream.
      await ready.catch(() => undefined);
      held = false;
      lastByteMono = clock.monotonic();
    }

    /** The next chunk; `null` at any end. We handle the end before the parser does. */
    async function pull(from: TransportResponse): Promise<Uint8Array | null> {
      // The deadline for the first byte measures only the server, so we don't wait before it.
      const ready = lastByteAt === null ? null : options.readyToRead?.();
      if (ready != null) await holdUntil(ready);
      try {
        const chunk = await from.read();
        if (chunk === null) end({ code: 'ended' });
        else if (chunk.length > 0) noteBytes();
        return chunk;
      } catch (error) {
        end(toFailure(error));
        return null;
      }
    }

    /** The answer for `eventsource`: its body is the output of the guard, and nothing after the end. */
    function guarded(answer: TransportResponse): FetchLikeResponse {
      const guard = createFrameGuard(options);
      let pieces: readonly Uint8Array[] = [];
      let nextPiece = 0;

      async function read(): Promise<{ done: false; value: Uint8Array } | { done: true; value: undefined }> {
        for (;;) {
          const piece = pieces[nextPiece];
          nextPiece += 1;
          if (piece !== undefined) return { done: false, value: piece };
          const chunk = await pull(answer);
          if (chunk === null) return { done: true, value: undefined };
          pieces = guard.push(chunk);
          nextPiece = 0;
        }
      }
      const cancel = (): Promise<void> => {
        answer.cancel();
        return Promise.resolve();
      };
      return {
        status: answer.status,
        url: options.url,
        redirected: false,
        headers: { get: (name) => answer.header(name.toLowerCase()) ?? null },
        body: { getReader: () => ({ read, cancel }) },
      };
    }

    async function openStream(): Promise<FetchLikeResponse> {
      expect(LIMITS.headersDeadlineMs, { code: 'timeout' });
      const answer = await transport({
        method: 'GET',
        url: options.url,
        headers: options.headers,
        ...options.route,
        signal: abort.signal,
      });
      response = answer;
      if (ended) {
        answer.cancel();
        throw new Ended();
      }
      const failure =
        statusFailure(answer, options.url, clock.now()) ?? contentFailure(answer, EVENT_STREAM_TYPE);
      if (failure !== null) {
        end(failure);
        throw new Ended();
      }
      expect(LIMITS.firstByteDeadlineMs, { code: 'buffered' });
      return guarded(answer);
    }

    function connect(): Promise<FetchLikeResponse> {
      return openStream().catch((error: unknown) => {
        if (!(error instanceof Ended)) end(toFailure(error));
        // `eventsource` ignores errors of this name: this attempt is over, and we have reported why.
        throw new Ended();
      });
    }

    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort);
    source = new EventSource(options.url, { fetch: connect, maxBufferSize: LIMITS.maxEventBytes });
    source.onmessage = (message) => {
      if (!ended) options.onMessage(String(message.data), lastByteAt ?? clock.now());
    };
    // `eventsource` may still refuse something after our own checks. It must not retry by itself.
    source.onerror = () => {
      end({ code: 'reset' });
    };
  });
}

/** Thrown into `eventsource` to end it; it ignores errors of this name. */
class Ended extends Error {
  override readonly name = 'AbortError';
}
