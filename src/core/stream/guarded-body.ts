import type { FetchLikeResponse } from 'eventsource';
import { createFrameGuard, type OversizeListener } from './frame-guard.ts';
import type { TransportResponse } from './transport.ts';

export interface GuardedBodyOptions extends OversizeListener {
  readonly response: TransportResponse;
  readonly url: string;
  /** Awaited before each pull but the first: the deadline for the first byte is the server's alone. */
  readyToRead?(): Promise<void> | null;
  /** `readyToRead` makes the stream wait, or no longer does. */
  onHold(isHeld: boolean): void;
  /** Bytes came. Told before the parser sees them. */
  onBytes(): void;
  /** The body is over: cleanly (`null`), or with this error. Told before the parser hears of it. */
  onEnd(error: unknown): void;
}

/** The answer as `eventsource` reads it: its body is what the guard lets through, and nothing after the end. */
export function guardResponse(options: GuardedBodyOptions): FetchLikeResponse {
  const { response } = options;
  const guard = createFrameGuard(options);
  let pieces: readonly Uint8Array[] = [];
  let nextPiece = 0;
  let hasPulled = false;

  /** The next chunk; `null` at any end. */
  async function pull(): Promise<Uint8Array | null> {
    const ready = hasPulled ? (options.readyToRead?.() ?? null) : null;
    hasPulled = true;
    if (ready !== null) {
      options.onHold(true);
      // Who can't say when it is ready must not stop the stream.
      await ready.catch(() => undefined);
      options.onHold(false);
    }
    try {
      const chunk = await response.read();
      if (chunk === null) options.onEnd(null);
      else if (chunk.length > 0) options.onBytes();
      return chunk;
    } catch (error) {
      options.onEnd(error);
      return null;
    }
  }

  async function read(): Promise<{ done: false; value: Uint8Array } | { done: true; value: undefined }> {
    for (;;) {
      const piece = pieces[nextPiece];
      nextPiece += 1;
      if (piece !== undefined) return { done: false, value: piece };
      const chunk = await pull();
      if (chunk === null) return { done: true, value: undefined };
      pieces = guard.push(chunk);
      nextPiece = 0;
    }
  }

  return {
    status: response.status,
    url: options.url,
    redirected: false,
    headers: { get: (name) => response.header(name.toLowerCase()) ?? null },
    body: {
      getReader: () => ({
        read,
        cancel: () => {
          response.cancel();
          return Promise.resolve();
        },
      }),
    },
  };
}
