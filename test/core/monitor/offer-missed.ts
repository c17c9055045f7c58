import type { Alerts } from '../../../src/core/monitor/alerts.ts';
import type { OfferedEvent } from '../../../src/core/rules/engine.ts';

/** All that was missed in a gap, at once. */
export function offerMissed(
  alerts: Pick<Alerts, 'startMissed'>,
  items: readonly OfferedEvent[],
  slept: boolean,
): void {
  const missed = alerts.startMissed(slept);
  missed.take(items);
  missed.end();
}
