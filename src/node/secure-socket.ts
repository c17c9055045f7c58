import { createHash } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import {
  checkServerIdentity,
  connect as connectTls,
  type PeerCertificate,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { toCertificateFacts, type CertificateFacts } from '../core/route/certificate.ts';
import { judgeCertificate } from '../core/route/judge-certificate.ts';
import { TransportError } from '../core/stream/transport.ts';
import { whenOpen } from './opened.ts';

export interface HandshakeOptions {
  /** Open, and not used yet. */
  readonly socket: Socket;
  /** Name or address of the server in the URL, without the brackets of IPv6. */
  readonly host: string;
  readonly context: SecureContext;
  /** See `TlsPolicy`. */
  readonly pin: string | null;
  readonly signal: AbortSignal;
}

/**
 * Starts TLS on a socket. Rejects with a `TransportError` that has the certificate if that was refused, else
 * with the system's error. Returns the socket only after the check of the certificate, so no byte of a request,
 * and no secret, can be written before.
 */
export async function secure({ socket, host, context, pin, signal }: HandshakeOptions): Promise<TLSSocket> {
  const secured = connectTls({
    socket,
    secureContext: context,
    ALPNProtocols: ['http/1.1'],
    ...(isIP(host) === 0 ? { servername: host } : {}),
    // Otherwise Node would close the socket itself, and we could not show the certificate. Node's
    // result is in `authorized`; the check is made below, for every policy.
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  await whenOpen(secured, 'secureConnect', signal);
  const certificate = readCertificate(secured, host);
  const handshake = {
    certificate,
    protocol: secured.getProtocol(),
    chainProblem: secured.authorized ? null : String(secured.authorizationError),
  };
  const refusal = judgeCertificate(handshake, pin, Date.now());
  if (refusal === null) return secured;
  secured.on('error', () => undefined);
  secured.destroy();
  throw new TransportError(refusal, { certificate, ...(pin === null ? {} : { pinned: pin }) });
}

function readCertificate(socket: TLSSocket, host: string): CertificateFacts {
  // The type says that it always exists; without a certificate Node returns an empty object.
  const peer: Partial<PeerCertificate> & { raw?: Buffer } = socket.getPeerCertificate(true);
  if (peer.raw === undefined) throw new TransportError('tls');
  const subject = toTexts(peer.subject?.CN);
  const names = toNames(peer.subjectaltname);
  return toCertificateFacts({
    names: names.length > 0 ? names : subject,
    issuer: toTexts(peer.issuer?.CN ?? peer.issuer?.O).join(', '),
    selfSigned: JSON.stringify(peer.subject) === JSON.stringify(peer.issuer),
    validFrom: Date.parse(peer.valid_from ?? ''),
    validTo: Date.parse(peer.valid_to ?? ''),
    fingerprint: createHash('sha256').update(peer.raw).digest('hex'),
    coversHost: checkServerIdentity(host, socket.getPeerCertificate()) === undefined,
  });
}

/** A certificate may have several values for a name; the types allow one only. */
function toTexts(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/** `DNS:home.example, IP Address:192.168.1.5` in plain names. */
function toNames(text: string | undefined): readonly string[] {
  return (text ?? '')
    .split(', ')
    .map((entry) => /^(?:DNS|IP Address):(.*)$/.exec(entry)?.[1])
    .filter((name) => name !== undefined);
}
