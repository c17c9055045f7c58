import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { splitChunks } from './chunked-body.ts';

/** Byte-exact streams of five real servers, from connect over a 50 s ping to the server's stop. */
export const CAPTURES = ['0.27.2', '0.80.3', '0.100.3', '2023.2.5', '2024.1.0b2'] as const;
export type CaptureName = (typeof CAPTURES)[number];

export interface Capture {
  /** Status line and header lines. */
  readonly head: string;
  /** The chunks of the chunked body, as the server cut it. */
  readonly chunks: readonly Uint8Array[];
  /** The chunks in one piece. */
  readonly body: Uint8Array;
}

/** Takes a capture apart by RFC 9112 7.1: head, blank line, chunks of hexadecimal size. */
export function readCapture(name: CaptureName): Capture {
  const path = fileURLToPath(new URL(`../fixtures/captures/ha-${name}.stream.raw`, import.meta.url));
  const raw = readFileSync(path);
  const headEnd = raw.indexOf('\r\n\r\n');
  const chunks = splitChunks(raw.subarray(headEnd + 4)).map((chunk) => new Uint8Array(chunk));
  return { head: raw.toString('latin1', 0, headEnd), chunks, body: new Uint8Array(Buffer.concat(chunks)) };
}
