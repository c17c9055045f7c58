import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeFlood } from './floods.ts';
import { recordStream } from '../recorded-stream.ts';
import { toChunk, writeAll } from './socket-writing.ts';

/** Events in one lap of the recording, and its seed. */
const LAP_EVENTS = 5_000;
const SEED = 7;
const PIECE_BYTES = 256 * 1024;
/** A reader may be a second behind. */
const REST_MS = 2_000;

const HEAD =
  'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nServer: Python/3.11 aiohttp/3.9.1\r\n';
const PAGE = '<!doctype html><title>Stream</title>';
const PAGE_ANSWER = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${PAGE.length}\r\n\r\n${PAGE}`;
const NOT_FOUND = 'HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n';

const recording = recordStream(LAP_EVENTS, SEED);
const firstLap = Buffer.from(recording.map(toChunk).join(''));

/** Where each event says when it was fired, and when its new state was set: the same moment. */
const momentPlaces = findMoments(firstLap);
/** The latest moment that an event was given, whole microseconds since 1970. */
let latestMicros = 0;

function findMoments(bytes: Buffer): readonly (readonly number[])[] {
  let from = 0;
  return recording.map((text) => {
    const { time_fired: moment } = JSON.parse(text) as { time_fired: string };
    const chunk = bytes.subarray(from, from + Buffer.byteLength(toChunk(text)));
    const places: number[] = [];
    for (let at = chunk.indexOf(moment); at !== -1; at = chunk.indexOf(moment, at + 1))
      places.push(from + at);
    from += chunk.length;
    return places;
  });
}

/** The recording as of now, a microsecond between its events. What comes again is another event, of a clock that runs evenly. */
function nextLap(): Buffer {
  const lap = Buffer.from(firstLap);
  latestMicros = Math.max(latestMicros, Date.now() * 1_000);
  let second = 0;
  let words = '';
  for (const places of momentPlaces) {
    latestMicros += 1;
    const next = Math.floor(latestMicros / 1_000_000);
    if (next !== second) words = new Date(next * 1_000).toISOString().slice(0, -'000Z'.length);
    second = next;
    const moment = words + String(latestMicros % 1_000_000).padStart(6, '0');
    for (const place of places) lap.write(moment, place, 'latin1');
  }
  return lap;
}

function* laps(count: number): Generator<Uint8Array> {
  for (let done = 0; done < count; done += 1) {
    const lap = nextLap();
    for (let at = 0; at < lap.length; at += PIECE_BYTES) yield lap.subarray(at, at + PIECE_BYTES);
  }
}

/** So many events of the recording, with a rest after each second lap, in which a reader's memory can be looked at. */
async function writeWithRests(socket: Socket, count: number): Promise<void> {
  for (let done = 0; done < count; done += LAP_EVENTS) {
    const lap = nextLap();
    const left = recording.slice(0, count - done);
    const bytes = left.reduce((sum, text) => sum + Buffer.byteLength(toChunk(text)), 0);
    await writeAll(socket, [lap.subarray(0, bytes)]);
    if (done % (2 * LAP_EVENTS) === LAP_EVENTS) await sleep(REST_MS);
  }
}

/**
 * `/events/<laps>` is the recording so many times, `/soak/<events>` so many events of it to each who asks, `/page` a page to read
 * it from, `/flood/<name>` an attack. What follows the base address of a server in a client (`/api/stream`) is looked at only
 * where a client asks for more than its stream.
 */
async function answer(socket: Socket, path: string): Promise<void> {
  const [, what, which = ''] = path.split('/');
  if (what === 'events') {
    socket.write(`${HEAD}\r\n${toChunk('ping')}`);
    await writeAll(socket, laps(Number(which)));
    socket.end('0\r\n\r\n');
  } else if (what === 'soak' && path.endsWith('/api/stream')) {
    socket.write(`${HEAD}\r\n${toChunk('ping')}`);
    await writeWithRests(socket, Number(which));
    socket.end('0\r\n\r\n');
  } else if (what === 'page') {
    socket.end(PAGE_ANSWER);
  } else if (what !== 'flood' || !path.endsWith('/api/stream') || !(await writeFlood(socket, which, HEAD))) {
    socket.end(NOT_FOUND);
  }
}

const server = createServer({ noDelay: true }, (socket) => {
  let head = '';
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    if (head.includes('\r\n\r\n')) return;
    head += chunk.toString('latin1');
    if (head.includes('\r\n\r\n')) void answer(socket, head.split(' ')[1] ?? '');
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const states = recording.filter((text) => text.startsWith('{"event_type":"state_changed"')).length;
  const bytes = recording.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  const facts = {
    port,
    lapEvents: LAP_EVENTS,
    meanBytes: bytes / LAP_EVENTS,
    stateShare: states / LAP_EVENTS,
  };
  process.stdout.write(`${JSON.stringify(facts)}\n`);
});
