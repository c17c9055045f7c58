import type { HaEvent } from '../../core/events/event.ts';
import type { House } from '../house.ts';
import type { Scenario } from './scenario.ts';
import * as scenes from './scenarios.ts';

/** The past begins at this hour of an earlier day, local time, so that it always has an evening and a night. */
const EVENING_HOUR = 17;
/** So many days lie between the rare ones. The last was yesterday. */
const RARELY = 3;
/** What happens at a time of day, local time, daily or rarely. A person comes downstairs shortly after seven. */
const DIARY: readonly (readonly [time: string, scenario: Scenario, often: 'daily' | 'rarely'])[] = [
  ['07:00:02.400', scenes.walkIntoHall, 'daily'],
  ['09:30:11', scenes.leaveHome, 'daily'],
  ['09:41:26', scenes.moveInKidsRoom, 'rarely'],
  ['09:58:40', scenes.comeHome, 'daily'],
  ['10:24:07', scenes.ringDoorbell, 'daily'],
  ['17:46:31', scenes.ringDoorbell, 'daily'],
  ['18:31:09', scenes.drainBattery, 'rarely'],
  ['19:05:54', scenes.leakWater, 'rarely'],
  ['20:12:50', scenes.forgetGarage, 'rarely'],
  ['20:47:05', scenes.closeGarage, 'rarely'],
  ['21:33:18', scenes.failLogin, 'rarely'],
  ['21:58:44', scenes.loseSensor, 'rarely'],
  ['22:10:30', scenes.findUpdate, 'rarely'],
];
/** A demo day is dense. Its past is stretched to the density of a real one, and more at night. */
const DAY_STRETCH = 9;
const NIGHT_STRETCH = 60;
const NIGHT_FROM_HOUR = 23;
const NIGHT_TO_HOUR = 6;
/** The past ends here, whatever the clock says. */
const MAX_EVENTS_A_DAY = 15_000;
const DAY_MS = 86_400_000;

export interface PastOptions {
  /** Now, epoch ms. */
  readonly until: number;
  readonly days: number;
  /** Sets the clock of the house. */
  readonly setNow: (at: number) => void;
}

/** Runs the house from an evening before until now, and returns the fired events, oldest first. */
export function livePast(house: House, { until, days, setNow }: PastOptions): readonly HaEvent[] {
  const events: HaEvent[] = [];
  let at = eveningBefore(until, days);
  const diary = diaryBetween(at, until);
  while (at < until && events.length < MAX_EVENTS_A_DAY * days) {
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
  const days = Math.ceil((to - from) / DAY_MS) + 1;
  return Array.from({ length: days }, (_each, before) => days - 1 - before)
    .flatMap((daysAgo) =>
      DIARY.filter(([, , often]) => often === 'daily' || daysAgo % RARELY === 1).map(([time, scenario]) => {
        const day = new Date(to);
        day.setDate(day.getDate() - daysAgo);
        const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
        return { at: day.setHours(hours, minutes, 0, 0) + seconds * 1_000, scenario };
      }),
    )
    .filter(({ at }) => at >= from && at < to);
}

/** Five in the afternoon, so many days before. Epoch ms, as `until`. */
export function eveningBefore(until: number, days: number): number {
  const evening = new Date(until);
  evening.setDate(evening.getDate() - days);
  return evening.setHours(EVENING_HOUR, 0, 0, 0);
}

function stretchAt(at: number): number {
  const hour = new Date(at).getHours();
  return hour >= NIGHT_FROM_HOUR || hour < NIGHT_TO_HOUR ? NIGHT_STRETCH : DAY_STRETCH;
}
