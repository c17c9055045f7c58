import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { chromiumPath, startBrowser, whySkipped, type TestBrowser } from './browser.ts';
import { FAKE_CERTIFICATES } from './fake-scenes.ts';

function calls(page: Page, name: string): Promise<readonly (readonly unknown[])[]> {
  return page.evaluate(
    (wanted) => window.fake.calls.filter((call) => call.name === wanted).map(({ args }) => args),
    name,
  );
}

const SHOWN = FAKE_CERTIFICATES.shown.fingerprint;
const SHOWN_PAIRS = Array.from({ length: 32 }, () => 'A1').join(':');
const PINNED_PAIRS = Array.from({ length: 32 }, () => 'B2').join(':');

describe.skipIf(chromiumPath === null)(`certificates and proxies in the window${whySkipped}`, () => {
  let browser: TestBrowser;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser.close());

  it('asks about a certificate that nobody vouches for, and pins it', async () => {
    const { page, complaints } = await browser.open('page=settings&state=untrusted');
    const panel = page.locator('pl-trust-panel');
    await panel.getByRole('heading', { name: 'Trust this certificate?' }).waitFor();
    const said = await panel.locator('section').innerText();
    for (const fact of ['home.example, 192.168.1.5', 'itself', '2026-01-05 to 2036-01-03', SHOWN_PAIRS]) {
      expect(said).toContain(fact);
    }
    expect(said).toContain('not for homeassistant.local');
    await panel.getByRole('button', { name: 'Do not trust it' }).click();
    await panel.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Look at the certificate again' }).click();
    await panel.getByRole('button', { name: 'Trust this certificate' }).click();
    await panel.waitFor({ state: 'detached' });
    expect(await calls(page, 'trustCertificate')).toEqual([['home', SHOWN]]);
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('shows both fingerprints when the certificate has changed', async () => {
    const { page } = await browser.open('page=settings&state=changed');
    const panel = page.locator('pl-trust-panel');
    await panel.getByRole('heading', { name: 'The certificate has changed' }).waitFor();
    const said = await panel.locator('section').innerText();
    expect(said).toContain(SHOWN_PAIRS);
    expect(said).toContain(PINNED_PAIRS);
    expect(said).toContain('Somebody may be in between.');
    await page.close();
  });

  it('takes an authority, a client certificate and a proxy, and sends only what was said', async () => {
    const { page, complaints } = await browser.open('page=settings');
    await page.getByRole('button', { name: 'Edit' }).first().click();
    await page.getByText('Certificates and proxy').click();
    await page.getByRole('button', { name: /^Choose: Custom CA/ }).click();
    await page.getByLabel('Client certificate').selectOption('pem');
    await page.getByLabel('Certificate (PEM file)', { exact: true }).fill('/home/ann/me.crt');
    await page.getByLabel('Passphrase of the key').fill('hunter2');
    await page.getByLabel('Proxy', { exact: true }).selectOption('url');
    await page.getByLabel('Address of the proxy').fill('proxy.lan:3128');
    await page.getByLabel('User name for the proxy').fill('ann');
    await page.getByLabel('Password for the proxy').fill('hunter3');
    await page.getByRole('button', { name: 'Save' }).click();
    expect((await calls(page, 'saveServer'))[0]?.[0]).toMatchObject({
      tls: { pin: null, caFile: '/home/ann/ca.pem' },
      clientCertificate: {
        kind: 'pem',
        certificateFile: '/home/ann/me.crt',
        keyFile: '',
        passphrase: 'hunter2',
      },
      proxy: { kind: 'url', url: 'proxy.lan:3128' },
      proxyLogin: { user: 'ann', password: 'hunter3' },
    });
    expect(await complaints()).toEqual([]);
    await page.close();
  });

  it('says nothing about a client certificate or a login that nobody touched', async () => {
    const { page } = await browser.open('page=settings');
    await page.getByRole('button', { name: 'Edit' }).first().click();
    await page.getByRole('button', { name: 'Save' }).click();
    const draft = (await calls(page, 'saveServer'))[0]?.[0] ?? {};
    expect(Object.keys(draft)).not.toContain('clientCertificate');
    expect(Object.keys(draft)).not.toContain('proxyLogin');
    await page.close();
  });
});
