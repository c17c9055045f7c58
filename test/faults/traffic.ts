import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Transport } from '../../src/core/stream/transport.ts';

/** Packets to this address of the machine vanish, where a test has seen to that (see black-hole.ts). */
export const BLACK_HOLE_ADDRESS = '127.0.0.2';

/** A server's end of a connection that stands, as far as it matters for whether bytes are under way. */
export interface ServerEnd {
  readonly remotePort: number;
  readonly bytesWritten: number;
  readonly bytesRead: number;
  /** The server has something to write now, not at a later moment of virtual time. */
  readonly isWriting: boolean;
}

export function toServerEnd(
  { remotePort = -1, bytesWritten, bytesRead }: Socket,
  isWriting: boolean,
): ServerEnd {
  return { remotePort, bytesWritten, bytesRead, isWriting };
}

/** Knows whether anything is under way on the real sockets, so that the clock may jump. */
export interface Traffic {
  /** The real transport, watched. */
  watch(transport: Transport): Transport;
  /** Something happened: look once more before the clock jumps. */
  note(): void;
  /** Connections that stand at a server. A client's socket to another port is not waited for. */
  addServer(port: number, ends: () => Iterable<ServerEnd>): void;
  /** Requests without an answer that rest somewhere for a while of virtual time. */
  addHolder(held: () => number): void;
  /** Client sockets that are not closed. */
  openClientSockets(): number;
  /** Bytes that all client sockets have read. */
  clientBytesRead(): number;
  /** Resolves when nothing moves. Rejects when that takes ten seconds of real time. */
  calm(): Promise<void>;
  close(): void;
}

const CALM_TURNS = 2;
/** Of the machine's own time: one that is busy with much else needs some seconds for a flood. */
const CALM_LIMIT_MS = 60_000;

export function createTraffic(): Traffic {
  const clients = new Set<Socket>();
  /** Sockets whose first packet vanished: they rest until their request is given up. */
  const lost = new Set<Socket>();
  const servers = new Map<number, () => Iterable<ServerEnd>>();
  const holders: (() => number)[] = [];
  let openRequests = 0;
  let activity = 0;
  let seenActivity = 0;
  let bytesOfClosed = 0;

  function onSocket(message: unknown): void {
    const { socket } = message as { socket: Socket };
    clients.add(socket);
    socket.on('lookup', (_error: unknown, address: string) => {
      if (address === BLACK_HOLE_ADDRESS) lost.add(socket);
    });
    socket.once('close', () => {
      activity++;
      clients.delete(socket);
      lost.delete(socket);
      bytesOfClosed += socket.bytesRead;
    });
  }
  subscribe('net.client.socket', onSocket);

  /** Why the clock must wait, or `null`. */
  function underWay(): string | null {
    const held = holders.reduce((sum, count) => sum + count(), lost.size);
    if (openRequests > held) return `${String(openRequests - held)} requests are neither answered nor held`;
    const open = new Map<string, ServerEnd>();
    for (const [port, ends] of servers) {
      for (const end of ends()) {
        if (end.isWriting) return `a server is writing (${String(end.bytesWritten)} bytes so far)`;
        open.set(toKey(port, end.remotePort), end);
      }
    }
    for (const socket of clients) {
      const reason = whyBusy(socket, open);
      if (reason !== null) return reason;
      open.delete(toKey(socket.remotePort, socket.localPort));
    }
    return open.size === 0 ? null : 'a server has not noticed that the client left';
  }

  function whyBusy(socket: Socket, open: ReadonlyMap<string, ServerEnd>): string | null {
    if (socket.connecting || !servers.has(socket.remotePort ?? -1)) return null;
    const end = open.get(toKey(socket.remotePort, socket.localPort));
    if (end === undefined) return 'a connection is not accepted yet, or has ended on one side only';
    if (socket.bytesRead !== end.bytesWritten) return 'bytes are on their way to the client';
    return socket.bytesWritten === end.bytesRead ? null : 'bytes are on their way to the server';
  }

  return {
    watch: (transport) => async (request) => {
      openRequests++;
      activity++;
      try {
        return await transport(request);
      } finally {
        openRequests--;
        activity++;
      }
    },
    note() {
      activity++;
    },
    addServer(port, ends) {
      servers.set(port, ends);
    },
    addHolder(held) {
      holders.push(held);
    },
    openClientSockets: () => clients.size,
    clientBytesRead: () => [...clients].reduce((sum, socket) => sum + socket.bytesRead, bytesOfClosed),
    async calm() {
      const startedAt = performance.now();
      await nextTurn();
      if (activity === seenActivity && underWay() === null) return;
      for (let calmTurns = 0; calmTurns < CALM_TURNS;) {
        seenActivity = activity;
        await nextTurn();
        const reason = underWay();
        calmTurns = reason === null && activity === seenActivity ? calmTurns + 1 : 0;
        if (performance.now() - startedAt > CALM_LIMIT_MS) {
          throw new Error(`The network did not come to rest: ${reason ?? 'something goes on and on'}.`);
        }
      }
    },
    close() {
      unsubscribe('net.client.socket', onSocket);
      for (const socket of clients) socket.destroy();
    },
  };
}

const toKey = (serverPort = -1, clientPort = -1): string => `${String(serverPort)} ${String(clientPort)}`;
