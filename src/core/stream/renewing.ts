import type { CredentialKind } from '../servers/credential.ts';
import type { CredentialAsk, ReadCredential } from './request.ts';
import { RenewalError } from './renewal-error.ts';
import type { Transport } from './transport.ts';

/**
 * Requests beside a stream outlive the access token that opened it. This sends each with the token of the moment, and once
 * more with a new one after a 401: Home Assistant has then done nothing of what was asked. Other credentials pass unchanged.
 *
 * It rejects with a `RenewalError` when no token could be got. The 401 is not the answer then: a proxy that is away for a moment
 * has not refused anybody.
 */
export function renewing(
  { transport, readCredential }: { readonly transport: Transport; readonly readCredential: ReadCredential },
  kind: CredentialKind,
  ask: CredentialAsk,
): Transport {
  if (kind !== 'sign-in') return transport;

  async function readToken(refused?: string): Promise<string> {
    const answer = await readCredential({ ...ask, ...(refused === undefined ? {} : { refused }) });
    if (answer?.kind === 'sign-in') return answer.secret;
    throw new RenewalError(answer?.kind === 'failed' ? answer.failure : { code: 'no-credential' });
  }

  return async (request) => {
    const token = await readToken();
    const response = await transport(withToken(request, token));
    if (response.status !== 401) return response;
    response.cancel();
    return transport(withToken(request, await readToken(token)));
  };
}

function withToken(request: Parameters<Transport>[0], token: string): Parameters<Transport>[0] {
  return { ...request, headers: { ...request.headers, authorization: `Bearer ${token}` } };
}
