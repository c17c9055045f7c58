import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer, type TlsOptions } from 'node:tls';
import type { Clock, Random } from '../../src/core/clock.ts';
import { toEventText, type Fired } from './fired.ts';
import { createHomeConnection, type HomeConnection } from './home-connection.ts';
import type { Headers, WireRequest } from './http-wire.ts';
import { createPacing, type Piece } from './pacing.ts';
import { toServerEnd, type ServerEnd, type Traffic } from './traffic.ts';

/** A secret that was refused, and when (monotonic ms). */
export interface RefusedSecret {
  readonly secret: string | null;
  readonly at: number;
}

/** What stands behind one message: see `Fired`. `wire` is its bytes, or pieces as they are to be written. */
export interface Message {
  readonly raw: string;
  readonly wire: string | Uint8Array | Iterable<Piece>;
  readonly bytes?: number;
}

/** Takes a request over from the home; `false` leaves it to the home. */
export type Interception = (connection: HomeConnection, request: WireRequest) => boolean;

export interface Home {
  readonly port: number;
  /** All that were ever accepted, oldest first. */
  readonly connections: readonly HomeConnection[];
  readonly fired: readonly Fired[];
  readonly refused: readonly RefusedSecret[];
  /** Good streams that stand. */
  readonly streams: readonly HomeConnection[];
  /** What goes wrong at the moment; `null` for nothing. */
  intercept: Interception | null;
  /** The one secret that is good, or `null` when the home asks for none. */
  secret: string | null;
  isAdmin: boolean;
  isBanned: boolean;
  /** How a text becomes a message of the stream. */
  frame: (raw: string) => string | Uint8Array;
  /** Something happened in the house: it goes to whoever listens. */
  fire(): Fired;
  /** A message of other kinds; `wire` is what is sent. */
  fireRaw(kind: Fired['kind'], toMessage: (id: string) => Message): Fired;
  /** Events at random moments from now on, `meanMs` apart in the mean. */
  live(meanMs: number): void;
  /** Cuts what later connections send into up to so many packets a message. */
  setPackets(max: number): void;
  /** Nothing happens any more. */
  rest(): void;
  /** Becomes a good stream. `first` in place of the first ping. */
  openStream(connection: HomeConnection, headers?: Headers, first?: string | Uint8Array): void;
  answer(connection: HomeConnection, status: number, body: string, headers?: Headers): void;
  /** Shows another certificate from now on. */
  present(options: TlsOptions): void;
  close(): Promise<void>;
}

export interface HomeOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly traffic: Traffic;
  readonly tls?: TlsOptions;
}

/** A ping goes out when nothing was queued for this long. */
const PING_MS = 50_000;
export const PING = 'data: ping\n\n';

export const CHUNKED: Headers = { 'Transfer-Encoding': 'chunked', Connection: 'close' };
export const STREAM_HEADERS: Headers = { 'Content-Type': 'text/event-stream', ...CHUNKED };

export async function createHome({ clock, random, traffic, tls }: HomeOptions): Promise<Home> {
  const connections: HomeConnection[] = [];
  const fired: Fired[] = [];
  const refused: RefusedSecret[] = [];
  const streams = new Map<HomeConnection, { unsent: Set<Fired>; sent: Fired[]; rest: () => void }>();
  let maxPackets = 24;
  let stopLife = (): void => undefined;

  function accept(socket: Socket): void {
    const connection: HomeConnection = createHomeConnection(socket, {
      clock,
      traffic,
      pacing: createPacing(random, maxPackets),
      onRequest: (_, request) => {
        if (home.intercept?.(connection, request) !== true) behave(connection, request);
      },
      onClose: () => {
        const stream = streams.get(connection);
        streams.delete(connection);
        stream?.rest();
        for (const item of stream?.unsent ?? []) item.lostAt = clock.now();
        for (const item of stream?.sent ?? []) item.isAtRisk ||= item.sentAt === clock.now();
      },
    });
    connections.push(connection);
    traffic.note();
  }

  /** As Home Assistant does: the address first, then the secret, then the right to listen. */
  function behave(connection: HomeConnection, { path, secret }: WireRequest): void {
    const isStream = path.endsWith('/api/stream');
    const isWrong = (home.secret !== null && secret !== home.secret) || (isStream && !home.isAdmin);
    if (home.isBanned || isWrong) {
      refused.push({ secret, at: clock.monotonic() });
      home.answer(
        connection,
        home.isBanned ? 403 : 401,
        home.isBanned ? '403: Forbidden' : '401: Unauthorized',
      );
    } else if (isStream) home.openStream(connection);
    else if (path.endsWith('/api/')) home.answer(connection, 200, '{"message":"API running."}');
    else if (path.endsWith('/api/config')) home.answer(connection, 200, '{"version":"2024.3.3"}');
    else home.answer(connection, 404, '404: Not Found');
  }

  /** To the stream that stands; none, and it is lost at once. */
  function deliver(item: Fired, wire: Message['wire']): void {
    fired.push(item);
    if (streams.size === 0) item.lostAt = item.firedAt;
    for (const [connection, { unsent, sent, rest }] of streams) {
      unsent.add(item);
      rest();
      const onSent = (): void => {
        unsent.delete(item);
        sent.push(item);
        item.sentAt = clock.now();
        item.isAtRisk = connection.hasVanished;
      };
      if (typeof wire === 'string' || wire instanceof Uint8Array) connection.send(wire, onSent);
      else connection.sendPieces(wire, onSent);
    }
  }

  function nextId(): string {
    return `e${String(fired.length + 1)}.`;
  }

  const home: Home = {
    port: 0,
    connections,
    fired,
    refused,
    get streams() {
      return [...streams.keys()];
    },
    intercept: null,
    secret: null,
    isAdmin: true,
    isBanned: false,
    frame: (raw) => `data: ${raw}\n\n`,
    fire() {
      const id = nextId();
      const raw = toEventText(id, fired.length + 1, clock.now());
      return home.fireRaw('event', () => ({ raw, wire: home.frame(raw) }));
    },
    fireRaw(kind, toMessage) {
      const id = nextId();
      const { raw, wire, bytes = 0 } = toMessage(id);
      const item: Fired = {
        id,
        kind,
        raw,
        bytes,
        firedAt: clock.now(),
        sentAt: null,
        lostAt: null,
        isAtRisk: false,
      };
      deliver(item, wire);
      return item;
    },
    live(meanMs) {
      stopLife();
      const wait = (): void => {
        stopLife = clock.after(-Math.log(1 - random()) * meanMs, () => {
          traffic.note();
          home.fire();
          wait();
        });
      };
      wait();
    },
    setPackets(max) {
      maxPackets = max;
    },
    rest() {
      stopLife();
    },
    openStream(connection, headers = STREAM_HEADERS, first = PING) {
      let stopPings = (): void => undefined;
      const rest = (): void => {
        stopPings();
        if (!streams.has(connection)) return;
        stopPings = clock.after(PING_MS, () => {
          connection.send(PING);
          rest();
        });
      };
      streams.set(connection, { unsent: new Set(), sent: [], rest });
      connection.head(200, headers);
      connection.send(first);
      rest();
    },
    answer(connection, status, body, headers = { 'Content-Type': 'text/plain; charset=utf-8' }) {
      connection.head(status, { ...headers, ...CHUNKED });
      if (body !== '') connection.send(body);
      connection.end();
    },
    present(options) {
      tlsServer?.setSecureContext(options);
    },
    async close() {
      stopLife();
      for (const connection of connections) connection.breakOff('reset');
      await new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
    },
  };

  const tlsServer = tls === undefined ? null : createTlsServer(tls, accept);
  const server = tlsServer ?? createServer(accept);
  server.on('tlsClientError', () => {
    traffic.note();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  traffic.addServer(
    port,
    tlsServer === null
      ? () => connections.filter(({ isOpen }) => isOpen)
      : watchBelowTls(tlsServer, traffic, () => connections.some(({ isWriting }) => isWriting)),
  );
  traffic.addHolder(() => connections.filter(({ isUnanswered }) => isUnanswered).length);
  return Object.assign(home, { port });
}

/** The encrypted bytes are those that are on the wire, so they are counted below TLS. */
function watchBelowTls(
  server: TlsServer,
  traffic: Traffic,
  isAnyWriting: () => boolean,
): () => readonly ServerEnd[] {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      traffic.note();
      sockets.delete(socket);
    });
  });
  return () => [...sockets].map((socket) => toServerEnd(socket, isAnyWriting()));
}
