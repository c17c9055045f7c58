import { LIMITS } from '../limits.ts';
import type { Span } from './parse-history.ts';

/**
 * States of some entities, or of all if the version allows that. With `significant_changes_only=0`
 * newer versions also return changes of attributes only; older ones never do. Unknown parameters are ignored.
 */
export function historyPath(span: Span, entityIds: readonly string[]): string {
  const filter = entityIds.length === 0 ? '' : `&filter_entity_id=${entityIds.join(',')}`;
  const query = `end_time=${iso(span.to)}&significant_changes_only=0${filter}`;
  return `/api/history/period/${iso(span.from)}?${query}`;
}

export function logbookPath(span: Span): string {
  return `/api/logbook/${iso(span.from)}?end_time=${iso(span.to)}`;
}

/**
 * With a fraction and `+00:00`, which versions of 2016 require
 * (https://github.com/home-assistant/core/blob/0.27.2/homeassistant/components/http.py). The plus has to be encoded.
 */
function iso(epochMs: number): string {
  return encodeURIComponent(new Date(epochMs).toISOString().replace('Z', '+00:00'));
}

/** As many ids as fit in a query that every proxy accepts. */
export function toBatches(entityIds: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let chars = Number.POSITIVE_INFINITY;
  for (const entityId of entityIds) {
    if (!/^[a-z0-9_]+\.[a-z0-9_]+$/.test(entityId)) continue;
    if (chars + entityId.length + 1 > LIMITS.maxRecoveryQueryChars) {
      batches.push([]);
      chars = 0;
    }
    batches.at(-1)?.push(entityId);
    chars += entityId.length + 1;
  }
  return batches;
}
