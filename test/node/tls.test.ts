import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import type { TlsOptions } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { ClientCertificate, TlsPolicy } from '../../src/core/route/route.ts';
import { createHttpTransport } from '../../src/node/http-transport.ts';
import { readTestCertificates, OLD_TLS, type TestCertificate } from '../support/test-certificates.ts';
import { createTlsServer } from '../support/tls-server.ts';
import { ask } from './support/ask.ts';

const made = readTestCertificates();
/** A computer that trusts the authority of the tests, and one that does not. */
const knowing = createHttpTransport({ trustStore: () => Promise.resolve([made.ca]) });
const unknowing = createHttpTransport({ trustStore: () => Promise.resolve([]) });
const pinOf = ({ cert }: TestCertificate): string =>
  createHash('sha256').update(new X509Certificate(cert).raw).digest('hex');

interface Case {
  readonly server: TlsOptions;
  readonly policy?: TlsPolicy;
  readonly knows?: boolean;
  readonly code: string;
}
const CASES: Readonly<Record<string, Case>> = {
  'an authority of this computer': { server: made.trusted, knows: true, code: 'ok' },
  'an authority that nobody here knows': { server: made.trusted, code: 'tls-untrusted' },
  'a certificate that signed itself': { server: made.selfSigned, knows: true, code: 'tls-untrusted' },
  'one out of date': { server: made.expired, knows: true, code: 'tls-expired' },
  'one out of date that signed itself': { server: made.selfSignedExpired, code: 'tls-expired' },
  'one for another host': { server: made.wrongHost, knows: true, code: 'tls-wrong-host' },
  'one for another host, of nobody known': { server: made.wrongHost, code: 'tls-untrusted' },
  'TLS 1.0': { server: { ...made.trusted, ...OLD_TLS }, knows: true, code: 'tls-version' },
  'the pinned one, signed by itself': {
    server: made.selfSigned,
    policy: { pin: pinOf(made.selfSigned) },
    code: 'ok',
  },
  'the pinned one, for another host': {
    server: made.wrongHost,
    policy: { pin: pinOf(made.wrongHost) },
    code: 'ok',
  },
  'the pinned one, out of date': {
    server: made.selfSignedExpired,
    policy: { pin: pinOf(made.selfSignedExpired) },
    code: 'tls-expired',
  },
  'the pinned one over TLS 1.0': {
    server: { ...made.selfSigned, ...OLD_TLS },
    policy: { pin: pinOf(made.selfSigned) },
    code: 'tls-version',
  },
  'another than the pinned one': {
    server: made.selfSigned,
    policy: { pin: pinOf(made.trusted) },
    code: 'tls-changed',
  },
  'another than the pinned one, of a known authority': {
    server: made.trusted,
    policy: { pin: pinOf(made.selfSigned) },
    knows: true,
    code: 'tls-changed',
  },
  'another than the pinned one, of the chosen authority': {
    server: made.trusted,
    policy: { pin: pinOf(made.selfSigned), ca: made.ca },
    code: 'tls-changed',
  },
  'an authority from a file': { server: made.trusted, policy: { ca: made.ca }, code: 'ok' },
  'out of date, with its authority from a file': {
    server: made.expired,
    policy: { ca: made.ca },
    code: 'tls-expired',
  },
  'another authority than the one from a file': {
    server: made.trusted,
    policy: { ca: made.selfSigned.cert },
    knows: true,
    code: 'tls-untrusted',
  },
  'a file without an authority': {
    server: made.trusted,
    policy: { ca: 'no certificate' },
    knows: true,
    code: 'tls-file',
  },
};

describe('a server with', () => {
  it.each(Object.entries(CASES))('%s', async (_name, { server: options, policy, knows, code }) => {
    const server = await createTlsServer(options);
    const asked = await ask(knows === true ? knowing : unknowing, server.origin, {
      ...(policy === undefined ? {} : { tls: policy }),
    });
    expect(asked.code).toBe(code);
    if (code === 'ok') expect(server.applicationBytes).toBeGreaterThan(0);
    else expect(server.applicationBytes).toBe(0);
  });
});

describe('what is told of a refused certificate', () => {
  it('is enough to decide', async () => {
    const server = await createTlsServer(made.selfSigned);
    expect(await ask(unknowing, server.origin)).toEqual({
      code: 'tls-untrusted',
      facts: {
        certificate: {
          names: ['localhost', '127.0.0.1'],
          issuer: 'Porchlight test self-signed',
          selfSigned: true,
          validFrom: Date.UTC(2020, 0, 1),
          validTo: Date.UTC(2049, 11, 31, 23, 59, 59),
          fingerprint: pinOf(made.selfSigned),
          coversHost: true,
        },
      },
    });
  });

  it('has both fingerprints when it is another one, and nothing was sent to it', async () => {
    const server = await createTlsServer(made.selfSigned);
    const tls = { pin: pinOf(made.selfSigned) };
    expect((await ask(unknowing, server.origin, { tls })).code).toBe('ok');
    const before = server.applicationBytes;
    server.renew(made.trusted);
    expect(await ask(knowing, server.origin, { tls })).toMatchObject({
      code: 'tls-changed',
      facts: { pinned: tls.pin, certificate: { fingerprint: pinOf(made.trusted), selfSigned: false } },
    });
    expect(server.applicationBytes).toBe(before);
  });

  it('says that it is for another host', async () => {
    const server = await createTlsServer(made.wrongHost);
    expect(await ask(knowing, server.origin)).toMatchObject({
      facts: { certificate: { names: ['elsewhere.example'], coversHost: false } },
    });
  });
});

describe('a client certificate', () => {
  const PEM: ClientCertificate = {
    kind: 'pem',
    certificate: made.trusted.cert,
    privateKey: made.trusted.key,
  };
  const ASKING: TlsOptions = { ...made.trusted, ca: made.ca, requestCert: true, rejectUnauthorized: true };

  it.each<[string, ClientCertificate]>([
    ['PEM', PEM],
    ['PEM with a passphrase', { ...PEM, privateKey: lockKey(made.trusted.key), passphrase: 'open' }],
    ['PKCS #12', { kind: 'pkcs12', archive: made.archive, passphrase: 'open' }],
  ])('opens a server that wants one: %s', async (_name, clientCertificate) => {
    const server = await createTlsServer(ASKING);
    const asked = await ask(unknowing, server.origin, { tls: { ca: made.ca, clientCertificate } });
    expect(asked.code).toBe('ok');
    expect(server.clientName).toBe('Porchlight test trusted');
  });

  it('is missed by its name', async () => {
    const server = await createTlsServer(ASKING);
    expect((await ask(knowing, server.origin)).code).toBe('tls-client-certificate');
    const other: ClientCertificate = {
      kind: 'pem',
      certificate: made.selfSigned.cert,
      privateKey: made.selfSigned.key,
    };
    expect((await ask(knowing, server.origin, { tls: { clientCertificate: other } })).code).toMatch(
      /^(?:tls-client-certificate|reset)$/,
    );
  });

  it.each<[string, ClientCertificate, string, string]>([
    ['a key that is locked', { ...PEM, privateKey: lockKey(made.trusted.key) }, 'client-key', 'passphrase'],
    [
      'a wrong passphrase',
      { ...PEM, privateKey: lockKey(made.trusted.key), passphrase: 'shut' },
      'client-key',
      'passphrase',
    ],
    [
      'a wrong passphrase of an archive',
      { kind: 'pkcs12', archive: made.archive, passphrase: 'shut' },
      'client-key',
      'passphrase',
    ],
    ['the key of another', { ...PEM, privateKey: made.selfSigned.key }, 'client-key', 'mismatch'],
    ['no certificate', { ...PEM, certificate: 'hello' }, 'client-certificate', 'not-a-certificate'],
    ['no key', { ...PEM, privateKey: 'hello' }, 'client-key', 'not-a-certificate'],
    [
      'no archive',
      { kind: 'pkcs12', archive: new TextEncoder().encode('hello') },
      'client-certificate',
      'not-a-certificate',
    ],
  ])('says what is wrong before anything is opened: %s', async (_name, clientCertificate, file, problem) => {
    const server = await createTlsServer(made.trusted);
    expect(await ask(knowing, server.origin, { tls: { clientCertificate } })).toEqual({
      code: 'tls-file',
      facts: { file: { file, problem } },
    });
    expect(server.connections).toBe(0);
  });
});

function lockKey(key: string): string {
  return createPrivateKey(key)
    .export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' })
    .toString();
}
