/** When only what is critical is shown: local time, `to` excluded. Over midnight the day is that of the start; 0 is Sunday. */
export interface QuietHours {
  readonly on: boolean;
  /** "22:00" */
  readonly from: string;
  /** Equal times are a whole day. */
  readonly to: string;
  readonly days: number[];
}

/** Until somebody chooses others. */
export const USUAL_QUIET_HOURS: QuietHours = {
  on: false,
  from: '22:00',
  to: '07:00',
  days: [0, 1, 2, 3, 4, 5, 6],
};

/** Quiet hours of seven days may follow each other without an end. */
const MAX_NIGHTS = 8;

/** Epoch ms until which quiet hours last; `null` when there are none now. */
export function quietUntil(hours: QuietHours | undefined, at: number): number | null {
  if (hours?.on !== true) return null;
  let end = endOf(hours, at);
  for (let night = 0; end !== null && night < MAX_NIGHTS; night += 1) {
    const next = endOf(hours, end);
    if (next === null) return end;
    end = next;
  }
  return end;
}

/** Epoch ms at which quiet hours begin or end next; `null` if they are off. */
export function nextQuietChange(hours: QuietHours | undefined, at: number): number | null {
  if (hours?.on !== true) return null;
  const starts = Array.from({ length: MAX_NIGHTS }, (_, days) => nightOf(hours, at, days));
  return quietUntil(hours, at) ?? starts.find((night) => night.isOne && night.from > at)?.from ?? null;
}

/** The end of the hours that a moment is in, also when others follow. */
function endOf(hours: QuietHours, at: number): number | null {
  const nights = [nightOf(hours, at, -1), nightOf(hours, at, 0)];
  return nights.find(({ isOne, from, to }) => isOne && from <= at && at < to)?.to ?? null;
}

/** The hours that begin so many days later. A time that a day does not have is as long after midnight as on others. */
function nightOf(
  { from, to, days }: QuietHours,
  at: number,
  later: number,
): { readonly isOne: boolean; readonly from: number; readonly to: number } {
  const start = momentOf(at, later, from);
  const end = momentOf(at, from < to ? later : later + 1, to);
  return { isOne: days.includes(dayOf(at, later).getDay()), from: start, to: end };
}

function dayOf(at: number, later: number): Date {
  const day = new Date(at);
  day.setHours(0, 0, 0, 0);
  day.setDate(day.getDate() + later);
  return day;
}

function momentOf(at: number, later: number, clock: string): number {
  const day = dayOf(at, later);
  day.setHours(Number(clock.slice(0, 2)), Number(clock.slice(3)), 0, 0);
  return day.getTime();
}

/** "22:00 to 07:00" */
export function describeQuietHours({ from, to }: Pick<QuietHours, 'from' | 'to'>): string {
  return `${from} to ${to}`;
}
