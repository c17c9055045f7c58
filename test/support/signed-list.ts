import { blake2b } from '@noble/hashes/blake2.js';
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** What stands before the 32 bytes of a key in DER. */
const BEFORE_KEY_BYTES = 12;

/** Someone who signs files as `minisign -S` does. */
export interface Signer {
  /** The second line of a `.pub` file. */
  readonly publicKey: string;
  /** The text of a `.minisig` file. */
  sign(bytes: Uint8Array, file: string, signedAt: number): string;
}

export function createSigner(id = randomBytes(8)): Signer {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(BEFORE_KEY_BYTES);
  return {
    publicKey: Buffer.concat([Buffer.from('Ed'), id, raw]).toString('base64'),
    sign(bytes, file, signedAt) {
      const own = sign(null, blake2b(bytes, { dkLen: 64 }), privateKey);
      const comment = `timestamp:${String(Math.floor(signedAt / 1_000))}\tfile:${file}\thashed`;
      const global = sign(null, Buffer.concat([own, Buffer.from(comment)]), privateKey);
      return [
        'untrusted comment: signature',
        Buffer.concat([Buffer.from('ED'), id, own]).toString('base64'),
        `trusted comment: ${comment}`,
        global.toString('base64'),
        '',
      ].join('\n');
    },
  };
}
