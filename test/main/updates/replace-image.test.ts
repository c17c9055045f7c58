import { createHash } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { replaceImage } from '../../../src/main/updates/replace-image.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'porchlight-image-'));
  writeFileSync(join(folder, 'old'), 'old', { mode: 0o755 });
  writeFileSync(join(folder, 'new'), 'new', { mode: 0o600 });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});
const path = (name: string): string => join(folder, name);
const hash = (text: string): string => createHash('sha512').update(text).digest('base64');

it('replaces the old one, which can be run', () => {
  replaceImage(path('old'), path('new'), hash('new'));
  expect(readFileSync(path('old'), 'utf8')).toBe('new');
  expect(statSync(path('old')).mode & 0o777).toBe(0o755);
  expect(readdirSync(folder).toSorted()).toEqual(['new', 'old']);
});

it('leaves a link a link', () => {
  symlinkSync('old', path('link'));
  replaceImage(path('link'), path('new'), hash('new'));
  expect(readFileSync(path('old'), 'utf8')).toBe('new');
});

it.each([
  ['another hash', 'new', hash('other')],
  ['no new one', 'gone', hash('new')],
])('keeps the old one: %s', (_why, name, sha512) => {
  expect(() => {
    replaceImage(path('old'), path(name), sha512);
  }).toThrow();
  expect(readFileSync(path('old'), 'utf8')).toBe('old');
  expect(readdirSync(folder).toSorted()).toEqual(['new', 'old']);
});
