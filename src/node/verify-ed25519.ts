import { createPublicKey, verify } from 'node:crypto';
import type { VerifyEd25519 } from '../core/updates/minisign.ts';

/** What stands before the 32 bytes of a key in DER (RFC 8410, section 4). */
const BEFORE_KEY = Buffer.from('302a300506032b6570032100', 'hex');

/** By OpenSSL, or BoringSSL in Electron. What can't be checked is not good. */
export const verifyEd25519: VerifyEd25519 = (key, message, signature) => {
  try {
    const der = Buffer.concat([BEFORE_KEY, key]);
    return verify(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature);
  } catch {
    return false;
  }
};
