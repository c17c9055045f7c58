import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  readRegistryFiles,
  removeOtherRegistryFiles,
  writeRegistryFile,
} from '../../src/node/registry-files.ts';
import { HOME } from '../core/registry/registry-builders.ts';
import { createTemporaryFolder } from '../main/support/temporary-folder.ts';

describe('the files of registries', () => {
  it('are read as they were written, by their owner alone', () => {
    const folder = createTemporaryFolder();
    expect(readRegistryFiles(folder).size).toBe(0);
    writeRegistryFile(folder, 'home', HOME);
    expect(readRegistryFiles(folder).get('home')).toEqual(HOME);
    if (process.platform === 'win32') return;
    expect(statSync(join(folder, 'registries', 'home.json')).mode & 0o777).toBe(0o600);
  });

  it('go with their server, and nothing else does', () => {
    const folder = createTemporaryFolder();
    for (const id of ['home', 'cabin']) writeRegistryFile(folder, id, HOME);
    writeFileSync(join(folder, 'registries', 'notes.txt'), '');
    removeOtherRegistryFiles(folder, new Set(['cabin']));
    expect(readdirSync(join(folder, 'registries')).toSorted()).toEqual(['cabin.json', 'notes.txt']);
  });

  it('are never written elsewhere, and a folder that refuses is no error', () => {
    const folder = createTemporaryFolder();
    writeRegistryFile(folder, '../home', HOME);
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(join(folder, 'registries'), '');
    writeRegistryFile(folder, 'home', HOME);
    expect(readRegistryFiles(folder).size).toBe(0);
  });

  it.each(['{', '{"total":1}', JSON.stringify({ ...HOME, areas: 'x' })])(
    'are left out when damaged: %s',
    (text) => {
      const folder = createTemporaryFolder();
      mkdirSync(join(folder, 'registries'));
      writeFileSync(join(folder, 'registries', 'home.json'), text);
      expect(readRegistryFiles(folder).size).toBe(0);
    },
  );
});
