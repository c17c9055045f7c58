import type { FetchLikeResponse } from 'eventsource';
import { valueStartOf } from './block-bytes.ts';
import { createFrameGuard, type GuardedPiece, type OversizeListener } from './frame-guard.ts';
import type { TransportResponse } from './transport.ts';

/** The LF of the line and the LF of the blank one. */
const BLOCK_END_BYTES = 2;

export interface GuardedBodyOptions extends OversizeListener {
  readonly response: TransportResponse;
  readonly url: string;
  /** Awaited before each pull but the first: the deadline for the first byte is the server's alone. */
  readyToRead(): Promise<void> | null;
  /** `readyToRead` makes the stream wait, or no longer does. */
  onHold(isHeld: boolean): void;
  /** Bytes came. Told before the parser sees them. */
  onBytes(): void;
  /** The body is over: cleanly (`null`), or with this error. Told before the parser hears of it. */
  onEnd(error: unknown): void;
}

/** A body as `eventsource` reads it. */
export interface GuardedBody {
  readonly response: FetchLikeResponse;
  /**
   * The bytes of the message that the parser hands out now, to be called once for each: UTF-8, valid until the next
   * read. `null` where the message has several lines or was rebuilt.
   */
  takeBytes(): Uint8Array | null;
}

/** Lets the parser see what the guard lets through, and nothing after the end. */
export function createGuardedBody(options: GuardedBodyOptions): GuardedBody {
  const { response } = options;
  const guard = createFrameGuard(options);
  let pieces: readonly GuardedPiece[] = [];
  let nextPiece = 0;
  /** What the parser works on, the number of its messages that are out, and where the last of them ended. */
  let current: GuardedPiece | null = null;
  let taken = 0;
  let takenUpTo = 0;
  let hasPulled = false;

  /** The next chunk; `null` at any end. */
  async function pull(): Promise<Uint8Array | null> {
    const ready = hasPulled ? options.readyToRead() : null;
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
      current = pieces[nextPiece] ?? null;
      nextPiece += 1;
      taken = takenUpTo = 0;
      if (current !== null) return { done: false, value: current.bytes };
      const chunk = await pull();
      if (chunk === null) return { done: true, value: undefined };
      pieces = guard.push(chunk);
      nextPiece = 0;
    }
  }

  return {
    response: {
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
    },
    takeBytes() {
      const end = current?.ends?.[taken];
      if (current === null || end === undefined) return null;
      const start = valueStartOf(current.bytes, takenUpTo);
      taken += 1;
      takenUpTo = end;
      return current.bytes.subarray(start, end - BLOCK_END_BYTES);
    },
  };
}
