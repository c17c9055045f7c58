import { describeFailure, describeReason } from './describe-failure.ts';
import type { FailureServer } from './describe-failure.ts';
import type { ConnectionState, Gap } from './failure.ts';

export type Badge = 'Live' | 'Connecting' | 'Waiting' | 'Stopped' | 'Off';

/** A connection in words. `next` is empty where there is nothing to do. */
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

/** "0.4 s", "29 s", "1 min 5 s", "2 h 3 min", "3 d 4 h". A negative time counts as none. */
export function formatDuration(durationMs: number): string {
  const ms = Number.isFinite(durationMs) ? Math.max(0, durationMs) : 0;
  if (ms < 950) return `${(Math.round(ms / 100) / 10).toString()} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${String(seconds)} s`;
  if (seconds < 3_600) return twoUnits(seconds, 60, 'min', 1, 's');
  if (seconds < 86_400) return twoUnits(seconds, 3_600, 'h', 60, 'min');
  return twoUnits(seconds, 86_400, 'd', 3_600, 'h');
}

/** Local time of day as HH:MM:SS.mmm; dashes for what is no time. */
export function formatClock(epochMs: number): string {
  const date = new Date(epochMs);
  if (Number.isNaN(date.getTime())) return '--:--:--.---';
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => pad(part, 2));
  return `${parts.join(':')}.${pad(date.getMilliseconds(), 3)}`;
}

function describeRetry(delayMs: number): string {
  return delayMs < 500
    ? 'Trying again now.'
    : `Trying again in ${formatDuration(Math.ceil(delayMs / 1_000) * 1_000)}.`;
}

function twoUnits(seconds: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((seconds % big) / small);
  const head = `${String(Math.floor(seconds / big))} ${bigName}`;
  return rest === 0 ? head : `${head} ${String(rest)} ${smallName}`;
}

/** Local time of day as HH:MM:SS. */
export function formatTime(epochMs: number): string {
  return formatClock(epochMs).slice(0, 'hh:mm:ss'.length);
}

/** Local date as YYYY-MM-DD. */
export function formatDay(epochMs: number): string {
  const date = new Date(epochMs);
  return `${String(date.getFullYear())}-${pad(date.getMonth() + 1, 2)}-${pad(date.getDate(), 2)}`;
}

function pad(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}
