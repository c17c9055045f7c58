import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { BETA_FOLDER, finishRelease } from '../../../scripts/release/finish.mjs';
import { readPublicKey } from '../../../scripts/release/minisign-keys.mjs';
import { verifyBytes } from '../../../scripts/release/minisign.mjs';
import { pairKeys, readKeyInApp } from '../../../scripts/release/update-key.mjs';
import { listName } from '../../../src/core/updates/feed.ts';
import { readList } from '../../../src/core/updates/read-list.ts';
import { verifyEd25519 } from '../../../src/node/verify-ed25519.ts';

function fixture(name: string): string {
  return readFileSync(fileURLToPath(new URL(`../../fixtures/minisign/${name}`, import.meta.url)), 'utf8');
}
const secret = fixture('test-only.key');
const inApp = fixture('public.pub').trim().split('\n')[1] ?? '';
const keys = pairKeys({ inApp, secret, password: '' });
const verifying = readPublicKey(inApp);

const packages = [
  ...['p_1.2.0_amd64.deb', 'p_1.2.0_arm64.deb', 'p-1.2.0.x86_64.rpm', 'p-1.2.0.aarch64.rpm'],
  ...['p-1.2.0.pacman', 'p-1.2.0-aarch64.pacman', 'P-1.2.0.AppImage', 'P-1.2.0-arm64.AppImage'],
  ...['p-1.2.0.tar.gz', 'p-1.2.0-arm64.tar.gz', 'P-Setup-1.2.0.exe', 'P-Portable-1.2.0-x64.exe'],
  ...[
    'P-Portable-1.2.0-arm64.exe',
    'P-1.2.0.dmg',
    'P-1.2.0-arm64.dmg',
    'P-1.2.0-mac.zip',
    'P-1.2.0-arm64-mac.zip',
  ],
];
const listed: Record<string, string[]> = {
  '': ['P-Setup-1.2.0.exe'],
  '-mac': ['P-1.2.0-mac.zip', 'P-1.2.0-arm64-mac.zip'],
  '-linux': ['P-1.2.0.AppImage', 'p_1.2.0_amd64.deb'],
  '-linux-arm64': ['P-1.2.0-arm64.AppImage'],
};

/** A folder as the builds of all systems leave it. */
function build({ version = '1.2.0', channel = 'latest' } = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-release-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of packages) writeFileSync(join(folder, name), `content of ${name}`);
  for (const [system, names] of Object.entries(listed)) {
    const files = names.map((url) => {
      const content = readFileSync(join(folder, url));
      return { url, sha512: createHash('sha512').update(content).digest('base64'), size: content.length };
    });
    // JSON is YAML.
    writeFileSync(join(folder, `${channel}${system}.yml`), JSON.stringify({ version, files }));
  }
  return folder;
}

const facts = {
  version: '1.2.0',
  isBeta: false,
  notes: '### Added\n\n- A thing: "quoted".',
  keys,
  nowMs: 1_796_126_400_000,
};

/** The trusted comment of a signed file. @throws when it is not signed by the key. */
function verified(path: string): string {
  return verifyBytes(readFileSync(path), readFileSync(`${path}.minisig`, 'utf8'), verifying);
}

describe('finishing a release', () => {
  it('signs the lists of all systems, each as itself, with the notes in them', async () => {
    const folder = build();
    const lists = await finishRelease(folder, facts);
    const stable = ['latest.yml', 'latest-mac.yml', 'latest-linux.yml', 'latest-linux-arm64.yml'];
    expect(lists).toEqual(stable.flatMap((name) => [name, name.replace('latest', 'beta')]));
    for (const name of stable) {
      expect(verified(join(folder, name))).toBe(`timestamp:1796126400\tfile:${name}\tversion:1.2.0\thashed`);
      expect(parse(readFileSync(join(folder, name), 'utf8'))).toMatchObject({
        version: '1.2.0',
        releaseNotes: facts.notes,
      });
    }
  });

  it('puts a stable version into the lists of the beta channel as well', async () => {
    const folder = build();
    await finishRelease(folder, facts);
    for (const [of, as] of [
      ['latest.yml', 'beta.yml'],
      ['latest-linux-arm64.yml', 'beta-linux-arm64.yml'],
    ] as const) {
      const path = join(folder, BETA_FOLDER, as);
      expect(readFileSync(path, 'utf8')).toBe(readFileSync(join(folder, of), 'utf8'));
      expect(verified(path)).toContain(`file:${as}\t`);
    }
  });

  // For GitHub electron-builder writes `latest` in both cases.
  it.each(['beta', 'latest'])(
    'puts a beta version, listed as %s, into the lists of that channel alone',
    async (channel) => {
      const folder = build({ version: '1.2.0-beta.1', channel });
      await finishRelease(folder, { ...facts, version: '1.2.0-beta.1', isBeta: true });
      expect(readdirSync(folder).filter((name) => name.endsWith('.yml'))).toEqual([]);
      expect(readdirSync(join(folder, BETA_FOLDER)).filter((name) => name.endsWith('.yml'))).toEqual([
        'beta-linux-arm64.yml',
        'beta-linux.yml',
        'beta-mac.yml',
        'beta.yml',
      ]);
      expect(verified(join(folder, BETA_FOLDER, 'beta-mac.yml'))).toContain(
        'file:beta-mac.yml\tversion:1.2.0-beta.1',
      );
    },
  );

  it.each([
    ['stable', 'linux', 'x64', 'P-1.2.0.AppImage'],
    ['stable', 'linux', 'arm64', 'P-1.2.0-arm64.AppImage'],
    ['stable', 'win32', 'arm64', 'P-Setup-1.2.0.exe'],
    ['stable', 'darwin', 'x64', 'P-1.2.0-mac.zip'],
    ['beta', 'darwin', 'arm64', 'P-1.2.0-mac.zip'],
  ] as const)('is believed by the app, %s on %s %s', async (channel, platform, arch, first) => {
    const folder = build();
    await finishRelease(folder, facts);
    const name = listName(channel, platform, arch);
    const path = channel === 'beta' ? join(folder, BETA_FOLDER, name) : join(folder, name);
    const list = {
      bytes: readFileSync(path),
      signature: readFileSync(`${path}.minisig`, 'utf8'),
      publicKey: inApp,
      name,
      current: '1.1.0',
      seenSignedAt: 0,
    };
    expect(readList(list, verifyEd25519)).toMatchObject({
      kind: 'newer',
      signedAt: facts.nowMs,
      release: {
        version: '1.2.0',
        notes: facts.notes,
        files: expect.arrayContaining([expect.objectContaining({ url: first })]) as unknown,
      },
    });
    expect(readList({ ...list, name: 'other.yml' }, verifyEd25519)).toEqual({
      kind: 'failed',
      failure: 'other-list',
    });
  });

  it('writes checksums of every file, and signs them', async () => {
    const folder = build();
    await finishRelease(folder, facts);
    const sums = readFileSync(join(folder, 'SHA256SUMS'), 'utf8');
    const named = sums
      .trim()
      .split('\n')
      .map((line) => line.split('  '));
    const files = readdirSync(folder).filter(
      (name) => !name.startsWith('SHA256SUMS') && name !== BETA_FOLDER,
    );
    expect(named.map(([, name]) => name)).toEqual(files.toSorted());
    for (const [sum, name] of named)
      expect(
        createHash('sha256')
          .update(readFileSync(join(folder, name ?? '')))
          .digest('hex'),
      ).toBe(sum);
    expect(verified(join(folder, 'SHA256SUMS'))).toContain('file:SHA256SUMS');
  });

  it('has no lists while there is no key', async () => {
    const folder = build();
    expect(await finishRelease(folder, { ...facts, keys: null })).toEqual([]);
    expect(readdirSync(folder).filter((name) => /yml|minisig|beta/.test(name))).toEqual([]);
    expect(readFileSync(join(folder, 'SHA256SUMS'), 'utf8').split('\n')).toHaveLength(packages.length + 1);
  });

  it.each<[string, (folder: string) => void, string]>([
    [
      'a package that is missing',
      (at) => rmSync(join(at, 'P-1.2.0-arm64.dmg')),
      '2 files should end in .dmg, and 1 do.',
    ],
    ['a list that is missing', (at) => rmSync(join(at, 'latest-mac.yml')), 'latest-mac.yml is missing.'],
    [
      'a name that GitHub changes',
      (at) => writeFileSync(join(at, 'P Setup.exe'), ''),
      'GitHub would rename "P Setup.exe".',
    ],
    [
      'a package that was signed after its list was written',
      (at) => writeFileSync(join(at, 'P-Setup-1.2.0.exe'), 'content of P-Setup-1.2.1.exe'),
      'latest.yml: It has another hash of P-Setup-1.2.0.exe.',
    ],
    [
      'a package of another size',
      (at) => writeFileSync(join(at, 'P-1.2.0.AppImage'), 'x'),
      'latest-linux.yml: It says that P-1.2.0.AppImage has',
    ],
    [
      'a list that is none',
      (at) => writeFileSync(join(at, 'latest.yml'), '<html>'),
      'latest.yml: It is no YAML.',
    ],
    [
      'a list of another version',
      (at) => writeFileSync(join(at, 'latest.yml'), 'version: 1.1.0'),
      'latest.yml: It is about version 1.1.0 and not 1.2.0.',
    ],
    [
      'a list that names nothing',
      (at) => writeFileSync(join(at, 'latest.yml'), 'version: 1.2.0\nfiles: []'),
      'latest.yml: It names no file.',
    ],
    [
      'a list that leads elsewhere',
      (at) => writeFileSync(join(at, 'latest.yml'), 'version: 1.2.0\nfiles: [{ url: ../x }]'),
      'latest.yml: It names a file "../x".',
    ],
    [
      'a list of a file that was not built',
      (at) => writeFileSync(join(at, 'latest.yml'), 'version: 1.2.0\nfiles: [{ url: y.exe }]'),
      'latest.yml: It names y.exe, which was not built.',
    ],
  ])('refuses %s', async (_what, change, finding) => {
    const folder = build();
    change(folder);
    await expect(finishRelease(folder, facts)).rejects.toThrow(finding);
    expect(readdirSync(folder)).not.toContain('SHA256SUMS');
  });
});

describe('the key for updates', () => {
  it('is read out of the app', () => {
    expect(readKeyInApp(`/** x */\nexport const PUBLIC_KEY = '${inApp}';\n`)).toBe(inApp);
    const real = fileURLToPath(new URL('../../../src/core/updates/public-key.ts', import.meta.url));
    expect(readKeyInApp(readFileSync(real, 'utf8'))).toMatch(/^(?:RW[A-Za-z0-9+/]{54})?$/);
    expect(() => readKeyInApp('export const KEY = 1;')).toThrow('no line with PUBLIC_KEY');
  });

  it('may be missing on both sides, and on no single one', () => {
    expect(pairKeys({ inApp: '', secret: '', password: '' })).toBeNull();
    expect(() => pairKeys({ inApp, secret: '', password: '' })).toThrow('UPDATE_KEY is not set');
    expect(() => pairKeys({ inApp: '', secret, password: '' })).toThrow('public-key.ts is empty');
    const other = fixture('protected.pub').trim().split('\n')[1] ?? '';
    expect(() => pairKeys({ inApp: other, secret, password: '' })).toThrow('does not belong');
  });
});
