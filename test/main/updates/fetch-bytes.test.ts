import { afterEach, beforeEach, expect, it } from 'vitest';
import { fetchBytes, LIST_DEADLINE_MS } from '../../../src/main/updates/fetch-bytes.ts';
import { systemClock } from '../../../src/node/system-clock.ts';
import { startUpdateServer, type UpdateServer } from '../../support/update-server.ts';
import { createVirtualClock } from '../../support/virtual-clock.ts';
import { listName } from '../../../src/core/updates/feed.ts';

const LIST = listName('stable', 'linux', process.arch);
let server: UpdateServer;
beforeEach(async () => {
  server = await startUpdateServer();
  server.offer({ version: '1.1.0', signedAt: 1_700_000_000_000, file: Buffer.from('a file') });
});
afterEach(() => server.stop());

const get = (path: string, maxBytes: number): ReturnType<typeof fetchBytes> =>
  fetchBytes(
    (url) => fetch(url),
    systemClock,
    server.url + path,
    maxBytes,
    () => undefined,
  );

it('reads a file whole', async () => {
  const got = await get(LIST, 10_000);
  expect(got.kind === 'bytes' && Buffer.from(got.bytes).toString()).toMatch(/^version: 1\.1\.0\n/);
});

it('stops at the first byte too many', async () => {
  const { length } = server.signer.sign(new Uint8Array(), LIST, 0);
  expect((await get(`${LIST}.minisig`, length + 100)).kind).toBe('bytes');
  expect(await get(LIST, 20)).toEqual({ kind: 'failed', failure: 'too-large' });
});

it('knows what is not there', async () => {
  expect(await get('other.yml', 10_000)).toEqual({ kind: 'failed', failure: 'missing' });
});

it('knows that nobody answers', async () => {
  const { url } = server;
  await server.stop();
  server = await startUpdateServer();
  expect(
    await fetchBytes(
      (from) => fetch(from),
      systemClock,
      url + LIST,
      10_000,
      () => undefined,
    ),
  ).toEqual({
    kind: 'failed',
    failure: 'unreachable',
  });
});

it('has a deadline for the whole answer', async () => {
  server.trouble = 'slow-list';
  const clock = createVirtualClock();
  let cuts = 0;
  let arrived = (): void => undefined;
  const head = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  const got = fetchBytes(
    async (url) => {
      const response = await fetch(url);
      arrived();
      return response;
    },
    clock,
    server.url + LIST,
    10_000,
    () => {
      cuts += 1;
    },
  );
  await head;
  await clock.advance(LIST_DEADLINE_MS);
  expect(await got).toEqual({ kind: 'failed', failure: 'slow' });
  expect(cuts).toBe(1);
});
