import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findClosedPort, startWrongServer, type WrongServer } from '../cli/support/wrong-server.ts';
import { createScenarioServer, type ScenarioServer } from '../support/scenario-server.ts';
import { chooseAddress } from '../browser/choose-address.ts';
import { askApp, findPage, openAppPage, saveServer } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { pollFor } from './support/poll.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { createTestHome, type TestHome } from './support/test-home.ts';

const WRONG_SECRET = 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJwb3JjaGxpZ2h0In0.wrong-but-well-formed';
const PLAIN_TOKEN = 'eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJwb3JjaGxpZ2h0In0.of-no-administrator';
/** Long enough for a storm to show, and for the first waits of the back-off: random below 1, 2 and 4 s. */
const WATCH_MS = 6_000;

/** The servers of all troubles. */
interface Bench {
  readonly closedPort: number;
  readonly scenarios: ScenarioServer;
  readonly wrongSecret: TestHome;
  readonly notAdmin: TestHome;
  readonly selfSigned: WrongServer;
}

interface Trouble {
  /** Name of the server in the app. */
  readonly name: string;
  readonly url: (bench: Bench) => string;
  readonly badge: 'Waiting' | 'Stopped';
  readonly says: string | RegExp;
  /** Where its requests would have come in, and how many may. */
  readonly requests?: (bench: Bench) => readonly unknown[];
  readonly maxRequests: number;
}

const scenario = (name: string, argument?: string): Pick<Trouble, 'url' | 'requests'> => ({
  url: ({ scenarios }) => scenarios.baseUrl(name, argument),
  requests: ({ scenarios }) => scenarios.requests(scenarios.baseUrl(name, argument)),
});

const TROUBLES: readonly Trouble[] = [
  {
    name: 'Unreachable',
    url: () => 'http://no-such-host.invalid:8123',
    badge: 'Waiting',
    says: /No computer answers to the name no-such-host\.invalid|There is no way to/,
    maxRequests: 0,
  },
  {
    name: 'Wrong port',
    url: ({ closedPort }) => `http://127.0.0.1:${String(closedPort)}`,
    badge: 'Waiting',
    says: 'Home Assistant does not answer at 127.0.0.1:',
    maxRequests: 0,
  },
  {
    name: 'Other server',
    ...scenario('status', '404'),
    badge: 'Waiting',
    says: 'There is no event stream at',
    maxRequests: 12,
  },
  {
    name: 'Login page',
    ...scenario('login-page'),
    badge: 'Waiting',
    says: 'perhaps a login page',
    maxRequests: 12,
  },
  {
    name: 'Wrong secret',
    url: ({ wrongSecret }) => wrongSecret.url,
    requests: ({ wrongSecret }) => wrongSecret.requests,
    badge: 'Stopped',
    says: 'does not accept the access token (401)',
    maxRequests: 1,
  },
  {
    name: 'Guest user',
    url: ({ notAdmin }) => notAdmin.url,
    requests: ({ notAdmin }) => notAdmin.requests,
    badge: 'Stopped',
    says: 'its user is not an administrator',
    maxRequests: 2,
  },
  {
    name: 'Banned here',
    ...scenario('banned'),
    badge: 'Stopped',
    says: 'has banned the address of this computer (403)',
    maxRequests: 1,
  },
  {
    name: 'Self-signed',
    url: ({ selfSigned }) => selfSigned.url,
    requests: ({ selfSigned }) => selfSigned.requests,
    badge: 'Waiting',
    says: 'is not trusted by this computer. Nothing was sent.',
    maxRequests: 0,
  },
];

describeDesktop('a server that is not what it should be', () => {
  let bench: Bench;
  let app: DrivenPorchlight;
  let page: Page;
  let startedAtMs = 0;

  beforeAll(async () => {
    bench = {
      closedPort: await findClosedPort(),
      scenarios: await createScenarioServer(),
      wrongSecret: await createTestHome(),
      notAdmin: await createTestHome({ plainToken: PLAIN_TOKEN }),
      selfSigned: await startWrongServer((_, response) => response.writeHead(200).end(), 'self-signed'),
    };
    app = await launchPorchlight();
    page = await findPage(app.electronApp);
    startedAtMs = performance.now();
    for (const { name, url } of TROUBLES) {
      const secret = name === 'Guest user' ? PLAIN_TOKEN : WRONG_SECRET;
      await saveServer(page, { name, url: url(bench), secret });
    }
    await openAppPage(page, 'Settings');
  });
  afterAll(async () => {
    await app.electronApp.close();
    const { scenarios, wrongSecret, notAdmin, selfSigned } = bench;
    await Promise.all([scenarios, wrongSecret, notAdmin, selfSigned].map((server) => server.close()));
  });

  it.each(TROUBLES)('$name: its own sentence in the window', async ({ name, badge, says }) => {
    const card = page.locator('pl-server-card').filter({ has: page.locator('.name', { hasText: name }) });
    await card.locator('.badge', { hasText: badge }).waitFor();
    const problem = (await card.locator('.problem').textContent()) ?? '';
    expect(problem).toMatch(says);
    expect(problem).not.toContain('wrong-but-well-formed');
  });

  it('no sentence for two troubles', async () => {
    // A server that tries again has no trouble to tell in that moment.
    const countSentences = async (): Promise<number> => {
      const sentences = await page.locator('pl-server-card .problem').allTextContents();
      return new Set(sentences.map((sentence) => sentence.split('.')[0])).size;
    };
    await expect.poll(countSentences, { timeout: 20_000 }).toBe(TROUBLES.length);
    await takeScreenshot('bad-input-1-servers', page);
    await page.locator('pl-server-card', { hasText: 'Self-signed' }).scrollIntoViewIfNeeded();
    await takeScreenshot('bad-input-2-servers', page);
  });

  it('no storm of requests, and not one more after a refusal', async () => {
    await pollFor('end of the watch', () => performance.now() - startedAtMs > WATCH_MS || undefined);
    const counts = TROUBLES.map(({ name, requests }) => [name, requests?.(bench).length ?? 0] as const);
    for (const [index, { name, maxRequests }] of TROUBLES.entries())
      expect(counts[index]?.[1], `requests for ${name}`).toBeLessThanOrEqual(maxRequests);
    expect(bench.scenarios.trapRequests).toEqual([]);
    const { servers } = await askApp(page, 'getOverview');
    expect(servers.map(({ name, state }) => [name, state.kind === 'stopped'])).toEqual(
      TROUBLES.map(({ name, badge }) => [name, badge === 'Stopped']),
    );
  });

  it('the badge of the log names them all', async () => {
    await openAppPage(page, 'Events');
    await page.locator('pl-connection-badge .badge', { hasText: / of \d+ live/ }).click();
    const panel = page.locator('pl-connection-badge .panel');
    for (const { name } of TROUBLES) await panel.locator('.name', { hasText: name }).first().waitFor();
    await takeScreenshot('bad-input-3-badge', page);
  });

  it('a refused secret is not sent again after a restart', async () => {
    const before = bench.wrongSecret.requests.length + bench.notAdmin.requests.length;
    await app.electronApp.close();
    app = await launchPorchlight({ userDataDir: app.userDataDir });
    page = await findPage(app.electronApp);
    await pollFor('attempts of the other servers', async () => {
      const { servers } = await askApp(page, 'getOverview');
      return servers.every(({ state }) => state.kind === 'waiting' || state.kind === 'stopped') || undefined;
    });
    expect(bench.wrongSecret.requests.length + bench.notAdmin.requests.length).toBe(before);
  });

  it.each([
    ['ftp://192.168.1.5', 'Use http:// or https://.'],
    ['http://user:pass@home.example', 'Leave the user name and password out of the address.'],
    ['http://home.example/?api_password=x', 'Leave out everything from the question mark on.'],
    ['not an address', 'Remove it.'],
  ])('the form refuses the address %s and says why', async (address, says) => {
    await openAppPage(page, 'Settings');
    const form = page.locator('pl-first-minute');
    if ((await form.count()) === 0) await page.getByRole('button', { name: 'Add a server' }).click();
    await chooseAddress(form, address);
    await form.getByText(says).waitFor();
    await takeScreenshot('bad-input-4-form', page);
  });
});
