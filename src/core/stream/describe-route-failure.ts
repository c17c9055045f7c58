import { describeIssuer, describeNames, formatCertificateDay } from '../route/certificate.ts';
import type { RouteFileProblem } from '../route/route.ts';
import type { Failure, FailureCode } from './failure.ts';

/** Failures of TLS and of proxies, before a request reaches the server. */
type RouteFailureCode = Extract<FailureCode, `tls${string}` | `proxy-${string}`>;

/** One sentence of cause, one next step, by code. */
export type Words<C extends FailureCode> = Readonly<Record<C, readonly [cause: string, next: string]>>;

/** `host` with its port, `name` without. */
export function toRouteWords(failure: Failure, host: string, name: string): Words<RouteFailureCode> {
  const proxy = failure.proxy === undefined ? 'The proxy' : `The proxy ${failure.proxy}`;
  return {
    'tls-untrusted': [
      `The certificate of ${host} is not trusted by this computer. Nothing was sent.${factsOf(failure)}`,
      'Compare its fingerprint with the one on the server, then trust it, or choose the file of its authority in Settings.',
    ],
    'tls-changed': [
      `The certificate of ${host} is not the one that you trusted. Nothing was sent.${factsOf(failure)}`,
      'If you renewed it, compare both fingerprints and trust the new one. If not, somebody may be in between: do not trust it.',
    ],
    'tls-expired': [
      `The certificate of ${host} has expired, or is not valid yet. Nothing was sent.${datesOf(failure)}`,
      'Renew the certificate of the server, and check the clock of this computer.',
    ],
    'tls-wrong-host': [
      `The certificate of the server is for another name than ${name}. Nothing was sent.${namesOf(failure)}`,
      'Use the name in the certificate as the address in Settings.',
    ],
    'tls-version': [
      `${host} offers no TLS version that is still safe. Nothing was sent.`,
      'Switch TLS 1.2 or 1.3 on in the server or in the proxy before it.',
    ],
    'tls-client-certificate': [
      `${host} wants a client certificate, or does not accept the one it was shown.`,
      'Choose the client certificate for this server in Settings, or a newer one.',
    ],
    'tls-file': describeFileFailure(failure.file ?? { file: 'ca', problem: 'unreadable' }, host),
    tls: [
      `No secure connection to ${host} could be made. Nothing was sent.`,
      'Check whether the address needs http:// instead of https://, and whether the server offers TLS 1.2 or newer.',
    ],
    'proxy-auth': [
      `${proxy} ${failure.proxyLogin === true ? 'does not accept the user name and password' : 'wants a user name and password'} (407).`,
      failure.proxyLogin === true
        ? 'Correct them in Settings. Porchlight does not try again by itself, because that may lock the account.'
        : 'Enter the proxy with its user name and password in Settings.',
    ],
    'proxy-failed': [
      `${proxy} does not open the way to ${host}${failure.status === undefined ? '' : ` (${String(failure.status)})`}.`,
      'Check the proxy of this computer, or the one in Settings. Porchlight does not go round it.',
    ],
  };
}

/** What is wrong with a file, and what to do. Also shown when the file is chosen. */
export function describeFileProblem({ file, problem }: RouteFileProblem): string {
  const what = {
    ca: 'The file with the authority',
    'client-certificate': 'The file with the client certificate',
    'client-key': 'The file with the private key',
  }[file];
  return {
    absent: `${what} is not there. Choose it again.`,
    unreadable: `${what} can't be read. Check its permissions.`,
    'too-large': `${what} is larger than such a file is. Choose another one.`,
    'not-a-certificate':
      file === 'ca'
        ? `${what} holds no certificate in PEM. It should have a line with BEGIN CERTIFICATE.`
        : `${what} is not in the format that was chosen. Choose PEM or PKCS #12 as it is.`,
    passphrase: 'The passphrase of the client certificate is wrong or missing. Enter it again.',
    mismatch: 'The client certificate and the private key do not belong together. Choose the pair.',
    'old-cipher': 'The PKCS #12 file uses an old cipher. Export it again with AES, or as PEM.',
    locked:
      'Where the client certificate is kept is locked. Unlock the keyring, or choose the certificate again.',
  }[problem];
}

function describeFileFailure(problem: RouteFileProblem, host: string): readonly [string, string] {
  const [cause = '', ...next] = describeFileProblem(problem).split(/(?<=\.) /);
  return [`${cause} Nothing was sent to ${host}.`, `${next.join(' ')} It belongs to this server's settings.`];
}

function factsOf({ certificate }: Failure): string {
  if (certificate === undefined) return '';
  const to = formatCertificateDay(certificate.validTo);
  return ` It is for ${describeNames(certificate)}, signed by ${describeIssuer(certificate)}, valid to ${to}.`;
}

function datesOf({ certificate }: Failure): string {
  if (certificate === undefined) return '';
  const [from, to] = [certificate.validFrom, certificate.validTo].map(formatCertificateDay);
  return ` It is valid from ${from ?? ''} to ${to ?? ''}.`;
}

function namesOf({ certificate }: Failure): string {
  return certificate === undefined ? '' : ` It is for ${describeNames(certificate)}.`;
}
