import * as z from 'zod';

/** An event to fire (`POST /api/events/<name>`) or an action to call (`POST /api/services/<domain>/<service>`). */
export const sendDraftSchema = z.strictObject({
  serverId: z.string().min(1).max(64),
  kind: z.enum(['event', 'action']),
  /** Event type, or `light.turn_on`. */
  name: z.string().min(1).max(255),
  /** A JSON object as text, or empty. */
  data: z.string().max(100_000),
});
export type SendDraft = Readonly<z.infer<typeof sendDraftSchema>>;
