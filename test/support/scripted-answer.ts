import { once } from 'node:events';
import type { Socket } from 'node:net';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';

export type Piece = string | Uint8Array;

/** What a server of the tests sends to one request, byte for byte. */
export interface ScriptedAnswer {
  /** 200 unless told. */
  readonly status?: number;
  /** `Content-Type: text/event-stream` unless told. */
  readonly headers?: Readonly<Record<string, string>>;
  /** `never`: nothing is ever sent, and the connection held unless `then` says otherwise. `trickle`: the head comes a byte every 20 ms and has no end. */
  readonly head?: 'never' | 'trickle';
  /** Pieces of the body, each a chunk and a packet of its own. May be endless: it waits for the client to read. */
  readonly body?: Iterable<Piece>;
  /** Wait before each piece of the body, in ms. None unless told. */
  readonly pieceDelayMs?: number;
  /**
   * After the body: `end` with the last chunk and FIN (the default), `cut` with FIN alone, `reset` with RST, or
   * `hold` the connection open for ever.
   */
  readonly then?: 'end' | 'cut' | 'reset' | 'hold';
}

/** The first thing Home Assistant says on a stream. */
export const PING = 'data: ping\n\n';

/** Plays an answer. Resolves when all is sent, or the client has gone. */
export async function playAnswer(socket: Socket, answer: ScriptedAnswer): Promise<void> {
  if (answer.head === 'never') {
    finish(socket, answer.then ?? 'hold', '');
    return;
  }
  if (answer.head === 'trickle') return trickle(socket, endlessHead());
  await send(socket, toHead(answer));
  for (const piece of answer.body ?? []) {
    if (socket.destroyed) return;
    if (answer.pieceDelayMs === undefined) await nextTurn();
    else await sleep(answer.pieceDelayMs);
    await send(socket, toChunk(piece));
  }
  finish(socket, answer.then ?? 'end', '0\r\n\r\n');
}

function toHead({ status = 200, headers = { 'Content-Type': 'text/event-stream' } }: ScriptedAnswer): string {
  const all = {
    ...headers,
    'Transfer-Encoding': 'chunked',
    Date: new Date().toUTCString(),
    Connection: 'close',
  };
  const bodiless = status === 204 || status === 304;
  const lines = Object.entries(all).filter(([name]) => !bodiless || name !== 'Transfer-Encoding');
  return `HTTP/1.1 ${String(status)} Scripted\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

/** A chunk of HTTP/1.1 (RFC 9112, section 7.1). An empty one would end the body, so it is left out. */
function toChunk(piece: Piece): Uint8Array {
  const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
  if (bytes.length === 0) return bytes;
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

async function send(socket: Socket, bytes: string | Uint8Array): Promise<void> {
  if (socket.destroyed || bytes.length === 0 || socket.write(bytes)) return;
  const stop = new AbortController();
  const signal = stop.signal;
  const gone = (event: string): Promise<unknown> => once(socket, event, { signal }).catch(() => undefined);
  await Promise.race([gone('drain'), gone('close')]);
  stop.abort();
}

function finish(socket: Socket, how: 'end' | 'cut' | 'reset' | 'hold', lastChunk: string): void {
  switch (how) {
    case 'end':
      socket.end(lastChunk);
      return;
    case 'cut':
      socket.end();
      return;
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'hold':
      return;
  }
}

async function trickle(socket: Socket, bytes: Iterable<string>): Promise<void> {
  for (const byte of bytes) {
    await sleep(20);
    if (socket.destroyed) return;
    socket.write(byte);
  }
}

function* endlessHead(): Generator<string> {
  yield* 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n';
  for (;;) yield* 'X-More: more\r\n';
}
