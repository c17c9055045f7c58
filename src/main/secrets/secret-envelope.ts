import { z } from 'zod';
import { parseCredential } from '../../core/servers/credential.ts';
import type { Credential, CredentialKind } from '../../core/servers/credential.ts';

/** Whom a secret is for. Sealed together with it, so that an edited settings file can't send it elsewhere. */
export interface SecretOwner {
  readonly serverId: string;
  /** Scheme, host and port. */
  readonly origin: string;
  readonly kind: CredentialKind;
}

const envelopeSchema = z.object({
  v: z.literal(1),
  server: z.string(),
  origin: z.string(),
  kind: z.enum(['bearer', 'password', 'query']),
  secret: z.string(),
});

/** The text that is sealed. */
export function toEnvelope(owner: SecretOwner, secret: string): string {
  return JSON.stringify({ v: 1, server: owner.serverId, origin: owner.origin, kind: owner.kind, secret });
}

/** The credential inside, or `null` when the envelope is not for this server, origin and kind. */
export function openEnvelope(text: string, owner: SecretOwner): Credential | null {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = envelopeSchema.safeParse(document);
  if (!parsed.success) return null;
  const { server, origin, kind, secret } = parsed.data;
  if (server !== owner.serverId || origin !== owner.origin || kind !== owner.kind) return null;
  const credential = parseCredential(kind, secret);
  return credential.ok ? credential.credential : null;
}
