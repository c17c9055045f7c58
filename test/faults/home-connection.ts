import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Clock } from '../../src/core/clock.ts';
import { LAST_CHUNK, parseRequest, toHead, type Headers, type WireRequest } from './http-wire.ts';
import type { Pacing, Piece } from './pacing.ts';
import type { ServerEnd, Traffic } from './traffic.ts';

/** One accepted connection, and what the server does with it. Times are monotonic ms of virtual time. */
export interface HomeConnection extends ServerEnd {
  readonly acceptedAt: number;
  /** `null` until its head is whole. */
  readonly request: WireRequest | null;
  /** The head of an answer was not sent yet. */
  readonly isUnanswered: boolean;
  /** Neither side has closed it. */
  readonly isOpen: boolean;
  readonly closedBy: 'client' | 'server' | null;
  readonly hasVanished: boolean;
  /** Status line and headers, after the pacing's delay. A body follows in chunked coding. */
  head(status: number, headers: Headers): void;
  /** Sends bytes of a body; `onSent` once the last of them is written, never when the connection ends before. */
  send(bytes: Uint8Array | string, onSent?: () => void): void;
  /** Sends pieces as they are, chunked coding included. May be endless: it waits for the client to read. */
  sendPieces(pieces: Iterable<Piece>, onSent?: () => void): void;
  /** Ends the body properly after all that was sent. */
  end(): void;
  /** Breaks off now, with FIN or with RST; what waits to be written is not. */
  breakOff(how: 'fin' | 'reset'): void;
  /** From now on nothing reaches the client, and nobody says so: the cable is out. Sent is what is written nowhere. */
  vanish(): void;
}

export interface ConnectionPorts {
  readonly clock: Clock;
  readonly pacing: Pacing;
  readonly traffic: Traffic;
  onRequest(connection: HomeConnection, request: WireRequest): void;
  onClose(): void;
}

interface Job {
  readonly pieces: Iterator<Piece>;
  readonly onSent: (() => void) | undefined;
}

export function createHomeConnection(socket: Socket, ports: ConnectionPorts): HomeConnection {
  const { clock, pacing, traffic } = ports;
  const acceptedAt = clock.monotonic();
  const remotePort = socket.remotePort ?? -1;
  const jobs: Job[] = [];
  let request: WireRequest | null = null;
  let isUnanswered = true;
  let closedBy: HomeConnection['closedBy'] = null;
  let hasVanished = false;
  /** Whether a piece waits for a turn of the loop, for the client to read, or for a moment of virtual time. */
  let pump: 'idle' | 'turn' | 'drain' | 'delay' = 'idle';
  let cancelDelay = (): void => undefined;

  function closed(by: 'client' | 'server'): void {
    if (closedBy !== null) return;
    closedBy = by;
    cancelDelay();
    jobs.length = 0;
    traffic.note();
    ports.onClose();
  }

  function next(): void {
    const job = jobs[0];
    if (pump !== 'idle' || job === undefined || closedBy !== null) return;
    const step = job.pieces.next();
    if (step.done === true) {
      jobs.shift();
      job.onSent?.();
      next();
      return;
    }
    const { bytes, delayMs } = step.value;
    if (delayMs > 0 && !hasVanished) {
      pump = 'delay';
      cancelDelay = clock.after(delayMs, () => {
        write(bytes);
      });
    } else {
      write(bytes);
    }
  }

  function write(bytes: Uint8Array): void {
    if (closedBy !== null) return;
    traffic.note();
    if (hasVanished || socket.write(bytes)) {
      pump = 'turn';
      setImmediate(resume);
    } else {
      pump = 'drain';
      socket.once('drain', resume);
    }
  }

  function resume(): void {
    traffic.note();
    pump = 'idle';
    next();
  }

  const connection: HomeConnection = {
    acceptedAt,
    remotePort,
    get request() {
      return request;
    },
    get isUnanswered() {
      return isUnanswered && request !== null && closedBy === null;
    },
    get isOpen() {
      return closedBy === null;
    },
    get closedBy() {
      return closedBy;
    },
    get hasVanished() {
      return hasVanished;
    },
    get bytesWritten() {
      return socket.bytesWritten;
    },
    get bytesRead() {
      return socket.bytesRead;
    },
    get isWriting() {
      return pump === 'turn' || pump === 'drain';
    },
    head(status, headers) {
      const bytes = toHead(status, headers);
      const pieces: Piece[] = [{ bytes, delayMs: pacing.headDelayMs }];
      this.sendPieces(pieces, () => {
        isUnanswered = false;
      });
    },
    send(bytes, onSent) {
      this.sendPieces(pacing.pace(typeof bytes === 'string' ? Buffer.from(bytes) : bytes), onSent);
    },
    sendPieces(pieces, onSent) {
      if (closedBy !== null) return;
      jobs.push({ pieces: pieces[Symbol.iterator](), onSent });
      next();
    },
    end() {
      this.sendPieces([{ bytes: LAST_CHUNK, delayMs: 0 }], () => {
        this.breakOff('fin');
      });
    },
    breakOff(how) {
      if (closedBy !== null) return;
      if (how === 'fin') socket.end();
      else if (socket instanceof TLSSocket) socket.destroy();
      else socket.resetAndDestroy();
      closed('server');
    },
    vanish() {
      hasVanished = true;
    },
  };

  let text = '';
  socket.setNoDelay(true);
  socket.on('error', () => undefined);
  socket.on('end', () => {
    closed('client');
  });
  socket.on('close', () => {
    closed('client');
  });
  socket.on('data', (data) => {
    traffic.note();
    if (request !== null) return;
    text += data.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    if (end === -1) return;
    request = parseRequest(text.slice(0, end));
    ports.onRequest(connection, request);
  });
  return connection;
}
