import { createPrivateKey, createPublicKey, scryptSync } from 'node:crypto';

/**
 * The key that signs: an Ed25519 key and the eight bytes by which minisign names it.
 *
 * @typedef {{ id: Buffer, privateKey: import('node:crypto').KeyObject, publicText: string }} SigningKey
 * @typedef {{ id: Buffer, publicKey: import('node:crypto').KeyObject }} VerifyingKey
 */

/** An Ed25519 key as Node takes it: these bytes of DER and the 32 bytes of the key. RFC 8410. */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

const PUBLIC_BYTES = 2 + 8 + 32;
const SECRET_BYTES = 2 + 2 + 2 + 32 + 8 + 8 + 8 + 64 + 32;
/** What a password protects: the id, the key and its checksum. */
const PROTECTED_BYTES = 8 + 64 + 32;

/**
 * Reads a public key: minisign's file of two lines, or the second line alone.
 *
 * @param {string} text
 * @returns {VerifyingKey}
 * @throws when it is none.
 */
export function readPublicKey(text) {
  const bytes = Buffer.from(lastLine(text), 'base64');
  if (bytes.length !== PUBLIC_BYTES || bytes.toString('latin1', 0, 2) !== 'Ed')
    throw new Error('That is no public key of minisign.');
  return { id: bytes.subarray(2, 10), publicKey: toPublicKey(bytes.subarray(10)) };
}

/**
 * Reads a secret key as `minisign -G` writes it. The checksum inside is BLAKE2b-256, which Node has not; that the two halves of the key
 * fit each other says the same.
 *
 * @param {string} text the file, or its second line
 * @param {string} [password] of a key that was not made with `-W`
 * @returns {SigningKey}
 * @throws when it is none, or the password is another one. No error names a part of either.
 */
export function readSecretKey(text, password = '') {
  const bytes = Buffer.from(lastLine(text), 'base64');
  if (bytes.length !== SECRET_BYTES || bytes.toString('latin1', 0, 2) !== 'Ed')
    throw new Error('That is no secret key of minisign.');
  const secret = bytes.subarray(54);
  const derivation = bytes.toString('latin1', 2, 4);
  if (derivation === 'Sc') unlock(secret, bytes, password);
  else if (derivation !== '\0\0')
    throw new Error('The secret key is protected in a way that is not known here.');
  const id = secret.subarray(0, 8);
  const privateKey = createPrivateKey({
    key: Buffer.concat([PRIVATE_PREFIX, secret.subarray(8, 40)]),
    format: 'der',
    type: 'pkcs8',
  });
  const publicBytes = createPublicKey(privateKey)
    .export({ format: 'der', type: 'spki' })
    .subarray(PUBLIC_PREFIX.length);
  if (!publicBytes.equals(secret.subarray(40, 72)))
    throw new Error('The password of the secret key is another one, or the key is damaged.');
  return {
    id,
    privateKey,
    publicText: Buffer.concat([Buffer.from('Ed'), id, publicBytes]).toString('base64'),
  };
}

/**
 * Takes the password off, in place.
 *
 * @param {Buffer} secret
 * @param {Buffer} bytes the whole key
 * @param {string} password
 */
function unlock(secret, bytes, password) {
  if (password === '') throw new Error('The secret key needs its password.');
  const salt = bytes.subarray(6, 38);
  const cost = toScryptCost(Number(bytes.readBigUInt64LE(38)), Number(bytes.readBigUInt64LE(46)));
  const maxmem = 2 * 128 * cost.N * cost.r * cost.p;
  const stream = scryptSync(password, salt, PROTECTED_BYTES, { ...cost, maxmem });
  for (const [index, byte] of stream.entries()) secret[index] = (secret[index] ?? 0) ^ byte;
}

/**
 * What scrypt is given for libsodium's limits of operations and memory, as its `pickparams` does it.
 * https://github.com/jedisct1/libsodium, src/libsodium/crypto_pwhash/scryptsalsa208sha256.
 *
 * @param {number} operations
 * @param {number} memoryBytes
 */
export function toScryptCost(operations, memoryBytes) {
  const r = 8;
  const isShortOfTime = operations < memoryBytes / 32;
  const most = isShortOfTime ? operations / (r * 4) : memoryBytes / (r * 128);
  let exponent = 1;
  while (exponent < 63 && 2 ** exponent <= most / 2) exponent += 1;
  const N = 2 ** exponent;
  return { N, r, p: isShortOfTime ? 1 : Math.max(1, Math.floor(Math.floor(operations / 4 / N) / r)) };
}

/** @param {Buffer} bytes */
function toPublicKey(bytes) {
  return createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, bytes]), format: 'der', type: 'spki' });
}

/** @param {string} text */
function lastLine(text) {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
