import { blake2b } from '@noble/hashes/blake2.js';

/** Checks an ed25519 signature. The key has 32 bytes, the signature 64. */
export type VerifyEd25519 = (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** What a good signature says. */
export interface SignedComment {
  /** The name of the file that was signed, as `minisign` writes it into the trusted comment. */
  readonly file: string;
  /** Epoch ms. */
  readonly signedAt: number;
}

export type Signed =
  | { readonly kind: 'good'; readonly comment: SignedComment }
  /** `malformed`: this is no signature. `other-key`: it is one, of somebody else. `wrong`: it is not of these bytes. */
  | { readonly kind: 'malformed' | 'other-key' | 'wrong' };

interface PublicKey {
  readonly id: Uint8Array;
  readonly key: Uint8Array;
}

/**
 * Checks a detached signature of minisign (https://jedisct1.github.io/minisign/#signature-format) over whole bytes. Only the
 * prehashed kind `ED` is taken, which `minisign -S` makes: with two kinds, a hash could be passed off as a file. The trusted comment is
 * signed too, and must have the name of the file and the time.
 *
 * @param signature the text of a `.minisig` file
 * @param publicKey the second line of a `.pub` file
 */
export function verifyMinisign(
  bytes: Uint8Array,
  signature: string,
  publicKey: string,
  verify: VerifyEd25519,
): Signed {
  const owner = parsePublicKey(publicKey);
  const [first = '', body = '', trusted = '', global = '', ...rest] = signature
    .replace(/\r?\n$/, '')
    .split(/\r?\n/);
  const signed = fromBase64(body);
  const globalSignature = fromBase64(global);
  const isShaped =
    first.startsWith('untrusted comment:') &&
    trusted.startsWith(TRUSTED) &&
    rest.length === 0 &&
    signed?.length === 74 &&
    globalSignature?.length === 64 &&
    hasPrefix(signed, 'ED');
  if (owner === null || !isShaped) return { kind: 'malformed' };
  if (!isEqual(signed.subarray(2, 10), owner.id)) return { kind: 'other-key' };
  const own = signed.subarray(10);
  const comment = new TextEncoder().encode(trusted.slice(TRUSTED.length));
  const isGood =
    verify(owner.key, blake2b(bytes, { dkLen: 64 }), own) &&
    verify(owner.key, concat(own, comment), globalSignature);
  if (!isGood) return { kind: 'wrong' };
  const said = parseComment(trusted.slice(TRUSTED.length));
  return said === null ? { kind: 'malformed' } : { kind: 'good', comment: said };
}

/** Is there a key, or not yet? */
export function isPublicKey(text: string): boolean {
  return parsePublicKey(text) !== null;
}

const TRUSTED = 'trusted comment: ';

function parsePublicKey(text: string): PublicKey | null {
  const bytes = fromBase64(text);
  if (bytes?.length !== 42 || !hasPrefix(bytes, 'Ed')) return null;
  return { id: bytes.subarray(2, 10), key: bytes.subarray(10) };
}

function parseComment(text: string): SignedComment | null {
  const parts = text.split('\t');
  const seconds = /^timestamp:(\d{1,11})$/.exec(parts[0] ?? '')?.[1];
  const file = /^file:(.+)$/.exec(parts[1] ?? '')?.[1];
  return seconds === undefined || file === undefined ? null : { file, signedAt: Number(seconds) * 1_000 };
}

function fromBase64(text: string): Uint8Array | null {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

function hasPrefix(bytes: Uint8Array, prefix: string): boolean {
  return bytes[0] === prefix.charCodeAt(0) && bytes[1] === prefix.charCodeAt(1);
}

function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
