import type { Random } from '../../core/clock.ts';

/** How a context's id looks: 32 hex digits until about 2022.12, a ULID since. */
export type ContextIdKind = 'hex' | 'ulid';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const HEX = '0123456789abcdef';

/** An id for a context. The time leads a ULID, so that ids sort as they were made (https://github.com/ulid/spec). */
export function createContextId(kind: ContextIdKind, epochMs: number, random: Random): string {
  return kind === 'hex' ? draw(HEX, 32, random) : encodeTime(epochMs) + draw(CROCKFORD, 16, random);
}

function draw(alphabet: string, length: number, random: Random): string {
  let text = '';
  for (let at = 0; at < length; at++) text += alphabet.charAt(Math.floor(random() * alphabet.length));
  return text;
}

function encodeTime(epochMs: number): string {
  let text = '';
  let rest = Math.floor(epochMs);
  for (let at = 0; at < 10; at++) {
    text = CROCKFORD.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}
