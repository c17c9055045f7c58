import * as z from 'zod';
import { secretsIdOf } from '../../core/servers/addresses.ts';
import { originOf } from '../../core/servers/base-url.ts';
import type { CredentialKind } from '../../core/servers/credential.ts';
import type { ServerProfile } from '../../core/servers/profile.ts';

/** What is sealed besides the credentials of servers: what a server may need more, and the addresses of destinations. */
export type ExtraKind =
  /** Where the client certificate is and what opens its key: `ClientCertificateFiles` as JSON. */
  | 'client-certificate'
  /** `ProxyLogin` as JSON. */
  | 'proxy-login'
  /** `Address` as JSON. */
  | 'destination';

/** The server of a secret. Sealed together with it, so that an edited settings file can't send it elsewhere. */
export interface SecretOwner<K extends CredentialKind | ExtraKind = CredentialKind> {
  readonly serverId: string;
  /** Scheme, host and port of the only address it is sent to. */
  readonly origin: string;
  readonly kind: K;
}
export type AnyOwner = SecretOwner<CredentialKind | ExtraKind>;

/** The owner of a server's secret, at the address that the profile is set to. */
export function ownerOf(
  server: Pick<ServerProfile, 'id' | 'baseUrl' | 'credentialKind' | 'second'>,
): SecretOwner {
  return { serverId: secretsIdOf(server), origin: originOf(server.baseUrl), kind: server.credentialKind };
}

const envelopeSchema = z.object({
  v: z.literal(1),
  server: z.string(),
  origin: z.string(),
  kind: z.enum([
    'sign-in',
    'bearer',
    'password',
    'query',
    'client-certificate',
    'proxy-login',
    'destination',
  ]),
  secret: z.string(),
});

/** The name under which a secret is stored. A server has one credential, and at most one of each extra kind. */
export function slotOf({ serverId, kind }: AnyOwner): string {
  const isExtra = kind === 'client-certificate' || kind === 'proxy-login' || kind === 'destination';
  return isExtra ? `${serverId}/${kind}` : serverId;
}

/** The text that is sealed. */
export function toEnvelope(owner: AnyOwner, secret: string): string {
  return JSON.stringify({ v: 1, server: owner.serverId, origin: owner.origin, kind: owner.kind, secret });
}

/** Its content; `null` when the text is not an envelope. */
export function openEnvelope(text: string): { readonly owner: AnyOwner; readonly secret: string } | null {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = envelopeSchema.safeParse(document);
  if (!parsed.success) return null;
  const { server: serverId, origin, kind, secret } = parsed.data;
  return { owner: { serverId, origin, kind }, secret };
}

/** Same server, same address, same kind: only then may a secret be used. */
export function isSameOwner(a: AnyOwner, b: AnyOwner): boolean {
  return a.serverId === b.serverId && a.origin === b.origin && a.kind === b.kind;
}
