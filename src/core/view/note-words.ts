import type { Alert } from '../history/alert.ts';
import type { ConnectionSpan } from '../history/history.ts';
import type { WatchNote, WatchNotes } from '../history/watch-notes.ts';
import { describeReason } from '../stream/describe-failure.ts';
import { formatDuration, formatTime } from '../time/format-time.ts';
import { foldNotes, type AlertRun, type NoteLine } from './fold-notes.ts';
import type { Stretch } from './parse-stretch.ts';
import { describeDay } from './relative-time.ts';

/** Colour family of a note. The words say the same. */
export type NoteTone = 'plain' | 'good' | 'held' | 'bad';

/** The most telling first. */
const TONES: readonly NoteTone[] = ['bad', 'held', 'good', 'plain'];

/** The outcome of an alert. */
const OUTCOMES: Readonly<Record<Alert['outcome'], { readonly text: string; readonly tone: NoteTone }>> = {
  raised: { text: 'shown', tone: 'plain' },
  quiet: { text: 'listed only: a quiet rule', tone: 'plain' },
  cooldown: { text: 'held back: cool-down', tone: 'held' },
  hourly: { text: 'held back: as often as its rule may in an hour', tone: 'held' },
  burst: { text: 'held back: many at once, counted in a summary', tone: 'held' },
  snoozed: { text: 'held back: the rule was snoozed', tone: 'held' },
  paused: { text: 'held back: paused', tone: 'held' },
  off: { text: 'held back: notifications are off', tone: 'held' },
  failed: { text: 'the desktop did not show it', tone: 'bad' },
};

export function describeOutcome(outcome: Alert['outcome']): (typeof OUTCOMES)[Alert['outcome']] {
  return OUTCOMES[outcome];
}

const SPAN_TITLES = { live: 'connected', away: 'not connected', off: 'not watched' } as const;
const SPAN_TONES = { live: 'good', away: 'bad', off: 'held' } as const;

/** "Home connected", "for 8 h 49 min". `now` in epoch ms is the end of an unfinished period. */
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

/** "Front door opened ×6", "since 06:58:20", "1 shown, 5 held back: cool-down". */
export function describeRun({ alerts }: AlertRun): {
  readonly title: string;
  readonly text: string;
  readonly outcome: string;
  readonly tone: NoteTone;
} {
  const [{ title }] = alerts;
  const oldest = alerts.at(-1) ?? alerts[0];
  const counts = new Map<Alert['outcome'], number>();
  for (const { outcome } of alerts.toReversed()) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  const said = [...counts].map(([outcome, count]) => {
    const { text } = OUTCOMES[outcome];
    return counts.size === 1 ? text : `${count.toLocaleString('en-GB')} ${text}`;
  });
  const tones = new Set([...counts.keys()].map((outcome) => OUTCOMES[outcome].tone));
  return {
    title: `${title} ×${alerts.length.toLocaleString('en-GB')}`,
    text: `since ${formatTime(oldest.at)}`,
    outcome: said.join(', '),
    tone: TONES.find((tone) => tones.has(tone)) ?? 'plain',
  };
}

/** The time that is shown: "Yesterday 22:00 until today 07:00". `now` in epoch ms. */
export function describeStretch({ from, to }: Stretch, now: number): string {
  const end = to === null ? 'now' : dayAndMinute(to, now).replace(/^(?:Today|Yesterday)/, toLower);
  return `${dayAndMinute(from, now)} until ${end}`;
}

function toLower(text: string): string {
  return text.toLowerCase();
}

function dayAndMinute(at: number, now: number): string {
  return `${describeDay(at, now)} ${formatTime(at).slice(0, 5)}`;
}

/** Notes of one day of local time, in the given order. */
export interface NoteDay {
  readonly day: string;
  readonly lines: readonly NoteLine[];
}

/**
 * "Today", "Yesterday", "Fri 21 Nov", each with its notes, folded. A run at the end may continue in older notes, so it is
 * left for the next page.
 */
export function groupByDay({ notes, more }: WatchNotes, now: number): readonly NoteDay[] {
  const days = new Map<string, WatchNote[]>();
  for (const note of notes) {
    const day = describeDay(note.at, now);
    days.set(day, [...(days.get(day) ?? []), note]);
  }
  const folded = [...days].map(([day, ofDay]) => ({ day, lines: foldNotes(ofDay) }));
  return more ? withoutOpenRun(folded) : folded;
}

/** Lines of all days. */
export function countLines(days: readonly NoteDay[]): number {
  return days.reduce((sum, { lines }) => sum + lines.length, 0);
}

function withoutOpenRun(days: readonly NoteDay[]): readonly NoteDay[] {
  const last = days.at(-1);
  if (last?.lines.at(-1)?.kind !== 'run' || countLines(days) === 1) return days;
  const lines = last.lines.slice(0, -1);
  return [...days.slice(0, -1), ...(lines.length === 0 ? [] : [{ ...last, lines }])];
}
