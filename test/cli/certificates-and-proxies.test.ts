import { createHash, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { formatFingerprint } from '../../src/core/route/certificate.ts';
import { createDemoServer } from '../support/demo-server.ts';
import { createTemporaryFolder } from '../main/support/temporary-folder.ts';
import { createProxyServer } from '../support/proxy-server.ts';
import { createScenarioServer, type ScenarioServer } from '../support/scenario-server.ts';
import { readTestCertificates, OLD_TLS } from '../support/test-certificates.ts';
import { buildTerminalProgram, type Ending, type TerminalProgram } from './support/terminal-program.ts';

const made = readTestCertificates();
const TOKEN = 'not-a-token-of-anybody';

let program: TerminalProgram;
beforeAll(async () => {
  program = await buildTerminalProgram();
});
afterAll(() => program.remove());

const fingerprintOf = (cert: string): string =>
  formatFingerprint(createHash('sha256').update(new X509Certificate(cert).raw).digest('hex'));

async function startHome(tls: Parameters<typeof createScenarioServer>[0]): Promise<ScenarioServer> {
  const server = await createScenarioServer(tls);
  onTestFinished(() => server.close());
  return server;
}

/** Runs until the words are there, or it ends by itself; then ends it. */
async function tail(
  url: string,
  argv: readonly string[],
  until: RegExp,
  env: Record<string, string> = {},
): Promise<{ output: string } & Ending> {
  const run = program.run(['tail', '--server', url, '--for', '8', ...argv], {
    env: { HASS_TOKEN: TOKEN, ...env },
  });
  await Promise.race([run.waitFor(until).catch(() => undefined), run.ending]);
  run.child.kill('SIGINT');
  const ending = await run.ending;
  const output = (run.stdout + run.stderr).replace(/\s+/g, ' ');
  expect(output).not.toContain(TOKEN);
  return { output, ...ending };
}

const LIVE = /Connected to/;

describe('a certificate', () => {
  it('that nobody vouches for is shown with its fingerprint; with it the program connects', async () => {
    const home = await startHome(made.selfSigned);
    const fingerprint = fingerprintOf(made.selfSigned.cert);
    const first = await tail(home.baseUrl('healthy'), [], /--tls-fingerprint/);
    expect(first.output).toContain('signed by itself, valid to 2049-12-31');
    expect(first.output).toContain(`--tls-fingerprint ${fingerprint}`);
    expect(home.requests()).toEqual([]);
    const second = await tail(home.baseUrl('healthy'), ['--tls-fingerprint', fingerprint], LIVE);
    expect(second.output).toMatch(LIVE);
  });

  it('that is another one than the given stops it, with both fingerprints and code 5', async () => {
    const home = await startHome(made.trusted);
    const given = fingerprintOf(made.selfSigned.cert);
    const { code, output } = await tail(
      home.baseUrl('healthy'),
      ['--tls-fingerprint', given],
      /somebody may/,
    );
    expect(code).toBe(5);
    expect(output).toContain(`Expected ${given}, found ${fingerprintOf(made.trusted.cert)}`);
    expect(home.requests()).toEqual([]);
  });

  it.each([
    [
      'out of date',
      made.expired,
      'has expired, or is not valid yet. Nothing was sent. It is valid from 2020-01-01',
    ],
    [
      'for another host',
      made.wrongHost,
      'for another name than 127.0.0.1. Nothing was sent. It is for elsewhere.example',
    ],
    ['over TLS 1.0', { ...made.trusted, ...OLD_TLS }, 'offers no TLS version that is still safe'],
  ])('%s is refused with the reason', async (_name, tls, says) => {
    const home = await startHome(tls);
    const ca = join(createTemporaryFolder(), 'ca.pem');
    writeFileSync(ca, made.ca);
    const { output } = await tail(home.baseUrl('healthy'), ['--ca', ca], /Nothing was sent/);
    expect(output).toContain(says);
    expect(home.requests()).toEqual([]);
  });

  it('is vouched for by a file, given by --ca or NODE_EXTRA_CA_CERTS', async () => {
    const home = await startHome(made.trusted);
    const ca = join(createTemporaryFolder(), 'ca.pem');
    writeFileSync(ca, made.ca);
    expect((await tail(home.baseUrl('healthy'), ['--ca', ca], LIVE)).output).toMatch(LIVE);
    const env = { NODE_EXTRA_CA_CERTS: ca };
    expect((await tail(home.baseUrl('healthy'), [], LIVE, env)).output).toMatch(LIVE);
  });

  it('of ours opens a server that wants one, with its passphrase from the environment', async () => {
    const home = await startHome({
      ...made.trusted,
      ca: made.ca,
      requestCert: true,
      rejectUnauthorized: true,
    });
    const folder = createTemporaryFolder();
    const [ca, own] = [join(folder, 'ca.pem'), join(folder, 'own.pem')];
    writeFileSync(ca, made.ca);
    writeFileSync(own, made.trusted.cert + made.trusted.key);
    const without = await tail(home.baseUrl('healthy'), ['--ca', ca], /client certificate/);
    expect(without.output).toContain('wants a client certificate');
    const argv = ['--ca', ca, '--client-cert', own];
    expect((await tail(home.baseUrl('healthy'), argv, LIVE)).output).toMatch(LIVE);
  });

  it.each([
    ['is not there', '--ca', '/no/such/file.pem', /--ca: The file with the authority is not there/],
    ['is no certificate', '--ca', import.meta.filename, /--ca: .*holds no certificate in PEM/],
    ['is no pair', '--client-cert', import.meta.filename, /--client-cert: .*not in the format/],
  ])('whose file %s is a wrong command line', async (_name, option, file, says) => {
    const { code, output } = await tail('https://127.0.0.1:1', [option, file], says);
    expect(code).toBe(2);
    expect(output).toMatch(says);
  });
});

describe('a proxy', () => {
  it('of the environment is gone through, is named when it is dead, and is not gone round', async () => {
    const home = await createDemoServer({ rate: 50 });
    const proxy = await createProxyServer();
    onTestFinished(() => home.close());
    const url = home.url.replace('127.0.0.1', 'home.invalid');
    const env = { HASS_TOKEN: home.token, HTTP_PROXY: `http://127.0.0.1:${String(proxy.port)}` };
    expect((await tail(url, [], LIVE, env)).output).toMatch(LIVE);
    expect(proxy.requests).toContain(`GET ${url}/api/stream`);
    await proxy.die();
    const { output } = await tail(url, [], /open the way/, env);
    expect(output).toContain(`The proxy 127.0.0.1:${String(proxy.port)} does not open the way to`);
    expect(output).toContain('Check HTTPS_PROXY, HTTP_PROXY and NO_PROXY');
  });

  it('that wants a login gets it from the environment, and stops the program when it refuses it', async () => {
    const home = await createDemoServer({ rate: 50 });
    const proxy = await createProxyServer({ login: Buffer.from('ann:hunter2').toString('base64') });
    onTestFinished(() => home.close());
    const url = home.url.replace('127.0.0.1', 'home.invalid');
    const at = `127.0.0.1:${String(proxy.port)}`;
    const withLogin = (login: string): Record<string, string> => ({
      HASS_TOKEN: home.token,
      HTTP_PROXY: `http://${login}${at}`,
    });
    expect((await tail(url, [], /\(407\)/, withLogin(''))).output).toContain(
      'wants a user name and password (407)',
    );
    expect((await tail(url, [], LIVE, withLogin('ann:hunter2@'))).output).toMatch(LIVE);
    const wrong = await tail(url, [], /\(407\)/, withLogin('ann:hunter3@'));
    expect(wrong.code).toBe(5);
    expect(wrong.output).toContain('does not accept the user name and password (407)');
    expect(wrong.output).not.toContain('hunter3');
  });

  it('is left out for this computer, for NO_PROXY and for --proxy none', async () => {
    const home = await createDemoServer({ rate: 50 });
    const proxy = await createProxyServer();
    onTestFinished(() => home.close());
    const env = { HASS_TOKEN: home.token, HTTP_PROXY: `http://127.0.0.1:${String(proxy.port)}` };
    expect((await tail(home.url, [], LIVE, env)).output).toMatch(LIVE);
    const other = home.url.replace('127.0.0.1', 'home.invalid');
    await tail(other, [], /No computer answers/, { ...env, NO_PROXY: '.invalid' });
    await tail(other, ['--proxy', 'none'], /No computer answers/, env);
    expect(proxy.requests).toEqual([]);
  });
});
