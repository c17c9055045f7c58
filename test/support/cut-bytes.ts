import type { Random } from '../../src/core/clock.ts';
import { createSeededRandom } from '../../src/demo/house/seeded-random.ts';

/** How a body is cut into chunks. The network cuts where it likes, also inside a character or a CRLF. */
export interface Chunking {
  readonly name: string;
  cut(bytes: Uint8Array): Uint8Array[];
}

/** Pieces of `size` bytes; the last may be shorter. */
export function cutEvery(bytes: Uint8Array, size: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.subarray(at, at + size));
  return chunks;
}

/** Pieces of 1 to `maxSize` bytes, with an empty one now and then. */
export function cutRandomly(bytes: Uint8Array, random: Random, maxSize: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    if (random() < 0.05) chunks.push(new Uint8Array(0));
    const size = 1 + Math.floor(random() * maxSize);
    chunks.push(bytes.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

/** The ways in which each vector of the conformance tables is cut. */
export const CHUNKINGS: readonly Chunking[] = [
  { name: 'in one piece', cut: (bytes) => [bytes] },
  ...[1, 2, 3, 7].map((size) => ({
    name: `in pieces of ${String(size)}`,
    cut: (bytes: Uint8Array) => cutEvery(bytes, size),
  })),
  {
    name: 'in random pieces (seed 20261121)',
    cut: (bytes) => cutRandomly(bytes, createSeededRandom(20_261_121), 12),
  },
];
