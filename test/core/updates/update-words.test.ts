import { expect, it } from 'vitest';
import {
  describeLooking,
  describeOldList,
  describeUpdates,
  noticeOfUpdate,
} from '../../../src/core/updates/update-words.ts';

const release = { version: '0.2.0', notes: '' };
const DAY_MS = 86_400_000;

it('says how a version is had', () => {
  expect(describeUpdates({ way: 'rpm', status: { kind: 'available', release } })).toBe(
    'Porchlight 0.2.0 is there. Download the .rpm, and install it with: sudo dnf install ./FILE.rpm',
  );
  expect(describeUpdates({ way: 'appimage', status: { kind: 'ready', release } })).toBe(
    'Porchlight 0.2.0 is ready. It is installed when you quit Porchlight.',
  );
});

it('tells of a version once it waits for a person, and not before', () => {
  expect(noticeOfUpdate({ kind: 'downloading', release, percent: 5 })).toBeNull();
  expect(noticeOfUpdate({ kind: 'ready', release })?.text).toContain('is installed when you quit');
  expect(noticeOfUpdate({ kind: 'available', release })?.text).toContain('how to get it');
});

it('says that a list was signed long ago, for it may be held back', () => {
  const now = Date.UTC(2026, 11, 1, 12);
  expect(describeOldList({ signedAt: now - 30 * DAY_MS }, now)).toBe('');
  expect(describeOldList({ signedAt: null }, now)).toBe('');
  expect(describeOldList({ signedAt: now - 365 * DAY_MS }, now)).toContain('1 Dec 2025');
});

it('says whom it asks', () => {
  expect(describeLooking('https://github.com/a/b/releases')).toContain('from github.com.');
  expect(describeLooking(null)).not.toContain('from');
});
