import { inspect } from 'node:util';
import type { Random } from '../../src/core/clock.ts';

/** Something that reads what it does not trust, and what must be true of it for every input. */
export interface FuzzTarget {
  readonly name: string;
  /** An input; a target of bytes takes one character for each byte. */
  generate(random: Random): string;
  /** What is wrong, in words; `null` when nothing is. May throw, which is wrong as well. */
  check(input: string): Promise<string | null> | string | null;
}

/** Bytes of an input for a target of bytes. */
export function toBytes(input: string): Uint8Array {
  return Uint8Array.from(input, (char) => char.charCodeAt(0) & 0xff);
}

/** An input for a target of bytes. */
export function fromBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** A difference in words, short enough for a terminal. */
export function describeDifference(what: string, got: unknown, wanted: unknown): string {
  return `${what}: got ${shorten(got)}, wanted ${shorten(wanted)}`;
}

function shorten(value: unknown): string {
  const text = inspect(value, { depth: 6, breakLength: Number.POSITIVE_INFINITY });
  return text.length > 400 ? `${text.slice(0, 400)}… (${String(text.length)} characters)` : text;
}

/** A whole number that depends on every character: FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}
