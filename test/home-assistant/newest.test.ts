import { networkInterfaces } from 'node:os';
import { chromium } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../src/core/clock.ts';
import { probeAddress } from '../../src/core/discovery/probe-address.ts';
import { SERVICE } from '../../src/core/discovery/mdns.ts';
import { createServiceRecords } from '../../src/core/discovery/service-records.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { createMdnsSockets } from '../../src/node/mdns-sockets.ts';
import { systemClock } from '../../src/node/system-clock.ts';
import { chromiumPath, whySkipped } from '../browser/browser.ts';
import { startBench, until } from '../main/support/services-bench.ts';
import { createTemporaryFolder } from '../main/support/temporary-folder.ts';
import { describePrepared } from './describe-home-assistant.ts';
import { OWNER_LOGIN } from './long-lived-tokens.ts';
import { prepareNewest } from './newest/prepare-newest.ts';
import { itComparesAddresses } from './same-instance.ts';

const HAS_NETWORK = Object.values(networkInterfaces()).some((addresses = []) =>
  addresses.some(({ internal }) => !internal),
);

/** The clock of this computer, which a test can put forward. */
function createMovedClock(): Clock & { move(ms: number): void } {
  let movedMs = 0;
  return {
    ...systemClock,
    now: () => systemClock.now() + movedMs,
    monotonic: () => systemClock.monotonic() + movedMs,
    move(ms) {
      movedMs += ms;
    },
  };
}

/** What a person does on the page of Home Assistant. Resolves to what the page says at the end. */
async function logInByBrowser(url: string): Promise<string> {
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--headless=new', '--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    await page.goto(url);
    await page.locator('input[name=username]').fill(OWNER_LOGIN.username);
    await page.locator('input[name=password]').fill(OWNER_LOGIN.password);
    await page.keyboard.press('Enter');
    await page.waitForURL('http://127.0.0.1:*/callback**');
    return await page.locator('body').innerText();
  } finally {
    await browser.close();
  }
}

describePrepared(
  await prepareNewest((line) => {
    console.log(line);
  }),
  (server) => {
    it('is found at its typed address', async () => {
      const ports = {
        clock: systemClock,
        transport: createHttpTransport(),
        userAgent: 'Porchlight/0',
        route: {},
      };
      const { url } = server();
      const answer = await probeAddress(ports, `${url}/lovelace/0`, new AbortController().signal);
      expect(answer).toEqual({ kind: 'found', baseUrl: url, version: null, signIn: 'browser' });
      expect(server().requestsSeen()).toMatchObject({ failedLogins: 0 });
    });

    it.skipIf(!HAS_NETWORK)(
      'announces itself, and says what it says',
      async () => {
        const records = createServiceRecords({ clock: systemClock });
        const sockets = createMdnsSockets({ clock: systemClock })({
          onRecords: records.take,
          onInterface: () => undefined,
          onProblem: () => undefined,
        });
        onTestFinished(sockets.close);
        const port = Number(new URL(server().url).port);
        const own = (): readonly string[] => records.list().find((one) => one.port === port)?.texts ?? [];
        await expect
          .poll(
            () => {
              sockets.ask([{ name: SERVICE, type: 'PTR' }, ...records.missing(true)]);
              return own();
            },
            { timeout: 15_000, interval: 500 },
          )
          .toContain('version=2026.11.0');
        expect(own().some((text) => /^uuid=[0-9a-f]{32}$/.test(text))).toBe(true);
        expect(records.list().find((one) => one.port === port)?.addresses).not.toEqual([]);
      },
      30_000,
    );

    it.skipIf(chromiumPath === null)(
      `signs in on its own page with PKCE, renews, and signs out${whySkipped}`,
      async () => {
        const clock = createMovedClock();
        const { services, opened } = startBench(createTemporaryFolder(), { clock });
        const answer = services.signIn.run({
          name: 'Home',
          url: server().url,
          colour: 'blue',
          credentialKind: 'sign-in',
          restrict: [],
          enabled: true,
        });
        await until('the browser', () => opened.length > 0);
        const [url = ''] = opened;
        expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256');
        expect(await logInByBrowser(url)).toContain('You are signed in');
        const result = await answer;
        if (!result.ok) throw new Error(result.message);
        const state = (): string => services.monitor.state(result.id).kind;
        await until('the stream', () => state() === 'live');
        await until('the version', () => services.versionOf(result.id) === '2026.11.0');

        const tokens = (): number => server().log().split('Serving /auth/token').length - 1;
        const before = tokens();
        clock.move(1_790_000);
        services.monitor.reconnect(result.id);
        await expect.poll(tokens, { timeout: 10_000 }).toBe(before + 1);
        await until('the stream again', () => state() === 'live');

        services.editing.removeServer(result.id);
        await expect.poll(() => server().log()).toContain('/auth/revoke');
        expect(server().requestsSeen()).toMatchObject({ failedLogins: 0, banned: [] });
      },
      60_000,
    );

    itComparesAddresses(server);
  },
  { extra: { frontend: null, zeroconf: null } },
);
