import * as z from 'zod';
import { LIMITS } from '../limits.ts';
import { parseProxyUrl } from './proxy-url.ts';
import { MAX_PATH_CHARS } from './route.ts';

/** Trusted certificates of a server's profile. Private keys, passphrases and paths are in the vault. */
export const tlsSettingsSchema = z.object({
  /** SHA-256 of the only certificate that is accepted, 64 lower-case hexadecimal digits. */
  pin: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** Path of a PEM file with the authorities to trust for this server, instead of this computer's. */
  caFile: z.string().min(1).max(MAX_PATH_CHARS).nullable(),
  /** A client certificate is in the vault. */
  clientCertificate: z.enum(['pem', 'pkcs12']).nullable(),
});
export type TlsSettings = z.infer<typeof tlsSettingsSchema>;

/** The proxy of a server's profile. The login of an explicit one is in the vault. */
export const proxySettingsSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('system') }),
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('url'),
    url: z
      .string()
      .max(LIMITS.maxUrlChars)
      .transform((text, context) => {
        const parsed = parseProxyUrl(text, 'refused');
        if (parsed.ok) return parsed.url;
        context.addIssue(parsed.message);
        return z.NEVER;
      }),
    /** A user name and password are in the vault. */
    login: z.boolean(),
  }),
]);
export type ProxySettings = z.infer<typeof proxySettingsSchema>;

/** The default of a profile. */
export const ROUTE_DEFAULTS: { readonly tls: TlsSettings; readonly proxy: ProxySettings } = {
  tls: { pin: null, caFile: null, clientCertificate: null },
  proxy: { kind: 'system' },
};
