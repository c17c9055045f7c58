/** `important` and `critical` stay on the screen until their owner closes them, if the desktop can do that. */
export type AlertLevel = 'normal' | 'important' | 'critical';

/** A native notification to show. */
export interface NotificationRequest {
  readonly title: string;
  readonly body: string;
  readonly level: AlertLevel;
  /** Row that a click shows; `null` if there is none. */
  readonly seq: number | null;
}

/** One notification that was raised, or held back and why. */
export interface Alert {
  /** Row it belongs to; `null` for a summary or a test. */
  readonly seq: number | null;
  /** Epoch ms. */
  readonly at: number;
  readonly title: string;
  readonly body: string;
  readonly outcome: 'raised' | 'quiet' | 'cooldown' | 'hourly' | 'burst' | 'paused' | 'off' | 'failed';
}
