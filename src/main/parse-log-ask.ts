import * as z from 'zod';
import type { LogAsk, LogSource } from '../core/ipc/log-port.ts';
import { LIMITS } from '../core/limits.ts';
import { QUERY_LIMITS } from '../core/query/parse-query.ts';

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const ordinal = z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);
const tail = z.number().int().min(0).max(LIMITS.maxTailRows);
const session = count;
const ask = count;

const logAsk = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('open'),
    session,
    source: z.custom<LogSource>(
      (value) => value === 'log' || (typeof value === 'string' && /^capture:[\w-]{1,64}$/.test(value)),
    ),
    query: z.string().max(QUERY_LIMITS.maxChars),
    afterSeq: count,
    tail,
  }),
  z.strictObject({
    kind: z.literal('rows'),
    session,
    ask,
    from: ordinal,
    count: z.number().int().min(1).max(LIMITS.maxBatchRows),
  }),
  z.strictObject({ kind: z.literal('find'), session, ask, seq: count }),
  z.strictObject({ kind: z.literal('at'), session, ask, at: z.number().min(-8.64e15).max(8.64e15) }),
  z.strictObject({ kind: z.literal('ack'), session, tail }),
]);

/** What a page posted, checked; `null` for anything that is no ask of the log. */
export function parseLogAsk(message: unknown): LogAsk | null {
  const parsed = logAsk.safeParse(message);
  return parsed.success ? parsed.data : null;
}
