import type { Alert } from '../history/alert.ts';
import type { Due } from '../rules/due.ts';
import type { Decision } from '../rules/engine.ts';
import { levelOf } from '../rules/gate.ts';
import { describeUnmet } from '../rules/timing-words.ts';

/** What of a gap is offered to the rules now. */
export interface MissedPart {
  /** Only dangers and critical rules, which are told of before all that was missed is there. */
  readonly urgentOnly?: boolean;
  /** Key from which on those were told of already. */
  readonly urgentToldFrom?: number;
}

/** Whether a decision belongs to the part of a gap that is offered. */
export function isInPart(due: Due, { urgentOnly = false, urgentToldFrom }: MissedPart): boolean {
  const isUrgent = due.rule.timing.kind === 'at-once' && levelOf(due) === 'critical';
  const isTold = urgentToldFrom !== undefined && due.seq !== null && due.seq >= urgentToldFrom;
  return isUrgent ? !isTold : !urgentOnly;
}

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
