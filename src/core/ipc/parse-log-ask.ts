import * as z from 'zod';
import { LIMITS } from '../limits.ts';
import { QUERY_LIMITS } from '../query/parse-query.ts';

/** The source of the rows: Porchlight's log, or an opened capture. */
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
   * Begins a session and ends the one before. Rows up to `afterSeq` are left out; 0 for none. `tail`: how many rows the news
   * must contain, as many as fit into the viewport.
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
  /** The place of a seq. */
  z.strictObject({ kind: z.literal('find'), session, ask, seq: count }),
  /** The place of a moment (epoch ms): the newest row at or before it. */
  z.strictObject({ kind: z.literal('at'), session, ask, at: z.number().min(-8.64e15).max(8.64e15) }),
  /** The news was drawn; main may send the next. `tail` as in `open`; 0 while the newest rows are out of view. */
  z.strictObject({ kind: z.literal('ack'), session, tail }),
]);

/** A question of a page to the log. */
export type LogAsk = z.infer<typeof logAsk>;

/** Checks a message of a page; `null` for anything that is not a `LogAsk`. */
export function parseLogAsk(message: unknown): LogAsk | null {
  const parsed = logAsk.safeParse(message);
  return parsed.success ? parsed.data : null;
}
