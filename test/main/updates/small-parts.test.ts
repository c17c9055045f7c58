import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { toDownloadFailure } from '../../../src/main/updates/download-failure.ts';
import { openSeenLists } from '../../../src/main/updates/seen-lists.ts';
import { isWithin } from '../../../src/main/updates/update-session.ts';

describe('openSeenLists', () => {
  function temporary(): string {
    const folder = mkdtempSync(join(tmpdir(), 'porchlight-seen-'));
    onTestFinished(() => {
      rmSync(folder, { recursive: true });
    });
    return folder;
  }

  it('remembers over a restart', () => {
    const folder = temporary();
    const first = openSeenLists(folder);
    expect(first.read('latest.yml')).toBeNull();
    first.save('latest.yml', { lookedAt: 2, signedAt: 1 });
    first.save('beta.yml', { lookedAt: 4, signedAt: 3 });
    expect(openSeenLists(folder).read('latest.yml')).toEqual({ lookedAt: 2, signedAt: 1 });
  });

  it.each(['', '{}', '{"version":1,"lists":{"latest.yml":{"lookedAt":"x"}}}'])(
    'begins anew with %j',
    (text) => {
      const folder = temporary();
      writeFileSync(join(folder, 'updates.json'), text);
      expect(openSeenLists(folder).read('latest.yml')).toBeNull();
    },
  );

  it('knows it in this run where it can be written nowhere', () => {
    const seen = openSeenLists(join(temporary(), 'not', 'there'));
    seen.save('latest.yml', { lookedAt: 2, signedAt: 1 });
    expect(seen.read('latest.yml')).toEqual({ lookedAt: 2, signedAt: 1 });
  });
});

it.each([
  [true, { 'Content-Length': ['100'] }],
  [true, { 'content-length': ['100'], 'Content-Encoding': ['identity'] }],
  [false, { 'content-length': ['101'] }],
  [false, {}],
  [false, { 'content-length': ['-1'] }],
  [false, { 'content-length': ['1e1'] }],
  [false, { 'content-length': ['10'], 'content-encoding': ['br'] }],
])('an answer is within its limit: %s %j', (expected, headers) => {
  expect(isWithin(headers, 100)).toBe(expected);
});

it.each([
  ['wrong-file', Object.assign(new Error('sha512 checksum mismatch'), { code: 'ERR_CHECKSUM_MISMATCH' })],
  ['disk-full', Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' })],
  ['not-writable', Object.assign(new Error('EROFS'), { code: 'EROFS' })],
  ['cut-off', new Error('net::ERR_CONTENT_LENGTH_MISMATCH')],
  ['cut-off', new Error('net::ERR_CONNECTION_RESET')],
  ['blocked', new Error('net::ERR_BLOCKED_BY_CLIENT')],
  ['slow', new Error('net::ERR_CONNECTION_TIMED_OUT')],
  ['unreachable', new Error('net::ERR_NAME_NOT_RESOLVED')],
  ['unreachable', new Error('net::ERR_PROXY_CONNECTION_FAILED')],
  ['missing', new Error('Cannot download "https://x/y", status 404: Not Found')],
  ['unreachable', new Error('Cannot download "https://x/y", status 503: Busy')],
  ['unknown', new Error('something else')],
  ['unknown', 'no error'],
])('%s is what %s means', (failure, error) => {
  expect(toDownloadFailure(error)).toBe(failure);
});
