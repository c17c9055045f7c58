import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/**
 * Hides a secret from a glance or a text search, and from nothing else: the key is in this
 * file. Used only without a keyring, after the owner agreed. AES-256-GCM: 12 bytes nonce, 16 bytes tag, text.
 */
const KNOWN_KEY = createHash('sha256').update('Porchlight, without a keyring').digest();

export function sealWeakly(text: string): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', KNOWN_KEY, nonce);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** @throws when it was changed or is not ours. */
export function openWeakly(sealed: Uint8Array): string {
  const decipher = createDecipheriv('aes-256-gcm', KNOWN_KEY, sealed.subarray(0, 12));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString('utf8');
}
