import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readReleaseNotes } from '../../../scripts/release/changelog.mjs';
import { checkElectronLine } from '../../../scripts/release/electron-line.mjs';
import { isNewerList } from '../../../scripts/release/newer-list.mjs';
import { toReleaseSbom, type CycloneDx } from '../../../scripts/release/sbom.mjs';
import { checkTag } from '../../../scripts/release/tag.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const changelog = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-12-01

### Added

- One.

## [1.2.0-beta.1] - 2026-11-01

- Zero.

## [1.1.0]

[1.2.0]: https://example.org
`;

describe('the notes of a release', () => {
  it('are the section of its version', () => {
    expect(readReleaseNotes(changelog, '1.2.0')).toBe('### Added\n\n- One.');
    expect(readReleaseNotes(changelog, '1.2.0-beta.1')).toBe('- Zero.');
  });

  it('must be there', () => {
    expect(() => readReleaseNotes(changelog, '1.1.0')).toThrow('is empty');
    expect(() => readReleaseNotes(changelog, '1.2')).toThrow('no section');
  });
});

describe('a tag', () => {
  const facts = { tag: 'v1.2.0', version: '1.2.0', changelog, homepage: 'https://example.org' };

  it('says the version and its channel', () => {
    expect(checkTag(facts)).toEqual({ version: '1.2.0', isBeta: false, notes: '### Added\n\n- One.' });
    expect(checkTag({ ...facts, tag: 'v1.2.0-beta.1', version: '1.2.0-beta.1' }).isBeta).toBe(true);
  });

  it.each([
    ['of another version', { tag: 'v1.2.1' }, 'it should be v1.2.0'],
    ['without its letter', { tag: '1.2.0' }, 'it should be v1.2.0'],
    ['of a channel that nobody has', { tag: 'v1.2.0-rc.1', version: '1.2.0-rc.1' }, 'neither like'],
    ['without a page', { homepage: undefined }, 'page of these sources'],
    ['without notes', { tag: 'v3.0.0', version: '3.0.0' }, 'no section'],
  ])('is refused %s', (_what, change, finding) => {
    expect(() => checkTag({ ...facts, ...change })).toThrow(finding);
  });
});

it.each([
  ['1.2.0', '1.1.9', true],
  ['1.1.9', '1.2.0', false],
  ['1.10.0', '1.9.0', true],
  ['1.2.0', '1.2.0-beta.9', true],
  ['1.2.0-beta.9', '1.2.0', false],
  ['1.2.0-beta.10', '1.2.0-beta.9', true],
  ['1.1.1', '1.2.0-beta.1', false],
  ['1.2.0', '1.2.0', true],
  ['1.2.0', 'what GitHub says when there is none', true],
])('list %s takes the place of %s: %s', (mine, other, expected) => {
  expect(isNewerList(`version: ${mine}`, `version: ${other}`)).toBe(expected);
});

it('takes no other text for a list', () => {
  expect(() => isNewerList('Not Found', 'version: 1.0.0')).toThrow('no list');
  expect(isNewerList('version: 1.0.0', '{ [')).toBe(true);
});

describe('the line of Electron', () => {
  it.each([
    ['45.4.1', '45.9.0', 'newest line'],
    ['45.4.1', '47.0.0', 'still gets repairs'],
  ])('%s is good while %s is the newest', (ships, newest, sentence) => {
    expect(checkElectronLine(ships, newest)).toContain(sentence);
  });

  it.each([
    ['45.4.1', '48.0.0', 'no repairs any more'],
    ['^45.4.1', '45.4.1', 'exact versions'],
    ['45.4.1', '', 'exact versions'],
  ])('%s is not while %s is the newest', (ships, newest, sentence) => {
    expect(() => checkElectronLine(ships, newest)).toThrow(sentence);
  });
});

describe('the list of parts', () => {
  const part = (name: string) => ({ 'bom-ref': `${name}@1.0.0`, type: 'library', name, version: '1.0.0' });
  const fromNpm: CycloneDx = {
    bomFormat: 'CycloneDX',
    metadata: { component: { ...part('folder'), 'bom-ref': 'p@1.0.0' } },
    components: ['@lit/core', 'lit', 'electron', 'get', 'vitest'].map(part),
    dependencies: [
      { ref: 'p@1.0.0', dependsOn: ['electron@1.0.0', 'lit@1.0.0', 'vitest@1.0.0'] },
      { ref: 'lit@1.0.0', dependsOn: ['@lit/core@1.0.0'] },
      { ref: '@lit/core@1.0.0', dependsOn: [] },
      { ref: 'electron@1.0.0', dependsOn: ['get@1.0.0'] },
      { ref: 'vitest@1.0.0', dependsOn: ['lit@1.0.0'] },
    ],
  };
  const facts = { name: 'porchlight', version: '1.0.0', dependencies: ['lit'] };

  it('has the app, all that it needs, the Electron that it runs in, and no tool of development', () => {
    const sbom = toReleaseSbom(fromNpm, facts);
    expect(sbom.metadata.component).toMatchObject({ type: 'application', name: 'porchlight' });
    expect(sbom.components.map(({ name }) => name)).toEqual(['@lit/core', 'lit', 'electron']);
    expect(sbom.components[2]).toMatchObject({ type: 'framework', scope: 'required' });
    expect(sbom.dependencies).toEqual([
      { ref: 'p@1.0.0', dependsOn: ['lit@1.0.0', 'electron@1.0.0'] },
      { ref: 'lit@1.0.0', dependsOn: ['@lit/core@1.0.0'] },
      { ref: '@lit/core@1.0.0', dependsOn: [] },
      { ref: 'electron@1.0.0', dependsOn: [] },
    ]);
  });

  it('is not made where a part is missing', () => {
    expect(() => toReleaseSbom(fromNpm, { ...facts, dependencies: ['lit', 'zod'] })).toThrow('not list zod');
  });

  it('names what the app is made of', () => {
    const folder = mkdtempSync(join(tmpdir(), 'porchlight-sbom-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, 'sbom.json');
    execFileSync(process.execPath, [join(root, 'scripts/release.mjs'), 'sbom', file], { stdio: 'ignore' });
    const { components } = JSON.parse(readFileSync(file, 'utf8')) as CycloneDx;
    const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const names = components.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...Object.keys(dependencies), 'electron']));
    expect(names).not.toContain('vitest');
  });
});
