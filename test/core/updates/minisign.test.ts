import { describe, expect, it } from 'vitest';
import { isPublicKey, verifyMinisign } from '../../../src/core/updates/minisign.ts';
import { PUBLIC_KEY } from '../../../src/core/updates/public-key.ts';
import { verifyEd25519 } from '../../../src/node/verify-ed25519.ts';
import { createSigner } from '../../support/signed-list.ts';

/** Made by minisign 0.11 itself. */
const REAL = {
  bytes: new TextEncoder().encode('version: 1.1.0\n'),
  publicKey: 'RWQztN5nnPeOK8Y/VZ/KH7lOHmcEHtqAyas8YDTIATji0XoiDO6893o7',
  signature: `untrusted comment: signature from minisign secret key
RUQztN5nnPeOK6tAW4xVz+RgsLtNqJbTtBa0oVAXIUwlDjWb+QLi/XbwHiXIfaLqJCyRpxXVmDlGKTec5BOfscm8YkWnlkNH+Qo=
trusted comment: timestamp:1796141866	file:latest-linux.yml	hashed
H0sIFimNgxY/zju+L0/Rv+8q5U2G/O7Mzpnkq+7isMan5/3DHV6WKSmRI/cxkwaa2RFc83iC+RlaGItGf3wHBw==
`,
  /** The same by `minisign -S -l`, which hashes nothing before. */
  legacy: `untrusted comment: signature from minisign secret key
RWQztN5nnPeOK+sZ0e69oCBhUfDHvllEKekAqFDjjBQeMIeibN0wAkSMyeRj7Vx+wvoHmwdHpLCIW6YURgG1WpmZADfa/w+61wk=
trusted comment: timestamp:1796141866	file:latest-linux.yml
cziCLwF30WnKulK7ZLXJynlGjbIHr3W7seS/eUCrs5Ys7GoFmKwhcE8ghmMUpYl3wiUBwEAJJbD31wrupQx+Bg==
`,
};

function check({ bytes = REAL.bytes, signature = REAL.signature, publicKey = REAL.publicKey }): unknown {
  return verifyMinisign(bytes, signature, publicKey, verifyEd25519);
}

describe('verifyMinisign', () => {
  it('takes what minisign made, and says of which file and when', () => {
    const comment = { file: 'latest-linux.yml', signedAt: 1_796_141_866_000 };
    expect(check({})).toEqual({ kind: 'good', comment });
    expect(check({ signature: REAL.signature.replaceAll('\n', '\r\n') })).toEqual({ kind: 'good', comment });
  });

  it('takes what the signer of the tests made, so that the tests sign as minisign does', () => {
    const signer = createSigner();
    const bytes = new Uint8Array([1, 2, 3]);
    const signature = signer.sign(bytes, 'beta.yml', 1_000);
    expect(check({ bytes, signature, publicKey: signer.publicKey })).toEqual({
      kind: 'good',
      comment: { file: 'beta.yml', signedAt: 1_000 },
    });
  });

  it('refuses when one bit of the file differs', () => {
    for (const at of REAL.bytes.keys()) {
      const bytes = REAL.bytes.map((byte, place) => (place === at ? byte ^ 1 : byte));
      expect(check({ bytes })).toEqual({ kind: 'wrong' });
    }
  });

  it('refuses another time or name in the trusted comment', () => {
    for (const [from, to] of [
      ['1796141866', '1896141866'],
      ['latest', 'latesu'],
    ] as const) {
      expect(check({ signature: REAL.signature.replace(from, to) })).toEqual({ kind: 'wrong' });
    }
  });

  it('refuses the signature of somebody else, also under our key id', () => {
    const bytes = REAL.bytes;
    const other = createSigner().sign(bytes, 'latest-linux.yml', 1_000);
    expect(check({ signature: other })).toEqual({ kind: 'other-key' });
    const ourId = Buffer.from(REAL.publicKey, 'base64').subarray(2, 10);
    const imitated = createSigner(ourId).sign(bytes, 'latest-linux.yml', 1_000);
    expect(check({ signature: imitated })).toEqual({ kind: 'wrong' });
  });

  it('refuses a signature that is not prehashed', () => {
    expect(check({ signature: REAL.legacy })).toEqual({ kind: 'malformed' });
  });

  it.each([
    '',
    '<html><body>Welcome to our hotel</body></html>',
    REAL.signature.split('\n').slice(0, 3).join('\n'),
    `${REAL.signature}more\n`,
    REAL.signature.replace('\ntrusted comment: ', '\ntrusted comment:'),
    REAL.signature.replace(/^R.*$/m, 'RUQ='),
    'a'.repeat(400),
  ])('calls this no signature: %j', (signature) => {
    expect(check({ signature })).toEqual({ kind: 'malformed' });
  });

  it('needs a time and a name in the comment, though signed', () => {
    const signer = createSigner();
    const signature = signer.sign(REAL.bytes, '', 1_000);
    expect(check({ signature, publicKey: signer.publicKey })).toEqual({ kind: 'malformed' });
  });

  it('takes nothing while there is no key', () => {
    expect(check({ publicKey: '' })).toEqual({ kind: 'malformed' });
    expect([isPublicKey(''), isPublicKey(REAL.publicKey), isPublicKey(REAL.publicKey.slice(4))]).toEqual([
      false,
      true,
      false,
    ]);
  });
});

it('has a key that can be read, or none yet', () => {
  expect(PUBLIC_KEY.length === 0 || isPublicKey(PUBLIC_KEY)).toBe(true);
});
