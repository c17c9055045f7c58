/** "Until tomorrow" ends when the local clock next reaches this hour. */
const MORNING_HOUR = 7;
const HOUR_MS = 3_600_000;

/** How long notifications can be paused, in the order of menus; `resume` ends a pause. */
export const PAUSES = ['half-hour', 'hour', 'four-hours', 'tomorrow', 'resume'] as const;
export type Pause = (typeof PAUSES)[number];

/** "For 30 minutes", "Until tomorrow", "Resume". */
export const PAUSE_WORDS: Readonly<Record<Pause, string>> = {
  'half-hour': 'For 30 minutes',
  hour: 'For 1 hour',
  'four-hours': 'For 4 hours',
  tomorrow: 'Until tomorrow',
  resume: 'Resume',
};

/** Epoch ms at which a pause ends: after its time, or at the next 07:00 local time; `null` for no pause. */
export function pauseEnd(now: number, until: Pause): number | null {
  switch (until) {
    case 'half-hour':
      return now + HOUR_MS / 2;
    case 'hour':
      return now + HOUR_MS;
    case 'four-hours':
      return now + 4 * HOUR_MS;
    case 'tomorrow': {
      const morning = new Date(now);
      morning.setHours(MORNING_HOUR, 0, 0, 0);
      if (morning.getTime() <= now) morning.setDate(morning.getDate() + 1);
      return morning.getTime();
    }
    case 'resume':
      return null;
  }
}
