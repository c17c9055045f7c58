import type { ConnectionSpan, StoredState } from './history.ts';

/** Whether events were received in a stored state. Any other state is an attempt. */
function kindOf(state: string): ConnectionSpan['kind'] {
  if (state === 'live') return 'live';
  return state === 'idle' ? 'off' : 'away';
}

/**
 * Turns the changes of all connections, oldest first, into periods, newest first. A night of failed attempts is one period
 * with the reason of its first failure. Left out are a short time of connecting without a failure, an `off` of no
 * duration, and an `off` before the connection was first switched on.
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
    // If the clock was set back, a period must not end before it began.
    const from = Math.max(at, span?.from ?? at);
    if (span !== undefined) close(span, from);
    lasting.set(serverId, { kind, serverId, from, to: null, code });
  }
  for (const span of lasting.values()) close(span, null);
  return spans.sort((a, b) => b.from - a.from);
}
