import * as z from 'zod';
import { LIMITS } from '../limits.ts';
import { QUERY_LIMITS } from '../query/parse-query.ts';

/** What is looked at: what Porchlight keeps, or a capture that was opened. */
export type LogSource = 'log' | `capture:${string}`;
export const logSourceSchema = z.custom<LogSource>(
  (value) => value === 'log' || (typeof value === 'string' && /^capture:[\w-]{1,64}$/.test(value)),
);

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const ordinal = z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);
const tail = z.number().int().min(0).max(LIMITS.maxTailRows);
/** A number that this page has not used before. */
const session = count;
const ask = count;

const logAsk = z.discriminatedUnion('kind', [
  /**
   * Begins a session and ends the one before. Rows up to `afterSeq` are left out; 0 for none. `tail`: so many rows the news is
   * to bring along, as many as are in view.
   */
  z.strictObject({
    kind: z.literal('open'),
    session,
    source: logSourceSchema,
    query: z.string().max(QUERY_LIMITS.maxChars),
    afterSeq: count,
    tail,
  }),
  /** Rows of ordinals `from` up to `from + count`. */
  z.strictObject({
    kind: z.literal('rows'),
    session,
    ask,
    from: ordinal,
    count: z.number().int().min(1).max(LIMITS.maxBatchRows),
  }),
  /** Where a seq stands. */
  z.strictObject({ kind: z.literal('find'), session, ask, seq: count }),
  /** Where a moment (epoch ms) stands: the newest row at or before it. */
  z.strictObject({ kind: z.literal('at'), session, ask, at: z.number().min(-8.64e15).max(8.64e15) }),
  /** The news was drawn; main may send the next. `tail` as in `open`: 0 while the newest rows are not looked at. */
  z.strictObject({ kind: z.literal('ack'), session, tail }),
]);

/** What a page asks of the log. */
export type LogAsk = z.infer<typeof logAsk>;

/** What a page posted, checked; `null` for anything that is no ask of the log. */
export function parseLogAsk(message: unknown): LogAsk | null {
  const parsed = logAsk.safeParse(message);
  return parsed.success ? parsed.data : null;
}
