import * as z from 'zod';
import { tlsSettingsSchema } from '../route/route-settings.ts';
import { clientCertificateFilesSchema, proxyLoginSchema } from '../route/route.ts';
import { credentialKindSchema, SERVER_COLOURS } from './profile.ts';

/** What a person typed about a server. Secrets go up and never come down; what is absent is as it is stored, or as a new server has it. */
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
