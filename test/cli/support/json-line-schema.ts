import { z } from 'zod';

const at = z.iso.datetime({ precision: 3 });
const server = z.url();
const count = z.int().positive();

/** What each line of `--json` is, to the letter: no member more, none less. */
export const jsonLineSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('state'),
    at,
    server,
    state: z.enum(['idle', 'connecting', 'live', 'waiting', 'stopped']),
    reason: z
      .string()
      .regex(/^[a-z-]+$/)
      .optional(),
  }),
  z.strictObject({
    kind: z.literal('event'),
    at,
    server,
    seq: count,
    event: z.looseObject({ event_type: z.string().min(1), data: z.record(z.string(), z.unknown()) }),
  }),
  z.strictObject({ kind: z.literal('gap'), server, from: at, to: at, reason: z.string().regex(/^[a-z-]+$/) }),
  z.strictObject({ kind: z.literal('unparsed'), at, server, text: z.string() }),
  z.strictObject({ kind: z.literal('oversize'), at, server, bytes: count }),
  z.strictObject({ kind: z.literal('dropped'), at, server, count }),
]);
export type JsonLine = z.infer<typeof jsonLineSchema>;

/** Every line of an output, each checked. Throws at the first that is not as promised. */
export function parseJsonLines(output: string): JsonLine[] {
  if (output === '') return [];
  if (!output.endsWith('\n')) throw new Error('the last line has no end');
  return output
    .slice(0, -1)
    .split('\n')
    .map((line) => jsonLineSchema.parse(JSON.parse(line)));
}
