import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readList, type ListToRead } from '../../../src/core/updates/read-list.ts';
import { verifyEd25519 } from '../../../src/node/verify-ed25519.ts';
import { createSigner } from '../../support/signed-list.ts';

const NAME = 'latest-linux.yml';
const SIGNED_AT = 1_800_000_000_000;
const HASH = createHash('sha512').update('a package').digest('base64');
const signer = createSigner();

/** As electron-builder 26 writes it. */
const LIST = `version: 1.1.0
files:
  - url: Porchlight-1.1.0.AppImage
    sha512: ${HASH}
    size: 101000000
    blockMapSize: 105000
  - url: porchlight_1.1.0_amd64.deb
    sha512: ${HASH}
    size: 73000000
path: Porchlight-1.1.0.AppImage
sha512: ${HASH}
releaseNotes: |
  Quieter at night.
  Faster in the morning.
releaseDate: '2026-12-01T10:00:00.000Z'
`;

function read(text: string | Uint8Array, change: Partial<ListToRead> = {}) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return readList(
    {
      bytes,
      signature: signer.sign(bytes, NAME, SIGNED_AT),
      publicKey: signer.publicKey,
      name: NAME,
      current: '1.0.0',
      seenSignedAt: 0,
      ...change,
    },
    verifyEd25519,
  );
}

const failed = (failure: string): object => ({ kind: 'failed', failure });

describe('a signed list', () => {
  it('has a newer version with its files and notes', () => {
    expect(read(LIST)).toEqual({
      kind: 'newer',
      signedAt: SIGNED_AT,
      release: {
        version: '1.1.0',
        notes: 'Quieter at night.\nFaster in the morning.',
        files: [
          { url: 'Porchlight-1.1.0.AppImage', sha512: HASH, size: 101_000_000, blockMapSize: 105_000 },
          { url: 'porchlight_1.1.0_amd64.deb', sha512: HASH, size: 73_000_000 },
        ],
      },
    });
  });

  it('has nothing new for the same version, and for a newer beta', () => {
    expect(read(LIST, { current: '1.1.0' })).toEqual({ kind: 'newest', signedAt: SIGNED_AT });
    expect(read(LIST, { current: '1.2.0-beta.1' })).toEqual({ kind: 'newest', signedAt: SIGNED_AT });
  });

  it('is older than the version that runs: somebody holds the newer one back', () => {
    expect(read(LIST, { current: '1.2.0' })).toEqual(failed('rolled-back'));
  });

  it('was signed before another that was seen already', () => {
    expect(read(LIST, { seenSignedAt: SIGNED_AT + 1_000 })).toEqual(failed('rolled-back'));
    expect(read(LIST, { seenSignedAt: SIGNED_AT }).kind).toBe('newer');
  });

  it('is that of another system or channel', () => {
    expect(read(LIST, { name: 'beta-linux.yml' })).toEqual(failed('other-list'));
  });

  it('keeps hostile notes as plain text', () => {
    const notes = read(
      LIST.replace('Quieter at night.', '<img src=x onerror=alert(1)>\u202Egnp.exe\u0007\u001b[31m'),
    );
    expect(notes).toMatchObject({
      release: { notes: '<img src=x onerror=alert(1)>gnp.exe[31m\nFaster in the morning.' },
    });
  });

  it('cuts notes without end', () => {
    const list = read(`${LIST.replace(/releaseNotes[^]*/, '')}releaseNotes: ${'x'.repeat(100_000)}\n`);
    expect(list.kind === 'newer' && list.release.notes.length).toBe(20_001);
  });

  it('takes over nothing that could lead elsewhere', () => {
    const list = read(
      `${LIST}stagingPercentage: 5\nminimumSystemVersion: 99\npackages:\n  x64:\n    path: https://evil.example/x.7z\n`,
    );
    expect(list.kind === 'newer' && Object.keys(list.release).toSorted()).toEqual([
      'files',
      'notes',
      'version',
    ]);
  });

  it.each([
    ['no text', new Uint8Array([0xff, 0xfe, 0x00])],
    ['a page', '<html><body>Welcome to our hotel</body></html>'],
    ['empty', ''],
    ['no version', LIST.replace('version: 1.1.0', 'version: newest')],
    ['no hash', LIST.replaceAll(/\n *sha512: .*/g, '')],
    ['a short hash', LIST.replaceAll(HASH, 'abc=')],
    ['no files', 'version: 1.1.0\nfiles: []\n'],
    ['a file elsewhere', LIST.replace('url: Porchlight', 'url: https://evil.example/Porchlight')],
    ['a file in a folder above', LIST.replace('url: Porchlight', 'url: ../../Porchlight')],
    ['a file without a size', LIST.replace('\n    size: 101000000', '')],
    ['a file without end', LIST.replace('101000000', '900000000000')],
    ['aliases', LIST.replace('version: 1.1.0', 'version: &a 1.1.0\nother: *a')],
  ])('can be signed and yet unreadable: %s', (_what, text) => {
    expect(read(text)).toEqual(failed('unreadable'));
  });
});

describe('a list that is not signed', () => {
  it.each([
    ['unsigned', null],
    ['unsigned', '<html></html>'],
    ['wrong-signature', createSigner().sign(new TextEncoder().encode(LIST), NAME, SIGNED_AT)],
    ['wrong-signature', signer.sign(new TextEncoder().encode(`${LIST} `), NAME, SIGNED_AT)],
  ])('is %s', (failure, signature) => {
    expect(read(LIST, { signature })).toEqual(failed(failure));
  });

  it('is not read at all', () => {
    // Were it read, this would be `unreadable`.
    expect(
      read('<html>', { signature: createSigner().sign(new TextEncoder().encode('x'), NAME, 0) }),
    ).toEqual(failed('wrong-signature'));
  });
});
