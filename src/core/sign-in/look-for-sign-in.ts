import { isWireRecord, readField, readText } from '../events/read-field.ts';
import type { Failure } from '../stream/failure.ts';
import { getForSignIn, type RestPorts } from '../stream/rest.ts';
import type { SignInServer } from './token-endpoint.ts';

/** Whether a server has the sign-in by browser, and with or without PKCE. */
export type SignInOffer =
  | { readonly kind: 'offered'; readonly pkce: boolean }
  /** Nobody has set it up yet: its page would lead to the first steps and never back. */
  | { readonly kind: 'not-set-up' }
  /** Home Assistant before 0.77, or something else. */
  | { readonly kind: 'not-offered' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Asks what the server says of itself, without a credential; neither answer ever counts as a failed login. The document of
 * RFC 8414 is there since 2022.9 and lists S256 since 2026.10. A verifier that the server does not know of costs a failed login.
 */
export async function lookForSignIn(
  ports: RestPorts,
  server: SignInServer,
  signal: AbortSignal,
): Promise<SignInOffer> {
  const providers = await getForSignIn(ports, server, '/auth/providers', signal);
  if (!providers.ok) return { kind: 'failed', failure: providers.failure };
  if (providers.status !== 200) {
    const { body } = providers;
    if (isWireRecord(body) && readText(body, 'code') === 'onboarding_required') return { kind: 'not-set-up' };
    return providers.status === 404
      ? { kind: 'not-offered' }
      : { kind: 'failed', failure: providers.failure };
  }
  if (!isProviders(providers.body)) return { kind: 'not-offered' };
  const described = await getForSignIn(ports, server, '/.well-known/oauth-authorization-server', signal);
  if (!described.ok) return { kind: 'failed', failure: described.failure };
  const methods =
    described.status === 200 && isWireRecord(described.body)
      ? readField(described.body, 'code_challenge_methods_supported')
      : [];
  return { kind: 'offered', pkce: Array.isArray(methods) && methods.includes('S256') };
}

/** The answer to `/auth/providers`: a list until 2023, an object with that list since then. */
export function isProviders(body: unknown): boolean {
  const list = isWireRecord(body) ? readField(body, 'providers') : body;
  return (
    Array.isArray(list) &&
    list.every((provider) => isWireRecord(provider) && readText(provider, 'type') !== '')
  );
}
