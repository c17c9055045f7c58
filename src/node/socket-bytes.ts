import { connect as connectTcp, type OnReadOpts, type Socket } from 'node:net';

/** Bytes that node reads at once, as it does for a stream. */
const READ_BYTES = 65_536;
/** Less than so much is copied, and node reads into the same memory again. */
const COPIED_BYTES = 8_192;

/** What comes over a socket, until somebody takes it. */
export interface SocketBytes {
  /** All that has come; `null` when nothing has. */
  take(): Uint8Array | null;
  /** Something has come that nobody has taken. */
  hasAny(): boolean;
  /** Calls `fn` when something came. Returns the undo. */
  onBytes(fn: () => void): () => void;
}

/** Of any socket, by way of its stream. */
export function streamBytes(socket: Socket): SocketBytes {
  return {
    take: () => socket.read() as Uint8Array | null,
    hasAny: () => socket.readableLength > 0,
    onBytes(fn) {
      socket.on('readable', fn);
      return () => socket.off('readable', fn);
    },
  };
}

/**
 * A TCP socket whose bytes are taken from node's hand, and not from a stream: for each piece that comes a stream sets two ticks
 * of the process, with each of which Electron wakes its whole event loop once more. Of what an event costs in the tray that
 * was the larger half (docs/adr/0020). The socket is otherwise as any: it is written to, ends, fails and closes.
 */
export function connectKept(
  host: string,
  port: number,
): { readonly socket: Socket; readonly bytes: SocketBytes } {
  const pieces: Uint8Array[] = [];
  const listeners = new Set<() => void>();
  let waiting = 0;
  let isPaused = false;
  let room = makeRoom();
  const onread: OnReadOpts = {
    buffer: () => room,
    callback(length) {
      const isFew = length < COPIED_BYTES;
      pieces.push(isFew ? room.slice(0, length) : room.subarray(0, length));
      if (!isFew) room = makeRoom();
      waiting += length;
      for (const listener of listeners) listener();
      // What nobody takes stays with the system, so that a sender who is faster than us waits.
      isPaused = waiting >= READ_BYTES;
      return !isPaused;
    },
  };
  const socket = connectTcp({ host, port, onread });
  const bytes: SocketBytes = {
    take() {
      if (waiting === 0) return null;
      const taken = pieces.length === 1 ? (pieces[0] ?? null) : Buffer.concat(pieces);
      pieces.length = 0;
      waiting = 0;
      if (isPaused) socket.resume();
      isPaused = false;
      return taken;
    },
    hasAny: () => waiting > 0,
    onBytes(fn) {
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
  return { socket, bytes };
}

function makeRoom(): Uint8Array {
  return new Uint8Array(Buffer.allocUnsafeSlow(READ_BYTES).buffer);
}
