import { createHash, X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ServerDraft } from '../../../src/core/servers/server-draft.ts';
import type { ConnectionState } from '../../../src/core/stream/failure.ts';
import type { Services } from '../../../src/main/app/services.ts';
import { createRequestHandlers, type RequestPorts } from '../../../src/main/ipc/request-handlers.ts';
import { createProxyServer } from '../../support/proxy-server.ts';
import { createScenarioServer, type ScenarioServer } from '../../support/scenario-server.ts';
import { readTestCertificates } from '../../support/test-certificates.ts';
import { startBench, until } from '../support/services-bench.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const made = readTestCertificates();
const fingerprintOf = (cert: string): string =>
  createHash('sha256').update(new X509Certificate(cert).raw).digest('hex');

async function startHome(tls?: Parameters<typeof createScenarioServer>[0]): Promise<ScenarioServer> {
  const home = await createScenarioServer(tls);
  onTestFinished(() => home.close());
  return home;
}

const DRAFT = {
  name: 'Home',
  colour: 'teal',
  credentialKind: 'bearer',
  secret: 'a-token-of-the-tests',
  restrict: [],
  enabled: true,
} as const;

async function save(services: Services, draft: ServerDraft): Promise<string> {
  const saved = await services.editing.saveServer(draft);
  if (!saved.ok) throw new Error(saved.message);
  return saved.id;
}

function reasonOf(state: ConnectionState): string {
  return 'reason' in state ? `${state.kind} ${state.reason.code}` : state.kind;
}

/** What a page can ask for, as far as certificates go. */
function toHandlers(services: Services): Pick<ReturnType<typeof createRequestHandlers>, 'trustCertificate'> {
  // Only the services are used by the requests of this test.
  return createRequestHandlers({ services, bugs: {}, updates: {} } as unknown as RequestPorts);
}

describe('a certificate in the window', () => {
  it('is asked about, pinned for this server only, kept over a restart, and a hard stop when it changes', async () => {
    const folder = createTemporaryFolder();
    const home = await startHome(made.selfSigned);
    const other = await startHome(made.trusted);
    const shown = fingerprintOf(made.selfSigned.cert);
    const first = startBench(folder);
    const id = await save(first.services, { ...DRAFT, url: home.baseUrl('healthy') });
    const state = (): ConnectionState => first.services.monitor.state(id);
    await until('the question', () => reasonOf(state()) === 'waiting tls-untrusted');
    const { trustCertificate } = toHandlers(first.services);
    expect(await trustCertificate(id, '00'.repeat(32))).toMatch(/another certificate/);
    expect(home.requests()).toEqual([]);
    expect(await trustCertificate(id, shown)).toBeNull();
    await until('live', () => state().kind === 'live');
    await first.services.stop();

    const second = startBench(folder);
    await until('live again', () => second.services.monitor.state(id).kind === 'live');
    const stranger = await save(second.services, { ...DRAFT, url: other.baseUrl('healthy') });
    await until('a question of its own', () =>
      reasonOf(second.services.monitor.state(stranger)).endsWith('tls-untrusted'),
    );
    await save(second.services, {
      ...DRAFT,
      id,
      url: home.baseUrl('healthy'),
      tls: { pin: fingerprintOf(made.trusted.cert), caFile: null },
    });
    await until('the stop', () => reasonOf(second.services.monitor.state(id)) === 'stopped tls-changed');
    expect(second.services.monitor.state(id)).toMatchObject({
      reason: { pinned: fingerprintOf(made.trusted.cert), certificate: { fingerprint: shown } },
    });
    expect(await toHandlers(second.services).trustCertificate(id, shown)).toBeNull();
    await until('live with the new one', () => second.services.monitor.state(id).kind === 'live');
  });

  it('is told by the connection test, which goes on once it is trusted', async () => {
    const home = await startHome(made.selfSigned);
    const { services } = startBench(createTemporaryFolder());
    const draft: ServerDraft = { ...DRAFT, url: home.baseUrl('healthy') };
    const [reachable, certificate, ...rest] = await services.connectionTest.run(draft);
    expect(reachable).toMatchObject({ name: 'reachable', outcome: 'passed' });
    expect(certificate).toMatchObject({
      outcome: 'failed',
      certificate: { fingerprint: fingerprintOf(made.selfSigned.cert), coversHost: true },
    });
    expect(rest.every(({ outcome }) => outcome === 'skipped')).toBe(true);
    expect(home.requests()).toEqual([]);
    const pin = fingerprintOf(made.selfSigned.cert);
    const trusted = await services.connectionTest.run({ ...draft, tls: { pin, caFile: null } });
    expect(trusted.map(({ outcome }) => outcome)).toEqual(TEST_PASSED);
    const wrong = await services.connectionTest.run({
      ...draft,
      tls: { pin: '00'.repeat(32), caFile: null },
    });
    expect(wrong[1]).toMatchObject({ outcome: 'failed', pinned: '00'.repeat(32) });
  });

  it('of an authority in a file is taken, and a bad file is a sentence', async () => {
    const folder = createTemporaryFolder();
    const home = await startHome(made.trusted);
    const { services } = startBench(folder);
    const caFile = join(folder, 'authority.pem');
    writeFileSync(caFile, made.ca);
    const draft = { ...DRAFT, url: home.baseUrl('healthy'), tls: { pin: null, caFile } };
    const id = await save(services, draft);
    await until('live', () => services.monitor.state(id).kind === 'live');
    writeFileSync(caFile, 'nothing');
    services.monitor.reconnect(id);
    await until('the sentence', () => reasonOf(services.monitor.state(id)) === 'waiting tls-file');
    expect(await services.editing.saveServer(draft)).toMatchObject({ ok: false, field: 'form' });
  });
});

const TEST_PASSED = ['passed', 'passed', 'passed', 'passed', 'passed', 'passed'];

describe('secrets of the way', () => {
  it('open a server that wants a client certificate, and are nowhere readable', async () => {
    const folder = createTemporaryFolder();
    const keys = createTemporaryFolder();
    const home = await startHome({
      ...made.trusted,
      ca: made.ca,
      requestCert: true,
      rejectUnauthorized: true,
    });
    const [certificateFile, keyFile, caFile] = ['mine.crt', 'mine.key', 'ca.pem'].map((name) =>
      join(keys, name),
    );
    if (certificateFile === undefined || keyFile === undefined || caFile === undefined)
      throw new Error('names');
    writeFileSync(certificateFile, made.trusted.cert);
    writeFileSync(keyFile, made.trusted.key);
    writeFileSync(caFile, made.ca);
    const bench = startBench(folder);
    const id = await save(bench.services, {
      ...DRAFT,
      url: home.baseUrl('healthy'),
      tls: { pin: null, caFile },
      clientCertificate: { kind: 'pem', certificateFile, keyFile, passphrase: 'hunter2' },
    });
    await until('live', () => bench.services.monitor.state(id).kind === 'live');
    await bench.services.stop();
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(texts.join('\n')).not.toMatch(/hunter2|mine\.key|mine\.crt/);
    const again = startBench(folder);
    await until('live again', () => again.services.monitor.state(id).kind === 'live');
    again.services.editing.removeServer(id);
    expect(readFileSync(join(folder, 'credentials.json'), 'utf8')).not.toContain(id);
  });

  it('open a proxy, which is asked by the name it has in the settings', async () => {
    const folder = createTemporaryFolder();
    const home = await startHome();
    const proxy = await createProxyServer({ login: Buffer.from('ann:hunter2').toString('base64') });
    const { services } = startBench(folder);
    const url = home.baseUrl('healthy').replace('127.0.0.1', 'home.invalid');
    const way = { proxy: { kind: 'url', url: `127.0.0.1:${String(proxy.port)}` } } as const;
    const id = await save(services, { ...DRAFT, url, ...way });
    await until('the 407', () => reasonOf(services.monitor.state(id)) === 'waiting proxy-auth');
    const proxyLogin = { user: 'ann', password: 'hunter2' };
    await save(services, { ...DRAFT, id, url, ...way, proxyLogin });
    await until('live', () => services.monitor.state(id).kind === 'live');
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
    expect(texts.join('\n')).not.toContain('hunter2');
    await proxy.die();
    await until('its death', () => reasonOf(services.monitor.state(id)) === 'waiting proxy-failed');
    await proxy.revive();
    await until('its return', () => services.monitor.state(id).kind === 'live');
  });
});
