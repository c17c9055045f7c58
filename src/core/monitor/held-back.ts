import type { Alert } from '../history/alert.ts';
import type { Decision } from '../rules/engine.ts';
import { describeUnmet } from '../rules/timing-words.ts';

/** What became of an alert, as the record says it. */
export type Became = Pick<Alert, 'outcome' | 'until' | 'why'>;

/**
 * Why a decision is not shown; `null` if it may be.
 *
 * @param silence what keeps all alerts of a level silent now; `null` if nothing does
 */
export function heldBack(
  { level, verdict, until, unmet }: Pick<Decision, 'level' | 'verdict' | 'until' | 'unmet'>,
  silence: (level: Decision['level']) => Became | null,
): Became | null {
  switch (verdict) {
    case 'muted':
      return silence(level) ?? { outcome: 'snoozed', ...(until === null ? {} : { until }) };
    case 'condition':
      return { outcome: verdict, ...(unmet === null ? {} : { why: describeUnmet(unmet) }) };
    case 'cooldown':
    case 'hourly':
      return { outcome: verdict, ...(until === null ? {} : { until }) };
    case 'tell':
      return level === 'quiet' ? { outcome: 'quiet' } : null;
  }
}
