import * as z from 'zod';

/** Rules that a person can make. Those that were taken over from earlier versions may be more. */
export const MAX_RULES = 500;

/** One wish to be told: which events, and how often at most. Any number of rules may be about one thing. */
export const ruleSchema = z.object({
  id: z.string().min(1).max(64),
  /** Shown in the list and in notifications. */
  name: z.string().min(1).max(80),
  enabled: z.boolean(),
  /** Which events, in the query language. A `state_changed` counts only when the state itself became another. */
  query: z.string().min(1).max(4_000),
  /** Id of the server whose events are meant; absent for all. */
  server: z.string().min(1).max(64).exactOptional(),
  /** Silence after an alert about the same thing. */
  cooldownMs: z.number().int().min(0).max(86_400_000),
});
export type Rule = z.infer<typeof ruleSchema>;
