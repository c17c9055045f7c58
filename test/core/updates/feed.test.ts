import { describe, expect, it } from 'vitest';
import { isAllowedUrl, listName, readFeed } from '../../../src/core/updates/feed.ts';

describe('readFeed', () => {
  it('finds lists and files beside each other', () => {
    const feed = readFeed({
      provider: 'generic',
      url: 'https://updates.example/porchlight',
      channel: 'latest',
    });
    expect(feed?.listUrl('latest-linux.yml', 'stable')).toBe(
      'https://updates.example/porchlight/latest-linux.yml',
    );
    expect(feed?.fileUrl('Porchlight 1.AppImage', '1.0.0')).toBe(
      'https://updates.example/porchlight/Porchlight%201.AppImage',
    );
  });

  it('finds them in releases of GitHub, where the newest never is a beta', () => {
    const feed = readFeed({ provider: 'github', owner: 'a', repo: 'b', updaterCacheDirName: 'x' });
    expect([
      feed?.listUrl('latest-linux.yml', 'stable'),
      feed?.listUrl('beta-linux.yml', 'beta'),
      feed?.fileUrl('P.AppImage', '1.0.0'),
      feed?.page,
    ]).toEqual([
      'https://github.com/a/b/releases/latest/download/latest-linux.yml',
      'https://github.com/a/b/releases/download/beta/beta-linux.yml',
      'https://github.com/a/b/releases/download/v1.0.0/P.AppImage',
      'https://github.com/a/b/releases',
    ]);
  });

  it.each([
    undefined,
    {},
    { provider: 's3', bucket: 'x' },
    { provider: 'generic', url: 'http://updates.example/' },
    { provider: 'generic', url: 'file:///tmp/' },
    { provider: 'generic', url: 'no address' },
    { provider: 'github', owner: '..', repo: 'b' },
    { provider: 'github', owner: 'a', repo: 'b/../../c' },
  ])('knows no place in %j', (config) => {
    expect(readFeed(config)).toBeNull();
  });
});

it.each([
  ['https://updates.example/', true],
  ['http://127.0.0.1:8977/', true],
  ['http://[::1]:8977/', true],
  ['http://updates.example/', false],
  ['http://127.0.0.1.updates.example/', false],
  ['http://localhost/', false],
  ['https://user:password@updates.example/', false],
  ['ftp://updates.example/', false],
])('allows %s: %s', (url, expected) => {
  expect(isAllowedUrl(url)).toBe(expected);
});

it.each([
  ['stable', 'linux', 'x64', 'latest-linux.yml'],
  ['stable', 'linux', 'arm64', 'latest-linux-arm64.yml'],
  ['beta', 'linux', 'x64', 'beta-linux.yml'],
  ['stable', 'win32', 'arm64', 'latest.yml'],
  ['beta', 'darwin', 'arm64', 'beta-mac.yml'],
] as const)('%s on %s %s is listed in %s', (channel, platform, arch, expected) => {
  expect(listName(channel, platform, arch)).toBe(expected);
});
