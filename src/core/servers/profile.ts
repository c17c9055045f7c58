import * as z from 'zod';
import { proxySettingsSchema, tlsSettingsSchema } from '../route/route-settings.ts';
import { parseBaseUrl } from './base-url.ts';

/** Colours a server can have; the page maps each to a shade for light and dark. */
export const SERVER_COLOURS = ['amber', 'blue', 'green', 'violet', 'rose', 'teal'] as const;
export type ServerColour = (typeof SERVER_COLOURS)[number];

export const credentialKindSchema = z.enum(['sign-in', 'bearer', 'password', 'query', 'none']);

/**
 * Why a server refused us. Kept with the profile, because a refused secret is never sent again automatically,
 * not even after a restart: Home Assistant counts each 401 as a failed login and may ban this computer permanently.
 */
export const refusalSchema = z.object({
  code: z.enum(['unauthorized', 'not-admin', 'banned', 'signed-out']),
  /** Epoch ms. */
  at: z.number(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** Normalised by `parseBaseUrl`, also when it was edited by hand: http(s), no trailing slash, no user, no query. */
const baseUrlSchema = z.string().transform((text, context) => {
  const parsed = parseBaseUrl(text);
  if (parsed.ok) return parsed.baseUrl;
  context.addIssue(parsed.message);
  return z.NEVER;
});

/** Where an address of a server can be used: on the network of its home, or from everywhere. */
export type AddressPlace = 'inside' | 'outside';

/**
 * A second address of the same server, which its owner has confirmed. Its secrets are in the vault under an id of their own,
 * bound to its origin.
 */
const secondAddressSchema = z.object({
  baseUrl: baseUrlSchema,
  /** Where this one is used; the other place is that of the first address. */
  place: z.enum(['inside', 'outside']),
  /** What the server announces on its network; `null` where it announces nothing. Plain http inside requires it. */
  uuid: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .nullable(),
  tls: tlsSettingsSchema,
  proxy: proxySettingsSchema,
});
export type SecondAddress = z.infer<typeof secondAddressSchema>;

/** One Home Assistant server. Contains no secret; that is in the vault under the same id, bound to `baseUrl`'s origin. */
export const serverProfileSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(80),
  colour: z.enum(SERVER_COLOURS),
  baseUrl: baseUrlSchema,
  credentialKind: credentialKindSchema,
  /** Event types requested from the server (`?restrict=`); empty for all. Case-sensitive, no wildcards. */
  restrict: z.array(z.string().min(1).max(255)).max(100),
  /** Connect automatically. */
  enabled: z.boolean(),
  refusal: refusalSchema.nullable(),
  tls: tlsSettingsSchema,
  proxy: proxySettingsSchema,
  second: secondAddressSchema.exactOptional(),
});
export type ServerProfile = z.infer<typeof serverProfileSchema>;
