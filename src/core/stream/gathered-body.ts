import type { Clock } from '../clock.ts';
import { LIMITS } from '../limits.ts';
import type { TransportResponse } from './transport.ts';

const LF = 0x0a;

/** Decides what of a stream may wait. */
export interface Patience {
  /**
   * Nobody waits for these messages, whole ones as they came: they may stay with others for up to `LIMITS.gatherMs`. Asked
   * once for each chunk.
   */
  mayWait(messages: Uint8Array): boolean;
  /** Calls `fn` when somebody wants all that came until now. Returns the undo. */
  onWanted(fn: () => void): () => void;
  /** What waited is being handed out. `handedOut` follows, whatever becomes of the stream. */
  handingOut(): void;
  /** All that waited has been handed out and read. */
  handedOut(): void;
}

export interface GatherOptions {
  readonly response: Pick<TransportResponse, 'read'>;
  readonly clock: Clock;
  /** Without it nothing waits. */
  readonly patience?: Patience | undefined;
  /** Bytes came. Told when they come, however long they wait then. */
  onBytes(): void;
}

/** A body whose chunks are gathered while nobody waits for them. */
export interface GatheredBody {
  /** As `TransportResponse.read`. */
  read(): Promise<Uint8Array | null>;
  /** Epoch ms at which the chunk came that was read last. */
  arrivedAt(): number;
  /** Hands out what waits and calls `done` when all of it has been taken: at once when nothing waits. */
  drain(done: () => void): void;
  /** From now on nobody wakes it. */
  stop(): void;
}

interface Arrived {
  readonly bytes: Uint8Array;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * Reads on while what came waits for company, so that a calm house nobody looks at wakes the parser, the log and the
 * history once a second and not with each event: after a pause nothing of their code is in the processor's caches. Only
 * whole messages wait, and the first chunk that must not takes everything before it along, so that order and time stay.
 */
export function gatherBody({ response, clock, patience, onBytes }: GatherOptions): GatheredBody {
  const chunks: Arrived[] = [];
  let waitingBytes = 0;
  let arrivedAt = clock.now();
  /** Whoever reads. */
  let reader: { resolve(chunk: Uint8Array | null): void; reject(error: unknown): void } | null = null;
  let isReading = false;
  /** What is there is being handed out, until nothing is left. */
  let isHandingOut = false;
  /** Some of it has waited. */
  let hasWaited = false;
  let over: { readonly error: unknown } | null = null;
  /** The last chunk ended with a whole message. */
  let isBetweenMessages = false;
  let endBeat: (() => void) | null = null;
  let drained: (() => void) | null = null;

  function give(): void {
    if (reader === null) return;
    const next = chunks.shift();
    const { resolve, reject } = reader;
    if (next !== undefined) {
      reader = null;
      arrivedAt = next.at;
      resolve(next.bytes);
      return;
    }
    isHandingOut = false;
    endHandingOut();
    drained?.();
    drained = null;
    if (over === null) return;
    reader = null;
    if (over.error === null) resolve(null);
    else reject(over.error);
  }

  function endHandingOut(): void {
    if (hasWaited) patience?.handedOut();
    hasWaited = false;
  }

  function handOut(): void {
    waitingBytes = 0;
    isHandingOut = true;
    if (hasWaited) patience?.handingOut();
    give();
  }

  function mayWait(chunk: Uint8Array): boolean {
    const isAtStart = isBetweenMessages;
    isBetweenMessages = endsMessage(chunk);
    const isWhole = isAtStart && isBetweenMessages;
    return (
      !isHandingOut && isWhole && waitingBytes <= LIMITS.maxGatheredBytes && patience?.mayWait(chunk) === true
    );
  }

  function take(chunk: Uint8Array): void {
    onBytes();
    chunks.push({ bytes: chunk, at: clock.now() });
    waitingBytes += chunk.length;
    if (!mayWait(chunk)) {
      handOut();
      return;
    }
    hasWaited = true;
    endBeat ??= clock.every(LIMITS.gatherMs, beat);
  }

  /** Goes on while several come in the time between two beats. */
  function beat(): void {
    if (chunks.length < 2) rest();
    if (chunks.length > 0) handOut();
  }

  function rest(): void {
    endBeat?.();
    endBeat = null;
  }

  async function readOn(): Promise<void> {
    isReading = true;
    while (reader !== null && over === null) {
      try {
        const chunk = await response.read();
        if (chunk === null) over = { error: null };
        else if (chunk.length > 0) take(chunk);
      } catch (error) {
        over = { error };
      }
    }
    isReading = false;
    if (over !== null) handOut();
  }

  const stop = patience?.onWanted(() => {
    if (chunks.length > 0) handOut();
  });

  return {
    read: () =>
      new Promise((resolve, reject) => {
        reader = { resolve, reject };
        if (isHandingOut || over !== null) give();
        // A promise of its own, which never rejects: it goes on while what it read waits.
        if (!isReading && over === null) void readOn();
      }),
    arrivedAt: () => arrivedAt,
    drain(done) {
      if (chunks.length === 0) {
        done();
        return;
      }
      drained = done;
      handOut();
    },
    stop() {
      rest();
      stop?.();
      if (isHandingOut) endHandingOut();
    },
  };
}

/** The end of a message as Home Assistant writes it. What ends otherwise does not wait, which is always right. */
function endsMessage(chunk: Uint8Array): boolean {
  return chunk.at(-1) === LF && chunk.at(-2) === LF;
}
