import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import type { SocketBytes } from './socket-bytes.ts';

const LF = 10;
const CR = 13;

/**
 * A socket as node:http gets to see it: everything that is written, and of what comes back the head of the answer and no
 * more. So node:http reads the head, strict as it is, and the body is left on the socket for whoever asked.
 */
export class HeadSocket extends Duplex {
  readonly #socket: Socket;
  readonly #bytes: SocketBytes;
  readonly #endReading: () => void;
  /** Bytes of the first line, for its status: `HTTP/1.1 200`. */
  #statusLine = '';
  /** The last byte was the LF of a line, or the CR after one. */
  #afterLf = false;
  #afterLfCr = false;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(socket: Socket, bytes: SocketBytes) {
    super();
    this.#socket = socket;
    this.#bytes = bytes;
    this.#endReading = bytes.onBytes(this.#readHead);
    socket.on('end', this.#onEnd);
    socket.on('error', this.#onError);
    socket.on('close', this.#onClose);
  }

  /** Lets go of the socket once the head is read. Returns the bytes of the body that came with it. */
  handOver(): Uint8Array {
    this.#leave();
    return this.#rest;
  }

  override _read(): void {
    // The head is pushed as it comes: it is short, and node:http has a limit for it.
  }

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#socket.write(chunk, done);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#socket.destroy();
    done(error);
  }

  readonly #readHead = (): void => {
    const bytes = this.#bytes.take();
    if (bytes === null) return;
    const end = this.#endOfHead(bytes);
    if (end !== null) {
      this.#endReading();
      this.#rest = bytes.subarray(end);
    }
    this.push(end === null ? bytes : bytes.subarray(0, end));
  };

  readonly #onEnd = (): void => {
    this.push(null);
  };

  readonly #onError = (error: Error): void => {
    this.destroy(error);
  };

  readonly #onClose = (): void => {
    this.destroy();
  };

  /** Where the head ends: behind a blank line, but not that of an interim answer (1xx), which another head follows. */
  #endOfHead(bytes: Uint8Array): number | null {
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      const isEnd = byte === LF && (this.#afterLf || this.#afterLfCr);
      if (this.#statusLine.length < 12) this.#statusLine += String.fromCharCode(byte);
      this.#afterLfCr = this.#afterLf && byte === CR;
      this.#afterLf = byte === LF;
      if (!isEnd) continue;
      const isInterim = /^HTTP\/1\.\d 1(?!01)/.test(this.#statusLine);
      if (!isInterim) return at + 1;
      this.#statusLine = '';
      this.#afterLf = false;
    }
    return null;
  }

  #leave(): void {
    this.#endReading();
    this.#socket.off('end', this.#onEnd);
    this.#socket.off('error', this.#onError);
    this.#socket.off('close', this.#onClose);
  }
}
