import type { HaEvent } from '../../core/events/event.ts';
import type { House } from '../house.ts';

/** The day begins at this hour, local time. */
const DAWN_HOUR = 6;
/** A person comes downstairs shortly after seven. */
const BREAKFAST_HOUR = 7;
const BREAKFAST_LATE_MS = 2_400;
/** If the past is shorter than this, it begins yesterday: a shorter one has too few events. */
const SHORTEST_MS = 3 * 3_600_000;
const DAY_MS = 86_400_000;
/** A demo day is dense. Its past is stretched to the density of a real one, and more at night. */
const DAY_STRETCH = 9;
const NIGHT_STRETCH = 60;
const NIGHT_FROM_HOUR = 23;
/** The past ends here, whatever the clock says. */
const MAX_EVENTS = 15_000;

/**
 * Runs the day from dawn until now, and returns the fired events, oldest first.
 *
 * @param until now, epoch ms
 * @param setNow sets the clock of the house
 */
export function livePast(house: House, until: number, setNow: (at: number) => void): readonly HaEvent[] {
  const events: HaEvent[] = [];
  let at = dawnBefore(until);
  let breakfastAt = at + (BREAKFAST_HOUR - DAWN_HOUR) * 3_600_000 + BREAKFAST_LATE_MS;
  while (at < until && events.length < MAX_EVENTS) {
    setNow(at);
    const step = house.next();
    events.push(...step.events);
    const next = at + step.delayMs * stretchAt(at);
    if (breakfastAt < next && breakfastAt < until) {
      setNow(breakfastAt);
      events.push(...house.walkIntoHall());
      breakfastAt += DAY_MS;
    }
    at = next;
  }
  return events;
}

/** Six in the morning of today, or of yesterday if it is early. Epoch ms, as `until`. */
export function dawnBefore(until: number): number {
  const dawn = new Date(until);
  dawn.setHours(DAWN_HOUR, 0, 0, 0);
  if (until - dawn.getTime() < SHORTEST_MS) dawn.setDate(dawn.getDate() - 1);
  return dawn.getTime();
}

function stretchAt(at: number): number {
  const hour = new Date(at).getHours();
  return hour >= NIGHT_FROM_HOUR || hour < DAWN_HOUR ? NIGHT_STRETCH : DAY_STRETCH;
}
