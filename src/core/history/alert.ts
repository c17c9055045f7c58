/** `important` and `critical` stay on the screen until their owner closes them, if the desktop can do that. */
export type AlertLevel = 'normal' | 'important' | 'critical';

/** The level of what is shown of a rule; a quiet one is shown only in a summary. */
export function toAlertLevel(level: 'quiet' | AlertLevel): AlertLevel {
  return level === 'quiet' ? 'normal' : level;
}

/** An action of Home Assistant that a button calls, as it is sent. */
export interface AlertCall {
  readonly label: string;
  readonly serverId: string;
  /** `light.turn_off` */
  readonly action: string;
  /** A JSON object. */
  readonly data: string;
}

/** What an alert is about: ids of its rule and its server, and an entity id, empty where it is about none. */
export interface AlertAbout {
  readonly rule: string;
  readonly server: string;
  readonly entity: string;
}

/** The page of Home Assistant about an entity: path and query below the server's address. */
export function homePathOf(entity: string): string {
  return entity === '' ? '/logbook' : `/history?entity_id=${encodeURIComponent(entity)}`;
}

/** The sounds that Porchlight has, by the names of their files; `none` is silence. */
export const SOUNDS = ['none', 'knock', 'chime', 'bell', 'alarm'] as const;
export type Sound = (typeof SOUNDS)[number];

/** What is heard of a notification whose rule chooses nothing; `null` for what the desktop plays by itself. */
export const LEVEL_SOUNDS: Readonly<Record<AlertLevel, Sound | null>> = {
  normal: null,
  important: 'chime',
  critical: 'alarm',
};

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
  /** What the buttons of its rule call. */
  readonly calls?: readonly AlertCall[] | undefined;
  /** A page of its server about it: path and query below the server's address. */
  readonly page?: { readonly serverId: string; readonly path: string } | undefined;
  /** Its buttons do nothing but open something. */
  readonly isTest?: true | undefined;
  /** Absent: the sound of its level. */
  readonly sound?: Sound | undefined;
  /** The entity whose picture is shown, and its server. */
  readonly shows?: { readonly serverId: string; readonly entity: string } | undefined;
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
    | 'quiet-hours'
    /** The desktop's Do Not Disturb. */
    | 'dnd'
    /** It was missed, and recovered while the person was away: a summary says it. */
    | 'away'
    /** The person looked at the log, and saw it there. */
    | 'looked'
    | 'off'
    | 'failed';
  /** Epoch ms at which what held it back ended, if that was known. */
  readonly until?: number;
  /** In words, which condition did not hold: "somebody is at home". */
  readonly why?: string;
  /** Absent for a summary, and in what earlier versions kept. */
  readonly about?: AlertAbout;
}

/** What a person has not heard of by a notification, or may have missed. A repeat within a cool-down is no news. */
const NEWS: ReadonlySet<Alert['outcome']> = new Set([
  'raised',
  'quiet',
  'paused',
  'quiet-hours',
  'dnd',
  'away',
  'off',
  'failed',
]);

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
  /** It is due, and waits for a condition. In words, why that does not hold: "the sun is up". */
  readonly why?: string;
}

/** How many alerts are unread. */
export function countUnread(alerts: readonly Alert[], readUntil: number): number {
  return alerts.filter((alert) => isUnread(alert, readUntil)).length;
}
