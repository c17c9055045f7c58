import type { Alert } from '../../core/history/alert.ts';
import type { Clock } from '../../core/clock.ts';
import type { History } from '../../core/history/history.ts';
import { LIMITS } from '../../core/limits.ts';
import { withDeadline } from '../app/with-deadline.ts';

/** More servers than a person has. */
const SPANS_LOOKED_AT = 200;
/** A disk that hangs must not keep the app from starting. */
const DEADLINE_MS = 1_000;

/**
 * Reads what this run takes over from earlier ones, and records the end of the last run if that could not do so itself: a
 * run that was killed must not look as if it had been connected until now. Its end is the newest event that it kept.
 *
 * Call this before anything of this run is appended. If the history can't be read in time, nothing is taken over.
 *
 * @returns the newest alerts, newest first.
 */
export async function takeOverEarlierRuns(history: History, clock: Clock): Promise<readonly Alert[]> {
  const asked = Promise.all([
    history.connectionSpans(Number.MAX_SAFE_INTEGER, SPANS_LOOKED_AT),
    history.alerts(Number.MAX_SAFE_INTEGER, LIMITS.maxRecentAlerts),
  ]);
  const answer = await withDeadline(asked, DEADLINE_MS, clock).catch(() => null);
  if (answer === null) return [];
  const [spans, alerts] = answer;
  // If a server's clock is ahead, its connection must not end in the future.
  const newestAt = Math.min(history.status().newestAt ?? 0, clock.now());
  for (const { serverId, kind, from, to } of spans) {
    if (to !== null || kind === 'off') continue;
    history.appendState({ serverId, at: Math.max(from, newestAt), state: 'idle', code: '' });
  }
  return alerts;
}
