/** One notification that was raised, or held back and why. */
export interface Alert {
  /** Row it belongs to; `null` for a summary or a test. */
  readonly seq: number | null;
  /** Epoch ms. */
  readonly at: number;
  readonly title: string;
  readonly body: string;
  readonly outcome: 'raised' | 'cooldown' | 'burst' | 'paused' | 'off' | 'failed';
}
