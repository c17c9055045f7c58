import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { toChunk, toHttpChunk, writeAll } from './socket-writing.ts';

const PIECE_BYTES = 65_536;
const TINY_PER_SECOND = 1_000_000;
const SLICE_MS = 10;
/** The least that Home Assistant sends: an event without data, as before 0.75. */
const TINY_EVENT =
  '{"event_type":"t","data":{},"origin":"LOCAL","time_fired":"2026-11-21T12:00:00.000000+00:00"}';

/** A line of the stream may have a megabyte. */
const MEGABYTE_LESS = 1_040_000;
/** Just below `LIMITS.maxJsonParts`. */
const MOST_PARTS = 9_900;

interface Flood {
  /** Header lines besides those of every stream. */
  readonly headers: string;
  run(socket: Socket): Promise<void>;
}

/** What a server that means harm, or is broken, can send for ever. */
const FLOODS: Readonly<Record<string, Flood>> = {
  'tiny-events': { headers: '', run: offerTinyEvents },
  'endless-line': endless(toHttpChunk('x'.repeat(PIECE_BYTES)), toHttpChunk('data: ')),
  'cr-storm': endless(toHttpChunk('\r'.repeat(PIECE_BYTES))),
  'endless-data-lines': endless(toHttpChunk('data: x\n'.repeat(PIECE_BYTES / 8))),
  'empty-messages': endless(toHttpChunk('data:\n\n'.repeat(PIECE_BYTES / 7))),
  'nested-lists': endless(toChunk(toNestedLists(MEGABYTE_LESS))),
  'many-objects': endless(toChunk(toManyObjects(MOST_PARTS))),
  'gzip-bomb': {
    headers: 'Content-Encoding: gzip\r\n',
    run: endless(gzipChunk()).run,
  },
};

/** Answers with the flood of that name until the reader has had enough. False when there is none of that name. */
export async function writeFlood(socket: Socket, name: string, head: string): Promise<boolean> {
  const flood = FLOODS[name];
  if (flood === undefined) return false;
  socket.write(`${head}${flood.headers}\r\n`);
  await flood.run(socket);
  return true;
}

function endless(piece: string | Uint8Array, first = ''): Flood {
  const bytes = Buffer.from(piece);
  function* pieces(): Generator<Uint8Array> {
    if (first !== '') yield Buffer.from(first);
    for (;;) yield bytes;
  }
  return { headers: '', run: (socket) => writeAll(socket, pieces()) };
}

/** Offers a million a second, one HTTP chunk each; what the reader does not take in time is not offered again. */
async function offerTinyEvents(socket: Socket): Promise<void> {
  const chunk = toChunk(TINY_EVENT);
  const slice = Buffer.from(chunk.repeat((TINY_PER_SECOND * SLICE_MS) / 1_000));
  let due = performance.now();
  while (!socket.destroyed) {
    if (socket.writableLength < slice.length * 4) socket.write(slice);
    due += SLICE_MS;
    await sleep(Math.max(0, due - performance.now()));
  }
}

/** Lists in lists, the smallest text for the most memory once it is parsed. */
function toNestedLists(bytes: number): string {
  return `{"event_type":"t","data":{"a":[${'[[],[]],'.repeat(bytes / 8)}[]]}}`;
}

/** Each object has a key of its own, which takes longest to parse. */
function toManyObjects(parts: number): string {
  const objects = Array.from({ length: parts / 2 }, (_, at) => `{"k${at.toString(36)}":0}`);
  return `{"event_type":"t","data":{"a":[${objects.join(',')}]}}`;
}

/** A thousand times as large once unpacked. */
function gzipChunk(): Uint8Array {
  const packed = gzipSync(Buffer.alloc(16 * 1024 * 1024));
  return Buffer.concat([Buffer.from(`${packed.length.toString(16)}\r\n`), packed, Buffer.from('\r\n')]);
}
