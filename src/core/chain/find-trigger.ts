import type { HaEvent } from '../events/event.ts';
import { readText } from '../events/read-field.ts';
import { toStateChange } from '../events/state-change.ts';
import type { CauseEvent } from './cause-event.ts';

/**
 * Place of what set an automation off, among events that fired before it; `null` where there is none. `source` names it
 * since 0.102: "state of light.hall", "numeric state of sensor.x", "event 'my_event'"
 * (homeassistant/components/homeassistant/triggers). Without it the last change of a state is the likeliest.
 */
export function findTrigger(event: HaEvent, before: readonly CauseEvent[]): number | null {
  const source = event.event_type === 'automation_triggered' ? readText(event.data, 'source') : '';
  const entityId = /\b(?:state|time in zone|zone) of ([a-z0-9_]+\.[a-z0-9_]+)/.exec(source)?.[1];
  const eventType = /^event '(.{1,255})'$/.exec(source)?.[1];
  const named = lastPlace(before, (candidate) =>
    entityId === undefined
      ? candidate.event_type === eventType
      : toStateChange(candidate)?.entityId === entityId,
  );
  return named ?? lastPlace(before, ({ event_type: type }) => type === 'state_changed');
}

function lastPlace(events: readonly CauseEvent[], isIt: (event: HaEvent) => boolean): number | null {
  const place = events.findLastIndex(({ event }) => event !== null && isIt(event));
  return place === -1 ? null : place;
}
