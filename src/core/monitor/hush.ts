import type { Clock } from '../clock.ts';
import { isNews, type Alert } from '../history/alert.ts';
import type { Rule } from '../rules/rule.ts';
import { isPaused } from '../settings/pause.ts';
import { quietUntil } from '../settings/quiet-hours.ts';
import type { Settings } from '../settings/settings.ts';

/** Most alerts that a summary counts. */
const MAX_COUNTED = 1_000;
/** After a return, recovered events are waited for at least and at most so long. */
const SETTLE_MS = 2_000;
const MAX_SETTLE_MS = 30_000;

/** Why nothing is shown now, and until when, epoch ms. */
export interface Silence {
  readonly outcome: 'off' | 'paused' | 'quiet-hours' | 'dnd';
  readonly until?: number;
}

/** When a summary says that its alerts came. */
export type Meanwhile = 'away' | 'quiet-hours' | 'dnd' | 'paused';

/** An alert that came meanwhile. */
export interface Came {
  readonly title: string;
  readonly body: string;
  /** See `kindOf`. */
  readonly kind: string;
  readonly serverId: string;
}

export interface HushPorts {
  readonly clock: Pick<Clock, 'now' | 'monotonic'>;
  /** The desktop shows nothing now because its user wants so. */
  doNotDisturb(): boolean;
  /** One notification for all that came meanwhile: oldest first, at least one. */
  summarise(came: readonly Came[], meanwhile: Meanwhile): void;
}

/** The person is away since the computer was locked or slept; returned at a moment of the monotonic clock, ms. */
interface Absence {
  readonly returnedAt: number | null;
  /** What was missed meanwhile may still be recovered. */
  readonly mayRecover: boolean;
}

/**
 * Knows when nothing is to be shown: notifications are off or paused, in quiet hours, while the desktop wants no disturbance. And
 * what came then, or while the person was away, for one summary afterwards.
 */
export function createHush({ clock, doNotDisturb, summarise }: HushPorts) {
  let notifications: Settings['notifications'] = { enabled: false, pausedUntil: null, rules: [] };
  let absence: Absence | null = null;
  let came: Came[] = [];
  let meanwhile: Meanwhile | null = null;

  function silence(level: Rule['level']): Silence | null {
    const { enabled, pausedUntil, quietHours } = notifications;
    const now = clock.now();
    if (!enabled) return { outcome: 'off' };
    if (isPaused(pausedUntil, now))
      return { outcome: 'paused', ...(pausedUntil === 'unlock' ? {} : { until: pausedUntil }) };
    if (level === 'critical') return null;
    const until = quietUntil(quietHours, now);
    if (until !== null) return { outcome: 'quiet-hours', until };
    return doNotDisturb() ? { outcome: 'dnd' } : null;
  }

  function drop(): void {
    came = [];
    meanwhile = null;
  }

  function hasReturned(isSettled: boolean): boolean {
    if (absence === null) return true;
    const { returnedAt, mayRecover } = absence;
    if (returnedAt === null) return false;
    const passed = clock.monotonic() - returnedAt;
    return passed >= MAX_SETTLE_MS || (isSettled && (!mayRecover || passed >= SETTLE_MS));
  }

  return {
    follow(next: Settings['notifications']): void {
      notifications = next;
      if (!next.enabled) drop();
    },
    silence,
    /** Whether what was missed waits for the summary. */
    isAway: (): boolean => absence !== null,
    /** Counts an alert that was recorded, if a summary is to name it. */
    note(alert: Alert, { kind, serverId }: Pick<Came, 'kind' | 'serverId'>): void {
      const why =
        meanwhileOf(alert.outcome) ?? (absence?.returnedAt === null && isNews(alert) ? 'away' : null);
      if (why === null || !notifications.enabled || came.length >= MAX_COUNTED) return;
      came.push({ title: alert.title, body: alert.body, kind, serverId });
      meanwhile = meanwhile === null || meanwhile === why ? why : 'away';
    },
    /** The computer is locked. */
    leave(): void {
      absence = { returnedAt: null, mayRecover: absence?.mayRecover ?? false };
    },
    /** The computer is unlocked. */
    comeBack(): void {
      if (absence !== null) absence = { ...absence, returnedAt: clock.monotonic() };
      if (meanwhile !== null) meanwhile = 'away';
    },
    /** The computer slept, and what it missed will be recovered. */
    wake(): void {
      const returnedAt = absence === null ? clock.monotonic() : absence.returnedAt;
      absence = { returnedAt: returnedAt === null ? null : clock.monotonic(), mayRecover: true };
    },
    /**
     * Says what came, if nothing is in the way any more. To be called when that may be, and now and then.
     *
     * @param isSettled nothing is being recovered
     */
    look(isSettled: boolean): void {
      if (!hasReturned(isSettled)) return;
      absence = null;
      if (meanwhile === null || silence('normal') !== null) return;
      const [said, why] = [came, meanwhile];
      drop();
      if (said.length > 0) summarise(said, why);
    },
    /** Lets go of what came, of one server or of all. */
    forget(serverId?: string): void {
      came = serverId === undefined ? [] : came.filter((each) => each.serverId !== serverId);
    },
  };
}

function meanwhileOf(outcome: Alert['outcome']): Meanwhile | null {
  switch (outcome) {
    case 'quiet-hours':
    case 'dnd':
    case 'paused':
    case 'away':
      return outcome;
    case 'raised':
    case 'quiet':
    case 'looked':
    case 'condition':
    case 'cooldown':
    case 'hourly':
    case 'burst':
    case 'snoozed':
    case 'off':
    case 'failed':
      return null;
  }
}
