import type { Clock } from '../../core/clock.ts';
import type { ServerProfile } from '../../core/servers/profile.ts';
import { partsOf } from '../../core/servers/route-draft.ts';
import type { AccessTokens } from '../../core/sign-in/access-tokens.ts';
import { revoke, type SignInServer } from '../../core/sign-in/token-endpoint.ts';
import type { Failure } from '../../core/stream/failure.ts';
import type { CredentialAnswer, CredentialAsk } from '../../core/stream/request.ts';
import type { Transport } from '../../core/stream/transport.ts';
import { ownerOf } from '../secrets/secret-envelope.ts';
import type { Vault } from '../secrets/vault.ts';
import type { ServerRoutes } from './server-routes.ts';

/** A server as far as its credential goes. */
type CredentialOwner = Pick<ServerProfile, 'id' | 'baseUrl' | 'credentialKind' | 'tls' | 'proxy' | 'second'>;

export interface ServerCredentialsPorts {
  readonly clock: Clock;
  readonly transport: Transport;
  readonly userAgent: string;
  readonly vault: Pick<Vault, 'read'>;
  readonly routes: Pick<ServerRoutes, 'read'>;
  readonly tokens: AccessTokens;
}

/** The credentials that requests are sent with: secrets of the vault, and access tokens for those who signed in. */
export type ServerCredentials = ReturnType<typeof createServerCredentials>;

export function createServerCredentials(ports: ServerCredentialsPorts) {
  const { vault, routes, tokens, userAgent } = ports;

  async function readServer(server: CredentialOwner): Promise<SignInServer | Failure> {
    const way = await routes.read(server, partsOf(server));
    return way.ok
      ? { baseUrl: server.baseUrl, userAgent, route: way.route }
      : { code: 'tls-file', file: way.problem };
  }

  async function signOut(server: ServerProfile): Promise<void> {
    // Both begin before the caller deletes what they read.
    const [stored, reached] = await Promise.all([vault.read(ownerOf(server)), readServer(server)]);
    if (stored?.kind !== 'sign-in' || 'code' in reached) return;
    tokens.forget(stored.refreshToken);
    await revoke(ports, reached, stored.refreshToken, new AbortController().signal);
  }

  return {
    async read(server: CredentialOwner, ask: CredentialAsk): Promise<CredentialAnswer> {
      const stored = await vault.read(ownerOf(server));
      if (stored?.kind !== 'sign-in') return stored;
      return tokens.read(stored, () => readServer(server), ask);
    },
    /**
     * Tells Home Assistant that a sign-in is over, so that it works no more. Once and in the background: a server that is out of
     * reach is told nothing, and forgets the sign-in after 90 days by itself.
     */
    signOut(server: ServerProfile): void {
      if (server.credentialKind === 'sign-in') void signOut(server);
    },
  };
}
