import { describeFailure, describeReason } from './describe-failure.ts';
import type { FailureServer } from './describe-failure.ts';
import type { ConnectionState, Gap } from './failure.ts';
import { formatDay, formatDuration, formatTime } from '../time/format-time.ts';

export type Badge = 'Live' | 'Connecting' | 'Waiting' | 'Stopped' | 'Off';

/** A connection in words. `next` is empty if there is nothing to do. */
export interface ConnectionWords {
  readonly badge: Badge;
  readonly sentence: string;
  readonly next: string;
}

/** What a connection is doing, for the badge of the window and the line of the terminal. `now` in epoch ms. */
export function describeConnection(
  state: ConnectionState,
  now: number,
  server: FailureServer,
): ConnectionWords {
  switch (state.kind) {
    case 'idle':
      return { badge: 'Off', sentence: `${server.name} is switched off.`, next: 'Switch it on in Settings.' };
    case 'connecting':
      return {
        badge: 'Connecting',
        sentence:
          state.attempt > 1
            ? `Connecting to ${server.name}, attempt ${String(state.attempt)}.`
            : `Connecting to ${server.name}.`,
        next: '',
      };
    case 'live':
      return {
        badge: 'Live',
        sentence: `Events of ${server.name} since ${formatTime(state.since)}.`,
        next: '',
      };
    case 'waiting': {
      const { cause, next } = describeFailure(state.reason, server);
      return { badge: 'Waiting', sentence: `${cause} ${describeRetry(state.retryAt - now)}`, next };
    }
    case 'stopped': {
      const { cause, next } = describeFailure(state.reason, server);
      return { badge: 'Stopped', sentence: cause, next };
    }
  }
}

/** "Disconnected 06:59:20 to 06:59:49 (29 s, Home Assistant restarted)", with dates where the day differs. */
export function describeGap(gap: Gap): string {
  const sameDay = formatDay(gap.from) === formatDay(gap.to);
  const from = sameDay ? formatTime(gap.from) : `${formatDay(gap.from)} ${formatTime(gap.from)}`;
  const to = sameDay ? formatTime(gap.to) : `${formatDay(gap.to)} ${formatTime(gap.to)}`;
  return `Disconnected ${from} to ${to} (${formatDuration(gap.to - gap.from)}, ${describeReason(gap.reason)})`;
}

function describeRetry(delayMs: number): string {
  return delayMs < 500
    ? 'Trying again now.'
    : `Trying again in ${formatDuration(Math.ceil(delayMs / 1_000) * 1_000)}.`;
}
