import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyIntegrity } from '../../scripts/runtime/fallback.mjs';

/** The SHA-512 of "abc", from the examples of FIPS 180-2, appendix C.1. */
const abcIntegrity = `sha512-${Buffer.from(
  'ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a' +
    '2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f',
  'hex',
).toString('base64')}`;

describe('the integrity of the downloaded runtime', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'porchlight-runtime-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('accepts the very bytes', async () => {
    await writeFile(join(folder, 'package.tgz'), 'abc');
    await expect(verifyIntegrity(join(folder, 'package.tgz'), abcIntegrity)).resolves.toBeUndefined();
  });

  it('refuses any others', async () => {
    await writeFile(join(folder, 'package.tgz'), 'abd');
    await expect(verifyIntegrity(join(folder, 'package.tgz'), abcIntegrity)).rejects.toThrow(
      'Nothing was unpacked',
    );
  });
});
