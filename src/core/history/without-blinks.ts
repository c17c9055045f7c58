import type { ConnectionSpan } from './history.ts';

/** A connection that is back sooner has only blinked. */
const BLINK_MS = 60_000;

/**
 * The periods without short interruptions: the connected times around one become one. Newest first, as they come. An
 * interruption that still lasts stays.
 */
export function withoutBlinks(spans: readonly ConnectionSpan[]): readonly ConnectionSpan[] {
  /** The last kept period of each server, oldest first, and whether a blink followed it. */
  const last = new Map<string, { readonly at: number; readonly blinked: boolean }>();
  const kept: ConnectionSpan[] = [];
  for (const span of spans.toReversed()) {
    const before = last.get(span.serverId);
    const earlier = before === undefined ? undefined : kept[before.at];
    if (before !== undefined && earlier?.kind === 'live' && isBlink(span)) {
      last.set(span.serverId, { ...before, blinked: true });
    } else if (before?.blinked === true && earlier !== undefined && span.kind === 'live') {
      kept[before.at] = { ...earlier, to: span.to };
      last.set(span.serverId, { at: before.at, blinked: false });
    } else {
      last.set(span.serverId, { at: kept.push(span) - 1, blinked: false });
    }
  }
  return kept.reverse();
}

function isBlink({ kind, from, to }: ConnectionSpan): boolean {
  return kind === 'away' && to !== null && to - from < BLINK_MS;
}
