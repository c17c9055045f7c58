import { readFileSync } from 'node:fs';

/** What a real Home Assistant sent on `/api/stream`, from the status line to the last chunk. */
export interface Capture {
  readonly name: string;
  /** Status line and headers, without the empty line. */
  readonly head: string;
  /** Content of each chunk, in order. Home Assistant writes one chunk a message. */
  readonly chunks: readonly Buffer[];
  /** The body with its chunked coding taken off. */
  readonly body: Buffer;
  /** What follows `data: ` in each message. */
  readonly messages: readonly string[];
}

export const CAPTURE_NAMES = [
  'ha-0.27.2',
  'ha-0.80.3',
  'ha-0.100.3',
  'ha-2023.2.5',
  'ha-2024.1.0b2',
] as const;

const FOLDER = new URL('../fixtures/captures/', import.meta.url);

/** Reads a recording by its name, such as `ha-0.27.2`. */
export function readCapture(name: string): Capture {
  const raw = readFileSync(new URL(`${name}.stream.raw`, FOLDER));
  const headEnd = raw.indexOf('\r\n\r\n');
  const chunks = splitChunks(raw.subarray(headEnd + 4));
  const body = Buffer.concat(chunks);
  const messages = body
    .toString('utf8')
    .split('\n\n')
    .filter((text) => text.startsWith('data: '))
    .map((text) => text.slice('data: '.length));
  return { name, head: raw.toString('latin1', 0, headEnd), chunks, body, messages };
}

/** Takes the chunked coding off (RFC 9112, section 7.1). */
export function splitChunks(coded: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = coded.indexOf('\r\n', at);
    const size = Number.parseInt(coded.toString('latin1', at, lineEnd), 16);
    if (lineEnd === -1 || !(size > 0)) return chunks;
    chunks.push(coded.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
}
