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

/** One Home Assistant server. Contains no secret; that is in the vault under the same id, bound to `baseUrl`'s origin. */
export const serverProfileSchema = z.object({
  id: z.string().min(1).max(64),
  name: z.string().min(1).max(80),
  colour: z.enum(SERVER_COLOURS),
  /** Normalised by `parseBaseUrl`, also when it was edited by hand: http(s), no trailing slash, no user, no query. */
  baseUrl: z.string().transform((text, context) => {
    const parsed = parseBaseUrl(text);
    if (parsed.ok) return parsed.baseUrl;
    context.addIssue(parsed.message);
    return z.NEVER;
  }),
  credentialKind: credentialKindSchema,
  /** Event types requested from the server (`?restrict=`); empty for all. Case-sensitive, no wildcards. */
  restrict: z.array(z.string().min(1).max(255)).max(100),
  /** Connect automatically. */
  enabled: z.boolean(),
  refusal: refusalSchema.nullable(),
  tls: tlsSettingsSchema,
  proxy: proxySettingsSchema,
});
export type ServerProfile = z.infer<typeof serverProfileSchema>;
