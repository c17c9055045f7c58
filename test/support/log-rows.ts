import type { Row } from '../../src/core/events/row.ts';
import { rowOf } from '../../src/core/log/log-entry.ts';
import type { LogReader } from '../../src/core/log/log-reader.ts';

/** The rows in memory after a key, oldest first. */
export function rowsIn({ log }: { readonly log: LogReader }, afterSeq = 0): readonly Row[] {
  return log.after(afterSeq, Number.MAX_SAFE_INTEGER).map(rowOf);
}
