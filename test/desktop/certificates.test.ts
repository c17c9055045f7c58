import type { Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { createProxyServer } from '../support/proxy-server.ts';
import { createScenarioServer, type ScenarioServer } from '../support/scenario-server.ts';
import { readTestCertificates } from '../support/test-certificates.ts';
import { askApp, findPage, openAppPage, saveServer } from './support/app-page.ts';
import { describeDesktop } from './support/describe-desktop.ts';
import { launchPorchlight, type DrivenPorchlight } from './support/launch-porchlight.ts';
import { pollFor } from './support/poll.ts';
import { takeScreenshot } from './support/screenshot.ts';
import { findOnDisk } from './support/user-data.ts';

const made = readTestCertificates();
const TOKEN = 'a-token-that-nobody-may-read-early';

async function startHome(tls?: Parameters<typeof createScenarioServer>[0]): Promise<ScenarioServer> {
  const home = await createScenarioServer(tls);
  onTestFinished(() => home.close());
  return home;
}

async function launch(env: Record<string, string> = {}): Promise<DrivenPorchlight> {
  const app = await launchPorchlight({ env });
  onTestFinished(() => app.electronApp.close());
  return app;
}

/** What the only server is doing, with the reason where there is one. */
async function stateOf(page: Page): Promise<string> {
  const [server] = (await askApp(page, 'getOverview')).servers;
  if (server === undefined) return 'none';
  return 'reason' in server.state ? `${server.state.kind} ${server.state.reason.code}` : server.state.kind;
}

function waitForState(page: Page, wanted: string): Promise<true> {
  return pollFor(wanted, async () => ((await stateOf(page)) === wanted ? true : undefined));
}

describeDesktop('a certificate and a proxy in the real app', () => {
  it('is asked about before anything is sent, pinned by a click, and refused when it is another one', async () => {
    const [home, impostor] = await Promise.all([startHome(made.selfSigned), startHome(made.trusted)]);
    const { electronApp } = await launch();
    const page = await findPage(electronApp);
    const url = home.baseUrl('healthy');
    const id = await saveServer(page, { url, secret: TOKEN });
    await waitForState(page, 'waiting tls-untrusted');
    expect(home.requests()).toEqual([]);
    await openAppPage(page, 'Settings');
    const panel = page.locator('pl-trust-panel');
    await panel.getByText('localhost, 127.0.0.1').waitFor();
    await takeScreenshot('certificate-1-question', page);
    await panel.getByRole('button', { name: 'Trust this certificate' }).click();
    await waitForState(page, 'live');

    const pin = (await askApp(page, 'getOverview')).servers[0]?.tls.pin ?? null;
    const moved = { id, url: impostor.baseUrl('healthy'), secret: TOKEN };
    await saveServer(page, { ...moved, tls: { pin, caFile: null } });
    await waitForState(page, 'stopped tls-changed');
    await panel.getByText('Trusted until now').waitFor();
    await takeScreenshot('certificate-2-changed', page);
    expect(impostor.requests()).toEqual([]);
  });

  it("goes through the session's proxy, names it when it dies, and comes back with it", async () => {
    const home = await startHome();
    const proxy = await createProxyServer();
    const { electronApp } = await launch({
      // A desktop without proxy settings of its own leaves them to the environment.
      XDG_CURRENT_DESKTOP: 'none',
      http_proxy: `http://127.0.0.1:${String(proxy.port)}`,
    });
    const page = await findPage(electronApp);
    const url = home.baseUrl('healthy').replace('127.0.0.1', 'home.invalid');
    await saveServer(page, { url, secret: TOKEN });
    await waitForState(page, 'live');
    expect(proxy.requests.some((line) => line.includes('http://home.invalid'))).toBe(true);
    await proxy.die();
    await waitForState(page, 'waiting proxy-failed');
    await proxy.revive();
    await waitForState(page, 'live');
  });

  it('keeps the login of a proxy and the place of a key out of every file', async () => {
    const { electronApp, userDataDir } = await launch();
    const page = await findPage(electronApp);
    const id = await saveServer(page, {
      url: 'http://home.invalid',
      enabled: false,
      secret: TOKEN,
      proxy: { kind: 'url', url: 'http://127.0.0.1:9' },
      proxyLogin: { user: 'ann', password: 'swordfish-of-the-proxy' },
    });
    expect(id).not.toBe('');
    const { servers } = await askApp(page, 'getOverview');
    expect(servers[0]?.proxy).toEqual({ kind: 'url', url: 'http://127.0.0.1:9', login: true });
    expect(JSON.stringify(servers)).not.toContain('swordfish');
    expect(await findOnDisk(userDataDir, 'swordfish-of-the-proxy')).toEqual([]);
  });
});
