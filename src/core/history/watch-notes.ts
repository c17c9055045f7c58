import type { Alert } from './alert.ts';
import type { ConnectionSpan, History } from './history.ts';
import { withoutBlinks } from './without-blinks.ts';

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

/** Which notes are wanted. */
export interface NotesAsked {
  readonly choice: NoteChoice;
  /** Epoch ms, `to` excluded; `null` open. */
  readonly from: number | null;
  readonly to: number | null;
  /** Words that the alert has, in any order and case. Connections have none. */
  readonly text: string;
}

/** More than the history keeps. */
const ALL = 10_000;

/** The newest notes of a time, from all stored runs. */
export async function readWatchNotes(
  history: Pick<History, 'alerts' | 'connectionSpans'>,
  asked: NotesAsked,
  limit: number,
): Promise<WatchNotes> {
  const { choice } = asked;
  const from = asked.from ?? Number.NEGATIVE_INFINITY;
  const to = asked.to ?? Number.MAX_SAFE_INTEGER;
  const words = wordsOf(asked.text);
  // One more than is shown, to know whether there are more.
  const [alerts, spans] = await Promise.all([
    choice === 'connections' ? [] : history.alerts(to, words.length === 0 ? limit + 1 : ALL),
    choice === 'alerts' || words.length > 0 ? [] : history.connectionSpans(to, ALL),
  ]);
  const notes: readonly WatchNote[] = [
    ...alerts
      .filter((alert) => hasWords(alert, words))
      .map((alert) => ({ kind: 'alert', at: alert.at, alert }) as const),
    ...withoutBlinks(spans).map((span) => ({ kind: 'connection', at: span.from, span }) as const),
  ];
  const newest = notes.filter(({ at }) => at >= from).toSorted((a, b) => b.at - a.at);
  return { notes: newest.slice(0, limit), more: newest.length > limit };
}

function wordsOf(text: string): readonly string[] {
  return fold(text)
    .split(/\s+/)
    .filter((word) => word !== '');
}

function hasWords({ title, body }: Alert, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = fold(`${title} ${body}`);
  return words.every((word) => text.includes(word));
}

/** Without case and accents. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
