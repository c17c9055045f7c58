import { expect, it } from 'vitest';
import { findWay, replacesItself, type Installation } from '../../../src/main/updates/find-way.ts';

const linux: Installation = {
  platform: 'linux',
  isPackaged: true,
  env: {},
  canReplace: () => true,
  exists: () => false,
  packageType: null,
};
const image = { APPIMAGE: '/home/ann/Porchlight.AppImage' };

it.each<readonly [string, Partial<Installation>]>([
  ['sources', { isPackaged: false, env: image }],
  ['archive', {}],
  ['deb', { packageType: 'deb' }],
  ['rpm', { packageType: 'rpm' }],
  ['pacman', { packageType: 'pacman' }],
  ['archive', { packageType: 'something' }],
  // What fpm packed before stays in the folder that an AppImage is made of.
  ['appimage', { env: image, packageType: 'deb' }],
  ['appimage-of-others', { env: image, canReplace: () => false }],
  ['flatpak', { exists: (path) => path === '/.flatpak-info' }],
  ['snap', { env: { SNAP: '/snap/porchlight/1' } }],
  ['nsis', { platform: 'win32' }],
  ['portable', { platform: 'win32', env: { PORTABLE_EXECUTABLE_FILE: 'C:\\P.exe' } }],
  ['mac', { platform: 'darwin' }],
])('%s', (way, installation) => {
  expect(findWay({ ...linux, ...installation })).toBe(way);
});

it('only three ways replace themselves', () => {
  const ways = ['appimage', 'nsis', 'mac', 'deb', 'rpm', 'pacman', 'flatpak', 'archive', 'sources'] as const;
  expect(ways.filter(replacesItself)).toEqual(['appimage', 'nsis', 'mac']);
});
