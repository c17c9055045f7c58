import { readPublicKey, readSecretKey } from './minisign-keys.mjs';

/**
 * The public key that stands in the app.
 *
 * @param {string} source text of src/core/updates/public-key.ts
 * @returns {string} empty until the owner of the project has made one.
 * @throws when it isn't there, so that a change of that file isn't taken for no key.
 */
export function readKeyInApp(source) {
  const found = /^export const PUBLIC_KEY = '([^']*)';$/m.exec(source);
  if (!found) throw new Error('src/core/updates/public-key.ts has no line with PUBLIC_KEY.');
  return found[1] ?? '';
}

/**
 * Decides whether lists of versions are signed. An app believes one key only, and without a key it looks for nothing.
 *
 * @param {{ inApp: string, secret: string, password: string }} keys each may be empty
 * @returns {{ signing: import('./minisign-keys.mjs').SigningKey, verifying: import('./minisign-keys.mjs').VerifyingKey } | null} null
 *   where there is no key yet.
 * @throws when only one half is there, or they don't fit.
 */
export function pairKeys({ inApp, secret, password }) {
  if (inApp === '' && secret === '') return null;
  if (secret === '')
    throw new Error('The app has a public key, but UPDATE_KEY is not set: nobody would get this release.');
  if (inApp === '')
    throw new Error(
      'UPDATE_KEY is set, but src/core/updates/public-key.ts is empty: no app would look for this release.',
    );
  const signing = readSecretKey(secret, password);
  const verifying = readPublicKey(inApp);
  if (signing.publicText !== inApp.trim())
    throw new Error('UPDATE_KEY does not belong to the public key in the app.');
  return { signing, verifying };
}
