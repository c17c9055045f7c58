import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readPublicKey, readSecretKey, toScryptCost } from '../../../scripts/release/minisign-keys.mjs';
import { signBytes, toTrustedComment, verifyBytes } from '../../../scripts/release/minisign.mjs';

function fixture(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../fixtures/minisign/${name}`, import.meta.url)), 'utf8');
}

const file = Buffer.from(fixture('latest-linux.yml'));
const comment = toTrustedComment({
  fileName: 'latest-linux.yml',
  version: '1.1.0',
  nowMs: 1_796_126_400_999,
});

function hasMinisign(): boolean {
  try {
    execFileSync('minisign', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('signatures of minisign', () => {
  it('makes what the tool itself made of the same key, file and comment', () => {
    const made = signBytes(file, readSecretKey(fixture('test-only.key')), comment).split('\n');
    const theirs = fixture('latest-linux.yml.minisig').split('\n');
    expect(made[0]).toMatch(/^untrusted comment: /);
    // Ed25519 always gives the same signature, so all that counts is equal byte for byte.
    expect(made.slice(1)).toEqual(theirs.slice(1));
  });

  it('believes the signature of the tool, and says what it says', () => {
    const key = readPublicKey(fixture('public.pub'));
    expect(verifyBytes(file, fixture('latest-linux.yml.minisig'), key)).toBe(
      'timestamp:1796126400\tfile:latest-linux.yml\tversion:1.1.0\thashed',
    );
  });

  it.each<[string, (text: string) => string]>([
    ['a changed comment', (text) => text.replace('version:1.1.0', 'version:1.2.0')],
    ['a changed signature', (text) => text.replace('pEniYTEX', 'pEniYTEx')],
    ['a changed second signature', (text) => text.replace('oEhDeN18', 'oEhDeN19')],
    ['no second signature', (text) => text.split('\n').slice(0, 3).join('\n')],
    ['a page', () => '<!doctype html>\n<title>Not found</title>\n'],
    ['nothing', () => ''],
  ])('refuses %s', (_what, change) => {
    const key = readPublicKey(fixture('public.pub'));
    const changed = change(fixture('latest-linux.yml.minisig'));
    expect(changed).not.toBe(fixture('latest-linux.yml.minisig'));
    expect(() => verifyBytes(file, changed, key)).toThrow(/signature/);
  });

  it('refuses a changed file, another key and the old form', () => {
    const signature = fixture('latest-linux.yml.minisig');
    const key = readPublicKey(fixture('public.pub'));
    expect(() => verifyBytes(Buffer.concat([file, Buffer.from('\n')]), signature, key)).toThrow('fit');
    expect(() => verifyBytes(file, signature, readPublicKey(fixture('protected.pub')))).toThrow(
      'another key',
    );
    expect(() => verifyBytes(file, fixture('latest-linux.yml.unhashed.minisig'), key)).toThrow('old form');
  });

  it('takes no comment of two lines, which could say two things', () => {
    expect(() => signBytes(file, readSecretKey(fixture('test-only.key')), 'a\nb')).toThrow('one line');
  });
});

describe('keys of minisign', () => {
  it('opens a key by its password, and knows its public half', () => {
    const key = readSecretKey(fixture('protected-test-only.key'), 'porch light');
    expect(fixture('protected.pub')).toContain(key.publicText);
    expect(verifyBytes(file, signBytes(file, key, comment), readPublicKey(fixture('protected.pub')))).toBe(
      comment,
    );
  });

  it('names neither password nor key when they do not fit', () => {
    const text = fixture('protected-test-only.key');
    expect(() => readSecretKey(text)).toThrow('needs its password');
    expect(() => readSecretKey(text, 'porch right')).toThrow(
      /^The password of the secret key is another one, or the key is damaged\.$/,
    );
  });

  it.each(['', 'RW', 'not a key at all', fixture('public.pub')])('takes no %j for a secret key', (text) => {
    expect(() => readSecretKey(text)).toThrow('no secret key');
  });

  it('takes a secret key for no public one', () => {
    expect(() => readPublicKey(fixture('test-only.key'))).toThrow('no public key');
  });

  it('costs what libsodium makes of its limits', () => {
    expect(toScryptCost(33_554_432, 1_073_741_824)).toEqual({ N: 2 ** 20, r: 8, p: 1 });
    expect(toScryptCost(8_388_608, 268_435_456)).toEqual({ N: 2 ** 18, r: 8, p: 1 });
    expect(toScryptCost(524_288, 16_777_216)).toEqual({ N: 2 ** 14, r: 8, p: 1 });
    expect(toScryptCost(4_194_304, 16_777_216)).toEqual({ N: 2 ** 14, r: 8, p: 8 });
    expect(toScryptCost(32_768, 1_073_741_824)).toEqual({ N: 2 ** 10, r: 8, p: 1 });
  });
});

describe.skipIf(!hasMinisign())('the minisign of this system (skipped where there is none)', () => {
  it('believes a signature that was made here', () => {
    const folder = mkdtempSync(join(tmpdir(), 'porchlight-minisign-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const path = join(folder, 'latest-linux.yml');
    writeFileSync(path, file);
    writeFileSync(`${path}.minisig`, signBytes(file, readSecretKey(fixture('test-only.key')), comment));
    writeFileSync(join(folder, 'public.pub'), fixture('public.pub'));
    const said = execFileSync('minisign', ['-V', '-m', path, '-p', join(folder, 'public.pub')], {
      encoding: 'utf8',
    });
    expect(said).toContain('Signature and comment signature verified');
    expect(said).toContain(`Trusted comment: ${comment}`);
  });
});
