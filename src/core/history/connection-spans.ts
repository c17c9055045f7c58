import type { ConnectionSpan, StoredState } from './history.ts';

/** What a stored state means for the question whether events came in. Anything but these two was an attempt. */
function kindOf(state: string): ConnectionSpan['kind'] {
  if (state === 'live') return 'live';
  return state === 'idle' ? 'off' : 'away';
}

/**
 * The changes of all connections, oldest first, as stretches, newest first. A night of attempts that failed is one stretch
 * with the reason of its first failure. What was only the moment of connecting, with no failure in it, is left out, and so
 * is what was off for no time at all and what had not been switched on yet.
 */
export function toConnectionSpans(states: readonly StoredState[]): readonly ConnectionSpan[] {
  const lasting = new Map<string, ConnectionSpan>();
  const spans: ConnectionSpan[] = [];

  function close(span: ConnectionSpan, to: number | null): void {
    const isConnecting = span.kind === 'away' && span.code === '' && to !== null;
    const isNothing = span.kind === 'off' && to === span.from;
    if (!isConnecting && !isNothing) spans.push({ ...span, to });
  }

  for (const { serverId, at, state, code } of states) {
    const kind = kindOf(state);
    const span = lasting.get(serverId);
    if (span === undefined ? kind === 'off' : span.kind === kind) {
      if (span?.code === '') lasting.set(serverId, { ...span, code });
      continue;
    }
    // A clock that was set back must not make a stretch end before it began.
    const from = Math.max(at, span?.from ?? at);
    if (span !== undefined) close(span, from);
    lasting.set(serverId, { kind, serverId, from, to: null, code });
  }
  for (const span of lasting.values()) close(span, null);
  return spans.sort((a, b) => b.from - a.from);
}
