import type { Alert } from '../alert.ts';
import type { ConnectionSpan } from '../history/history.ts';
import type { WatchNote } from '../history/watch-notes.ts';
import { describeReason } from '../stream/describe-failure.ts';
import { formatDuration } from '../stream/describe-state.ts';
import { describeDay } from './relative-time.ts';

/** Colour family of a note. The words say the same. */
export type NoteTone = 'plain' | 'good' | 'held' | 'bad';

/** What became of an alert. */
export function describeOutcome(outcome: Alert['outcome']): {
  readonly text: string;
  readonly tone: NoteTone;
} {
  switch (outcome) {
    case 'raised':
      return { text: 'shown', tone: 'plain' };
    case 'cooldown':
      return { text: 'held back: cool-down', tone: 'held' };
    case 'burst':
      return { text: 'held back: many at once, counted in a summary', tone: 'held' };
    case 'paused':
      return { text: 'held back: paused', tone: 'held' };
    case 'off':
      return { text: 'held back: notifications are off', tone: 'held' };
    case 'failed':
      return { text: 'the desktop did not show it', tone: 'bad' };
  }
}

const SPAN_TITLES = { live: 'connected', away: 'not connected', off: 'not watched' } as const;
const SPAN_TONES = { live: 'good', away: 'bad', off: 'held' } as const;

/** "Home connected", "for 8 h 49 min". `now` in epoch ms ends what still lasts. */
export function describeSpan(
  { kind, from, to, code }: ConnectionSpan,
  serverName: string,
  now: number,
): { readonly title: string; readonly text: string; readonly tone: NoteTone } {
  const duration = `${formatDuration((to ?? now) - from)}${to === null ? ' until now' : ''}`;
  const why = kind === 'off' ? 'switched off, or Porchlight did not run' : reasonOf(code);
  return {
    title: `${serverName} ${SPAN_TITLES[kind]}`,
    text: `for ${duration}${why === '' ? '' : `: ${why}`}`,
    tone: SPAN_TONES[kind],
  };
}

function reasonOf(code: ConnectionSpan['code']): string {
  return code === '' ? '' : describeReason({ code });
}

/** Notes of one day of local time, in the order in which they came. */
export interface NoteDay {
  readonly day: string;
  readonly notes: readonly WatchNote[];
}

/** "Today", "Yesterday", "Fri 21 Nov", each with its notes. */
export function groupByDay(notes: readonly WatchNote[], now: number): readonly NoteDay[] {
  const days = new Map<string, WatchNote[]>();
  for (const note of notes) {
    const day = describeDay(note.at, now);
    days.set(day, [...(days.get(day) ?? []), note]);
  }
  return [...days].map(([day, ofDay]) => ({ day, notes: ofDay }));
}
