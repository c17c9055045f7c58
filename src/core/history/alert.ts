/** `important` and `critical` stay on the screen until their owner closes them, if the desktop can do that. */
export type AlertLevel = 'normal' | 'important' | 'critical';

/** A native notification to show. */
export interface NotificationRequest {
  readonly title: string;
  readonly body: string;
  readonly level: AlertLevel;
  /** Row that a click shows; `null` if there is none. */
  readonly seq: number | null;
  /** A click shows the list of alerts, because there are several. */
  readonly opens?: 'alerts' | undefined;
  /** Which rule tells, by its id, and of what. Absent where none does, or where it tells of several things. */
  readonly rule?: { readonly id: string; readonly thing: string } | undefined;
}

/** The place of a notification: a newer one of the same rule and thing replaces the older. `null` where it has none. */
export function placeOf({ rule }: NotificationRequest): string | null {
  return rule === undefined ? null : `${rule.id}\n${rule.thing}`;
}

/** One notification that was raised, or held back and why. */
export interface Alert {
  /** Row it belongs to; `null` for a summary or a test. */
  readonly seq: number | null;
  /** Epoch ms. */
  readonly at: number;
  readonly title: string;
  readonly body: string;
  readonly outcome:
    | 'raised'
    | 'quiet'
    | 'condition'
    | 'cooldown'
    | 'hourly'
    | 'burst'
    | 'snoozed'
    | 'paused'
    | 'off'
    | 'failed';
  /** Epoch ms at which what held it back ended, if that was known. */
  readonly until?: number;
  /** In words, which condition did not hold: "somebody is at home". */
  readonly why?: string;
}

/** What a person has not heard of by a notification, or may have missed. A repeat within a cool-down is no news. */
const NEWS: ReadonlySet<Alert['outcome']> = new Set(['raised', 'quiet', 'paused', 'off', 'failed']);

export function isNews({ outcome }: Alert): boolean {
  return NEWS.has(outcome);
}

/** True for an alert that is news since a moment, epoch ms. */
export function isUnread(alert: Alert, readUntil: number): boolean {
  return alert.at > readUntil && isNews(alert);
}

/** A rule that waits: what it will tell unless something contrary comes. Times in epoch ms. */
export interface PendingAlert {
  /** Row with which it began; `null` if it is not known. */
  readonly seq: number | null;
  readonly title: string;
  readonly body: string;
  readonly since: number;
  readonly due: number;
}

/** How many alerts are unread. */
export function countUnread(alerts: readonly Alert[], readUntil: number): number {
  return alerts.filter((alert) => isUnread(alert, readUntil)).length;
}
