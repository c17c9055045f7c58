import { createPrivateKey, X509Certificate } from 'node:crypto';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { ClientCertificate, RouteFileProblem, TlsPolicy } from '../core/route/route.ts';
import { TransportError } from '../core/stream/transport.ts';
import { splitPem, type TrustStore } from './trust-store.ts';

/** Makes the `SecureContext` of a policy. Rejects with `tls-file` when its files are unusable. */
export type TlsContexts = (policy: TlsPolicy) => Promise<SecureContext>;

/** Everything older is broken (RFC 8996). */
const OLDEST = 'TLSv1.2';

/** The one for servers without a policy is kept: reading all authorities takes some milliseconds. */
export function createTlsContexts(trustStore: TrustStore): TlsContexts {
  let usual: Promise<SecureContext> | null = null;
  return (policy) => {
    const { pin, ca, clientCertificate } = policy;
    if (pin === undefined && ca === undefined && clientCertificate === undefined) {
      usual ??= trustStore().then((authorities) =>
        createSecureContext({ minVersion: OLDEST, ca: [...authorities] }),
      );
      return usual;
    }
    return createContext(policy, trustStore);
  };
}

async function createContext(
  { pin, ca, clientCertificate }: TlsPolicy,
  trustStore: TrustStore,
): Promise<SecureContext> {
  // A pin needs no authority.
  const authorities = pin !== undefined ? [] : ca === undefined ? await trustStore() : splitPem(ca);
  const problem = ca === undefined ? null : checkAuthorities(ca);
  if (problem !== null) throw new TransportError('tls-file', { file: problem });
  const options: SecureContextOptions = { minVersion: OLDEST, ca: [...authorities] };
  if (clientCertificate === undefined) return createSecureContext(options);
  try {
    return createSecureContext({ ...options, ...toContextOptions(clientCertificate) });
  } catch (error) {
    throw new TransportError('tls-file', { file: findClientProblem(clientCertificate, error) });
  }
}

/** What is wrong with the files of a policy, found without a server; `null` for nothing. */
export function checkTlsPolicy({ ca, clientCertificate }: TlsPolicy): RouteFileProblem | null {
  const problem = ca === undefined ? null : checkAuthorities(ca);
  return problem ?? (clientCertificate === undefined ? null : checkClientCertificate(clientCertificate));
}

/** What is wrong with a PEM text that should hold authorities; `null` for nothing. */
function checkAuthorities(ca: string): RouteFileProblem | null {
  const blocks = splitPem(ca);
  try {
    for (const block of blocks) new X509Certificate(block);
  } catch {
    return { file: 'ca', problem: 'not-a-certificate' };
  }
  return blocks.length === 0 ? { file: 'ca', problem: 'not-a-certificate' } : null;
}

/** What is wrong with a client certificate; `null` for nothing. */
function checkClientCertificate(certificate: ClientCertificate): RouteFileProblem | null {
  try {
    createSecureContext(toContextOptions(certificate));
    return null;
  } catch (error) {
    return findClientProblem(certificate, error);
  }
}

function toContextOptions(certificate: ClientCertificate): SecureContextOptions {
  // An empty passphrase keeps OpenSSL from asking on the terminal.
  const passphrase = certificate.passphrase ?? '';
  return certificate.kind === 'pem'
    ? { cert: certificate.certificate, key: certificate.privateKey, passphrase }
    : { pfx: Buffer.from(certificate.archive), passphrase };
}

/**
 * Checks each part separately, because the errors of OpenSSL and BoringSSL differ and do not always name the
 * faulty part.
 */
function findClientProblem(certificate: ClientCertificate, error: unknown): RouteFileProblem {
  if (certificate.kind === 'pkcs12') return findArchiveProblem(error);
  const { privateKey, passphrase = '' } = certificate;
  const own = tryTo(() => new X509Certificate(certificate.certificate));
  if (own === null) return { file: 'client-certificate', problem: 'not-a-certificate' };
  const key = tryTo(() => createPrivateKey({ key: privateKey, passphrase }));
  if (key === null) {
    const isLocked = privateKey.includes('ENCRYPTED');
    return { file: 'client-key', problem: isLocked ? 'passphrase' : 'not-a-certificate' };
  }
  const isPair = own.checkPrivateKey(key);
  return isPair
    ? { file: 'client-certificate', problem: 'not-a-certificate' }
    : { file: 'client-key', problem: 'mismatch' };
}

/** The parts of an archive can't be checked separately, so this reads the error's text. None of it is passed on. */
function findArchiveProblem(error: unknown): RouteFileProblem {
  const text = error instanceof Error ? error.message : '';
  if (/mac.verify|incorrect.password/i.test(text)) return { file: 'client-key', problem: 'passphrase' };
  const isOld = /unsupported/i.test(text);
  return { file: 'client-certificate', problem: isOld ? 'old-cipher' : 'not-a-certificate' };
}

function tryTo<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}
