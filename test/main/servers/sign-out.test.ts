import { expect, it } from 'vitest';
import { until } from '../support/services-bench.ts';
import { DRAFT, signIn, start, type SignInBench } from '../support/sign-in-bench.ts';

it.each([
  [
    'removed',
    async (bench: SignInBench, id: string) => {
      bench.services.editing.removeServer(id);
    },
  ],
  [
    'signed in again',
    async (bench: SignInBench, id: string) => {
      await signIn(bench, { id });
    },
  ],
  [
    'given a token by hand',
    async (bench: SignInBench, id: string) => {
      await bench.services.editing.saveServer({
        ...DRAFT,
        id,
        url: bench.home.url,
        credentialKind: 'bearer',
        secret: 'a.b.c',
      });
    },
  ],
])('ends the sign-in at Home Assistant when the server is %s', async (_name, act) => {
  const bench = await start();
  const id = await signIn(bench);
  const [first = ''] = bench.home.refreshTokens();
  await act(bench, id);
  await until('the end at the server', () => !bench.home.refreshTokens().includes(first));
  expect(bench.home.requests.filter(({ path }) => path === '/auth/revoke')).toHaveLength(1);
});

it('ends the sign-in also at a Home Assistant before 2022.9, which has no path for that', async () => {
  const bench = await start({ pkce: false, describesItself: false });
  bench.services.editing.removeServer(await signIn(bench));
  await until('the end at the server', () => bench.home.refreshTokens().length === 0);
  expect(bench.home.failedLogins()).toBe(0);
});
