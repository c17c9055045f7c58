import { describeEvent } from '../../src/core/events/sentence.ts';
import { parseBaseUrl } from '../../src/core/servers/base-url.ts';
import { parseCredential } from '../../src/core/servers/credential.ts';
import { decodeMessage } from '../../src/core/events/decode.ts';
import { createFrameGuard } from '../../src/core/stream/frame-guard.ts';
import { cutEvery } from '../support/cut-bytes.ts';
import { playAttempt } from '../support/play-attempt.ts';

/** A kind of input that can be made as long as one likes, and its reader. */
export interface GrowthCase {
  readonly name: string;
  /** Characters of the shorter of the two inputs. */
  readonly chars: number;
  /** About `chars` characters. */
  create(chars: number): string;
  read(input: string): Promise<void> | void;
}

function repeat(piece: string): (chars: number) => string {
  return (chars) => piece.repeat(Math.ceil(chars / piece.length));
}

function decode(text: string): void {
  const decoded = decodeMessage(text);
  if (decoded.kind === 'event') describeEvent(decoded.event);
}

/** In chunks of a socket's size, and whole as a transport from memory may hand it on. */
async function play(text: string): Promise<void> {
  const bytes = new TextEncoder().encode(text);
  for (const chunks of [cutEvery(bytes, 65_536), [bytes]]) {
    const { end } = await playAttempt({ chunks });
    if (end.failure.code !== 'ended') throw new Error(`the stream ended with ${end.failure.code}`);
  }
}

function guardByteByByte(text: string): void {
  const guard = createFrameGuard({ onOversize: () => undefined });
  for (const piece of cutEvery(new TextEncoder().encode(text), 1)) guard.push(piece);
}

const STREAMS: readonly (readonly [name: string, piece: string])[] = [
  ['a storm of CR', '\r'],
  ['a storm of LF', '\n'],
  ['a storm of CRLF', '\r\n'],
  ['tiny events', 'data:1\n\n'],
  ['tiny events that end in CR', 'data:1\r\r'],
  ['one event of many lines', 'data\n'],
  ['one event of many lines that end in CR', 'data\r'],
  ['comments', ':\n'],
  ['an endless line', 'x'],
  ['an endless data line', 'data:'],
  ['bytes that are no UTF-8', '\x80\n\n'],
];

const MESSAGES: readonly (readonly [name: string, before: string, piece: string, after: string])[] = [
  ['quotes', '', '"', ''],
  ['escaped quotes', '"', '\\"', '"'],
  ['backslashes', '"', '\\', '"'],
  ['brackets that open', '', '[', ''],
  ['brackets that close', '', ']', ''],
  ['brackets in pairs', '', '[]', ''],
  ['NaN', '{"event_type":"x","data":{"a":[NaN', ',NaN', ']}}'],
  ['NaN and spaces', '[NaN', '"~"     ', ']'],
  ['half words', '[NaN,', '-Infinit', ']'],
  ['strings that look like stand-ins', '{"event_type":"x","data":{"a":[NaN', ',"!~N"', ']}}'],
  ['digits', '{"event_type":"x","data":{"a":', '9', '}}'],
  ['spaces', '{"event_type":"x","data":{}', ' ', '}'],
  ['a long string', '{"event_type":"x","data":{"a":"', '<&\u202e☃', '"}}'],
  ['the same key', '{"event_type":"x","data":{"a":1', ',"a":1', '}}'],
  ['a long type', '{"event_type":"', 'a.', '","data":{}}'],
];

/** Inputs that have made readers of streams, JSON and addresses slow somewhere. */
export const GROWTH_CASES: readonly GrowthCase[] = [
  ...STREAMS.map(([name, piece]) => ({
    name: `stream: ${name}`,
    chars: 150_000,
    create: repeat(piece),
    read: play,
  })),
  ...['\r', 'data:x', 'data\n'].map((piece) => ({
    name: `stream byte by byte: ${JSON.stringify(piece)}`,
    chars: 100_000,
    create: repeat(piece),
    read: guardByteByByte,
  })),
  ...MESSAGES.map(([name, before, piece, after]) => ({
    name: `message: ${name}`,
    chars: 100_000,
    create: (chars: number) => before + repeat(piece)(chars) + after,
    read: decode,
  })),
  ...['/', '/api', '.', ':', '%', 'ü', '[', '0'].map((piece) => ({
    name: `address: ${piece}`,
    chars: 500,
    create: repeat(piece),
    read: (text: string) => void parseBaseUrl(`http://a${text}`),
  })),
  ...[' ', '\u00a0x', 'é'].map((piece) => ({
    name: `secret: ${JSON.stringify(piece)}`,
    chars: 100_000,
    create: repeat(piece),
    read: (text: string) => void parseCredential('bearer', text),
  })),
];

/** How many times longer the second input is. */
const FACTOR = 4;
/** A reader in proportion needs 4 times as long, one in squares 16 times. */
const MAX_GROWTH = 9;
/** Below this nothing can be said about growth, and nothing needs to be. */
const NEGLIGIBLE_MS = 40;

/** What is wrong with the time that the reader takes, in words; `null` when it grows with the input and no faster. */
export async function examineGrowth({ chars, create, read }: GrowthCase): Promise<string | null> {
  const short = create(chars);
  const long = create(chars * FACTOR);
  let verdict: string | null = null;
  // A machine has bad moments; three in a row are no accident.
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await read(short);
    const shortMs = await timeOf(read, short);
    const longMs = await timeOf(read, long);
    if (longMs < NEGLIGIBLE_MS || longMs < MAX_GROWTH * shortMs) return null;
    verdict = `${String(short.length)} characters take ${shortMs.toFixed(1)} ms, ${String(long.length)} take ${longMs.toFixed(1)} ms`;
  }
  return verdict;
}

/** Processor time, which other programs disturb less than they do the clock. */
async function timeOf(read: GrowthCase['read'], input: string): Promise<number> {
  const before = process.cpuUsage();
  await read(input);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}
