/** "Until tomorrow" ends when the local clock next reaches this hour. */
const MORNING_HOUR = 7;
const HOUR_MS = 3_600_000;

/** How long notifications can be paused, in the order of menus; `resume` ends a pause. */
export const PAUSES = ['half-hour', 'hour', 'four-hours', 'tomorrow', 'unlock', 'resume'] as const;
export type Pause = (typeof PAUSES)[number];

/** Epoch ms at which a pause ends, or `unlock`: when the computer was locked and is unlocked. `null` for no pause. */
export type PauseEnd = number | 'unlock' | null;

/** "For 30 minutes", "Until tomorrow", "Resume". */
export const PAUSE_WORDS: Readonly<Record<Pause, string>> = {
  'half-hour': 'For 30 minutes',
  hour: 'For 1 hour',
  'four-hours': 'For 4 hours',
  tomorrow: 'Until tomorrow',
  unlock: 'Until I unlock',
  resume: 'Resume',
};

/** Those on offer: one until the computer is unlocked only where something tells of that. */
export function pausesFor(tellsLock: boolean): readonly Pause[] {
  return PAUSES.filter((each) => each !== 'unlock' || tellsLock);
}

/** When a pause ends that begins now, epoch ms. */
export function pauseEnd(now: number, pause: Pause): PauseEnd {
  switch (pause) {
    case 'half-hour':
      return now + HOUR_MS / 2;
    case 'hour':
      return now + HOUR_MS;
    case 'four-hours':
      return now + 4 * HOUR_MS;
    case 'tomorrow':
      return nextMorning(now);
    case 'unlock':
      return 'unlock';
    case 'resume':
      return null;
  }
}

/** The next 07:00 local time, epoch ms. */
export function nextMorning(now: number): number {
  const morning = new Date(now);
  morning.setHours(MORNING_HOUR, 0, 0, 0);
  if (morning.getTime() <= now) morning.setDate(morning.getDate() + 1);
  return morning.getTime();
}

/** Whether a pause lasts. */
export function isPaused(end: PauseEnd, now: number): end is number | 'unlock' {
  return end === 'unlock' || (end !== null && now < end);
}
