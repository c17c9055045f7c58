import { expect, it } from 'vitest';
import { findUpdatePlace } from '../../../scripts/packaging/update-place.mjs';
import { readFeed } from '../../../src/core/updates/feed.ts';

it('is the repository on GitHub, and the app can read it', () => {
  const place = findUpdatePlace('https://github.com/anna/porchlight', {});
  expect(place).toEqual({ provider: 'github', owner: 'anna', repo: 'porchlight' });
  expect(readFeed(place)?.page).toBe('https://github.com/anna/porchlight/releases');
});

it('is a server of its own on request', () => {
  const place = findUpdatePlace('https://github.com/anna/porchlight', {
    PORCHLIGHT_UPDATES_URL: 'https://updates.example/p',
  });
  expect(readFeed(place)?.listUrl('latest-linux.yml', 'stable')).toBe(
    'https://updates.example/p/latest-linux.yml',
  );
});

it.each([undefined, 'https://gitlab.example/a/b', 'https://github.com/a', 'https://github.com/a/b/c'])(
  'is nowhere for %s',
  (homepage) => {
    expect(findUpdatePlace(homepage, { PORCHLIGHT_UPDATES_URL: '' })).toBeNull();
  },
);
