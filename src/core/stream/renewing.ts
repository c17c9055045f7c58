import type { CredentialKind } from '../servers/credential.ts';
import type { CredentialAsk, ReadCredential } from './request.ts';
import { TransportError, type Transport } from './transport.ts';

/** Why a new access token could not be asked for, if that says something of the request, too. */
const NETWORK_CODES = ['dns', 'refused', 'unreachable', 'timeout', 'reset'] as const;

/**
 * Requests beside a stream outlive the access token that opened it. This sends each with the token of the moment, and once
 * more with a new one after a 401: Home Assistant has then done nothing of what was asked. Other credentials pass unchanged.
 */
export function renewing(
  { transport, readCredential }: { readonly transport: Transport; readonly readCredential: ReadCredential },
  kind: CredentialKind,
  ask: CredentialAsk,
): Transport {
  if (kind !== 'sign-in') return transport;

  async function readToken(refused?: string): Promise<string | null> {
    const answer = await readCredential({ ...ask, ...(refused === undefined ? {} : { refused }) });
    if (answer?.kind === 'sign-in') return answer.secret;
    if (answer?.kind !== 'failed') return null;
    const code = NETWORK_CODES.find((known) => known === answer.failure.code);
    if (code !== undefined) throw new TransportError(code);
    return null;
  }

  return async (request) => {
    const token = await readToken();
    if (token === null) throw new TransportError('aborted');
    const response = await transport(withToken(request, token));
    if (response.status !== 401) return response;
    const next = await readToken(token);
    if (next === null) return response;
    response.cancel();
    return transport(withToken(request, next));
  };
}

function withToken(request: Parameters<Transport>[0], token: string): Parameters<Transport>[0] {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}
