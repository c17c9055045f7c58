import * as z from 'zod';
import { tlsSettingsSchema } from '../route/route-settings.ts';
import { clientCertificateFilesSchema, proxyLoginSchema } from '../route/route.ts';
import { credentialKindSchema, SERVER_COLOURS } from './profile.ts';

/** What a person typed about a server. A page sends secrets and never gets them. An absent member keeps its value. */
export const serverDraftSchema = z.strictObject({
  /** Absent for a new server. */
  id: z.string().min(1).max(64).exactOptional(),
  name: z.string().max(200),
  url: z.string().max(16_384),
  colour: z.enum(SERVER_COLOURS),
  credentialKind: credentialKindSchema,
  secret: z.string().max(200_000).exactOptional(),
  restrict: z.array(z.string().max(255)).max(100).readonly(),
  enabled: z.boolean(),
  tls: tlsSettingsSchema.pick({ pin: true, caFile: true }).strict().exactOptional(),
  /** `null` removes it. */
  clientCertificate: clientCertificateFilesSchema.nullable().exactOptional(),
  proxy: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('system') }),
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({ kind: z.literal('url'), url: z.string().max(16_384) }),
    ])
    .exactOptional(),
  /** Of an explicit proxy; `null` removes it. */
  proxyLogin: proxyLoginSchema.nullable().exactOptional(),
});
export type ServerDraft = Readonly<z.infer<typeof serverDraftSchema>>;

/** What a person typed about the second address of a server. An absent member keeps its value. */
export const addressDraftSchema = serverDraftSchema
  .pick({ url: true, tls: true, clientCertificate: true, proxy: true, proxyLogin: true })
  .extend({ place: z.enum(['inside', 'outside']) });
export type AddressDraft = Readonly<z.infer<typeof addressDraftSchema>>;
