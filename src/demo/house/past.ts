import type { HaEvent } from '../../core/events/event.ts';
import type { House } from '../house.ts';
import type { Scenario } from './scenario.ts';
import * as play from './scenarios.ts';

/** The past begins at this hour of the day before, local time, so that it always has an evening and a night. */
const EVENING_HOUR = 17;
/** What happens each day at a time of day, local time. A person comes downstairs shortly after seven. */
const DIARY: readonly (readonly [hour: number, minute: number, second: number, Scenario])[] = [
  [7, 0, 2.4, play.walkIntoHall],
  [9, 30, 11, play.leaveHome],
  [9, 41, 26, play.moveInKidsRoom],
  [9, 58, 40, play.comeHome],
  [10, 24, 7, play.ringDoorbell],
  [17, 46, 31, play.ringDoorbell],
  [20, 12, 50, play.forgetGarage],
  [20, 47, 5, play.closeGarage],
];
/** A demo day is dense. Its past is stretched to the density of a real one, and more at night. */
const DAY_STRETCH = 9;
const NIGHT_STRETCH = 60;
const NIGHT_FROM_HOUR = 23;
const NIGHT_TO_HOUR = 6;
/** The past ends here, whatever the clock says. */
const MAX_EVENTS = 15_000;

/**
 * Runs the house from the evening before until now, and returns the fired events, oldest first.
 *
 * @param until now, epoch ms
 * @param setNow sets the clock of the house
 */
export function livePast(house: House, until: number, setNow: (at: number) => void): readonly HaEvent[] {
  const events: HaEvent[] = [];
  let at = eveningBefore(until);
  const diary = diaryBetween(at, until);
  while (at < until && events.length < MAX_EVENTS) {
    setNow(at);
    const step = house.next();
    events.push(...step.events);
    const next = at + step.delayMs * stretchAt(at);
    for (let [due] = diary; due !== undefined && due.at < next; [due] = diary) {
      setNow(due.at);
      events.push(...house.play(due.scenario));
      diary.shift();
    }
    at = next;
  }
  return events;
}

/** What the diary has between two times (epoch ms), in order. */
function diaryBetween(from: number, to: number): { readonly at: number; readonly scenario: Scenario }[] {
  return [0, 1, 2]
    .flatMap((day) =>
      DIARY.map(([hour, minute, second, scenario]) => {
        const time = new Date(from);
        time.setDate(time.getDate() + day);
        return { at: time.setHours(hour, minute, 0, 0) + second * 1_000, scenario };
      }),
    )
    .filter(({ at }) => at >= from && at < to);
}

/** Five in the afternoon of the day before. Epoch ms, as `until`. */
export function eveningBefore(until: number): number {
  const evening = new Date(until);
  evening.setDate(evening.getDate() - 1);
  return evening.setHours(EVENING_HOUR, 0, 0, 0);
}

function stretchAt(at: number): number {
  const hour = new Date(at).getHours();
  return hour >= NIGHT_FROM_HOUR || hour < NIGHT_TO_HOUR ? NIGHT_STRETCH : DAY_STRETCH;
}
