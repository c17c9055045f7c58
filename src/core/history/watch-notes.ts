import type { Alert } from './alert.ts';
import type { ConnectionSpan, History } from './history.ts';

/** A note beside the events: an alert, or since when a connection was live or not. `at` in epoch ms. */
export type WatchNote =
  | { readonly kind: 'alert'; readonly at: number; readonly alert: Alert }
  | { readonly kind: 'connection'; readonly at: number; readonly span: ConnectionSpan };

export const NOTE_CHOICES = ['all', 'alerts', 'connections'] as const;
export type NoteChoice = (typeof NOTE_CHOICES)[number];

export interface WatchNotes {
  /** Newest first. */
  readonly notes: readonly WatchNote[];
  /** There are older ones. */
  readonly more: boolean;
}

/** The newest notes before a moment (epoch ms), from all stored runs. */
export async function readWatchNotes(
  history: Pick<History, 'alerts' | 'connectionSpans'>,
  choice: NoteChoice,
  before: number,
  limit: number,
): Promise<WatchNotes> {
  // One more than is shown, to know whether there are more.
  const [alerts, spans] = await Promise.all([
    choice === 'connections' ? [] : history.alerts(before, limit + 1),
    choice === 'alerts' ? [] : history.connectionSpans(before, limit + 1),
  ]);
  const notes: readonly WatchNote[] = [
    ...alerts.map((alert) => ({ kind: 'alert', at: alert.at, alert }) as const),
    ...spans.map((span) => ({ kind: 'connection', at: span.from, span }) as const),
  ];
  const newest = notes.toSorted((a, b) => b.at - a.at);
  return { notes: newest.slice(0, limit), more: newest.length > limit };
}
