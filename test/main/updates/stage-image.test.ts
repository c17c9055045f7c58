import { createHash } from 'node:crypto';
import {
  lstatSync,
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
import { stageImage } from '../../../src/main/updates/stage-image.ts';

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

it('replaces the old one, which can be run, only when it is installed', async () => {
  const staged = await stageImage(path('old'), path('new'), hash('new'));
  expect(readFileSync(path('old'), 'utf8')).toBe('old');
  staged.install();
  expect(readFileSync(path('old'), 'utf8')).toBe('new');
  expect(statSync(path('old')).mode & 0o777).toBe(0o755);
  expect(readdirSync(folder).toSorted()).toEqual(['new', 'old']);
});

it('leaves nothing when it is given up', async () => {
  const staged = await stageImage(path('old'), path('new'), hash('new'));
  expect(readdirSync(folder)).toHaveLength(3);
  await staged.remove();
  expect(readdirSync(folder).toSorted()).toEqual(['new', 'old']);
});

it('leaves a link a link', async () => {
  symlinkSync('old', path('link'));
  (await stageImage(path('link'), path('new'), hash('new'))).install();
  expect(readFileSync(path('old'), 'utf8')).toBe('new');
  expect(lstatSync(path('link')).isSymbolicLink()).toBe(true);
});

it.each([
  ['another hash', 'new', hash('other')],
  ['no new one', 'gone', hash('new')],
])('keeps the old one: %s', async (_why, name, sha512) => {
  await expect(stageImage(path('old'), path(name), sha512)).rejects.toThrow();
  expect(readFileSync(path('old'), 'utf8')).toBe('old');
  expect(readdirSync(folder).toSorted()).toEqual(['new', 'old']);
});
