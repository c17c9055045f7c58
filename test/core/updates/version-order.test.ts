import { expect, it } from 'vitest';
import { compareVersions, isPrerelease, isVersion } from '../../../src/core/updates/version-order.ts';

/** Oldest first. The middle is the example of https://semver.org/#spec-item-11. */
const IN_ORDER = [
  '0.1.0',
  '0.2.0-beta.2',
  '0.2.0-beta.10',
  '0.2.0',
  '0.10.0',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.1',
  '10.0.0',
];

it('orders versions as semver does', () => {
  for (const [at, a] of IN_ORDER.entries()) {
    for (const [place, b] of IN_ORDER.entries()) {
      expect([a, b, Math.sign(compareVersions(a, b))]).toEqual([a, b, Math.sign(at - place)]);
    }
  }
});

it.each([
  '1.0',
  'v1.0.0',
  '01.0.0',
  '1.0.0-',
  '1.0.0-01',
  '1.0.0+build',
  ' 1.0.0',
  '1.0.0\n',
  '9999999999.0.0',
  `1.0.0-${'a'.repeat(64)}`,
  '../1.0.0',
])('calls %j no version', (text) => {
  expect(isVersion(text)).toBe(false);
});

it('knows a version before its release', () => {
  expect([isPrerelease('1.0.0-beta.1'), isPrerelease('1.0.0')]).toEqual([true, false]);
});
