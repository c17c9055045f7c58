import { createHash, sign, verify } from 'node:crypto';

/** @typedef {import('./minisign-keys.mjs').SigningKey} SigningKey @typedef {import('./minisign-keys.mjs').VerifyingKey} VerifyingKey */

/** BLAKE2b-512 of the file is signed, and not the file: minisign's form since 0.8. */
const HASHED = 'ED';
const SIGNATURE_BYTES = 2 + 8 + 64;
const TRUSTED = 'trusted comment: ';
const UNTRUSTED = 'untrusted comment: ';

/**
 * What a signature also says, and what nobody can change in it: of which file and which version it is, so that one signed file can't be
 * handed out as another.
 *
 * @param {{ fileName: string, version: string, nowMs: number }} facts
 */
export function toTrustedComment({ fileName, version, nowMs }) {
  return `timestamp:${String(Math.floor(nowMs / 1000))}\tfile:${fileName}\tversion:${version}\thashed`;
}

/**
 * Signs a file as `minisign -S` does.
 *
 * @param {Uint8Array} data
 * @param {SigningKey} key
 * @param {string} trustedComment one line
 * @returns {string} the text of the `.minisig` file.
 */
export function signBytes(data, key, trustedComment) {
  if (/[\r\n]/.test(trustedComment)) throw new Error('A trusted comment is one line.');
  const signature = sign(null, hash(data), key.privateKey);
  const global = sign(null, toGloballySigned(signature, trustedComment), key.privateKey);
  const named = Buffer.concat([Buffer.from(HASHED), key.id, signature]);
  return [
    `${UNTRUSTED}signature of Porchlight's release`,
    named.toString('base64'),
    `${TRUSTED}${trustedComment}`,
    global.toString('base64'),
    '',
  ].join('\n');
}

/**
 * Verifies a file as `minisign -V` does.
 *
 * @param {Uint8Array} data
 * @param {string} signatureText
 * @param {VerifyingKey} key
 * @returns {string} the trusted comment.
 * @throws when the signature is none, is of another key, or of another file.
 */
export function verifyBytes(data, signatureText, key) {
  const [untrusted = '', named = '', trusted = '', global = ''] = signatureText.split(/\r?\n/);
  const bytes = Buffer.from(named, 'base64');
  if (!untrusted.startsWith(UNTRUSTED) || !trusted.startsWith(TRUSTED) || bytes.length !== SIGNATURE_BYTES)
    throw new Error('That is no signature of minisign.');
  if (bytes.toString('latin1', 0, 2) !== HASHED) throw new Error('The signature is of an old form.');
  if (!bytes.subarray(2, 10).equals(key.id)) throw new Error('The signature was made by another key.');
  const signature = bytes.subarray(10);
  const comment = trusted.slice(TRUSTED.length);
  const isOfFile = verify(null, hash(data), key.publicKey, signature);
  const isOfComment = verify(
    null,
    toGloballySigned(signature, comment),
    key.publicKey,
    Buffer.from(global, 'base64'),
  );
  if (!isOfFile || !isOfComment) throw new Error('The signature does not fit the file.');
  return comment;
}

/** @param {Uint8Array} data */
function hash(data) {
  return createHash('blake2b512').update(data).digest();
}

/** @param {Buffer} signature @param {string} comment */
function toGloballySigned(signature, comment) {
  return Buffer.concat([signature, Buffer.from(comment, 'utf8')]);
}
