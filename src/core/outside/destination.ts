import * as z from 'zod';

const id = z.string().min(1).max(64);
const name = z.string().min(1).max(80);
const kind = z.enum(['ntfy', 'webhook']);

/** Destinations that a person can have. */
export const MAX_DESTINATIONS = 20;

/** Where alerts can be sent besides this desktop. Its address is in the vault, because whoever knows it can use it. */
export const destinationSchema = z.strictObject({ id, name, kind });
export type Destination = z.infer<typeof destinationSchema>;

/** What the vault keeps of a destination. */
export const addressSchema = z.strictObject({
  url: z.string(),
  /** Access token of an ntfy server. */
  token: z.string().exactOptional(),
});
export type Address = z.infer<typeof addressSchema>;

/** A destination as a person enters it. Without `url` the stored address stays, with its token unless another one is there. */
export const destinationDraftSchema = z.strictObject({
  /** Absent for a new one. */
  id: id.exactOptional(),
  name: z.string().max(80),
  kind,
  url: z.string().max(2_048).exactOptional(),
  token: z.string().max(4_096).exactOptional(),
});
export type DestinationDraft = z.infer<typeof destinationDraftSchema>;
