import { expect, it } from 'vitest';
import { looksLikeLink, parseLink } from '../../../src/core/links/parse-link.ts';

it.each([
  ['porchlight://event/1', { kind: 'event', seq: 1 }],
  ['porchlight://event/1796119200858001', { kind: 'event', seq: 1_796_119_200_858_001 }],
  ['porchlight://event/9007199254740991/', { kind: 'event', seq: Number.MAX_SAFE_INTEGER }],
  ['porchlight://sign-in', { kind: 'sign-in' }],
  ['porchlight://sign-in/', { kind: 'sign-in' }],
])('reads %s', (text, link) => {
  expect(looksLikeLink(text)).toBe(true);
  expect(parseLink(text)).toEqual(link);
});

it.each([
  'porchlight:',
  'porchlight://',
  'porchlight:sign-in',
  'porchlight:///sign-in',
  'porchlight://event',
  'porchlight://event/',
  'porchlight://event/0',
  'porchlight://event/007',
  'porchlight://event/-1',
  'porchlight://event/1e3',
  'porchlight://event/0x10',
  'porchlight://event/1.5',
  'porchlight://event/9007199254740992',
  'porchlight://event/99999999999999999999',
  'porchlight://event/1/../../sign-in',
  'porchlight://event/1?erase=1',
  'porchlight://event/1#sign-in',
  'porchlight://event/1//',
  'porchlight://event/1\n',
  'porchlight://event/1\nporchlight://sign-in',
  'porchlight://event/１',
  'porchlight://event/%31',
  'porchlight://me@event/1',
  'porchlight://event:80/1',
  'porchlight://EVENT/1',
  'PORCHLIGHT://event/1',
  'porchlight://sign-in?server=http://evil.example',
  'porchlight://sign-in/http://evil.example',
  'porchlight://sign-in//',
  'porchlight://sign-out',
  'porchlight://pause',
  'porchlight://settings',
  'porchlight://event/1" --no-sandbox "',
  'porchlight://event/1 --pause',
  ` porchlight://event/1`,
  `porchlight://event/${'1'.repeat(1_000_000)}`,
  'https://event/1',
  '',
])('reads nothing from %j', (text) => {
  expect(parseLink(text)).toBeNull();
});

it('knows a wrong link as one that was meant for Porchlight', () => {
  expect(['porchlight:', 'PORCHLIGHT://x', 'porchlight://erase'].map(looksLikeLink)).toEqual([
    true,
    true,
    true,
  ]);
  expect(['porchlight', '/home/me/porchlight:1.ndjson', 'https://porchlight:1'].map(looksLikeLink)).toEqual([
    false,
    false,
    false,
  ]);
});
