import type { Alert, PendingAlert } from '../history/alert.ts';
import type { ConnectionSpan } from '../history/history.ts';
import type { WatchNote, WatchNotes } from '../history/watch-notes.ts';
import { describeReason } from '../stream/describe-failure.ts';
import { formatDuration, formatMinute, formatTime } from '../time/format-time.ts';
import { foldNotes, type AlertRun, type NoteLine } from './fold-notes.ts';
import type { Stretch } from './parse-stretch.ts';
import { describeDay, isSameDay } from '../time/relative-time.ts';

/** Colour family of a note. The words say the same. */
export type NoteTone = 'plain' | 'good' | 'held' | 'bad';

/** The most telling first. */
const TONES: readonly NoteTone[] = ['bad', 'held', 'good', 'plain'];

const MINUTE_MS = 60_000;

/** What became of an alert, without its reason. */
const OUTCOMES: Readonly<Record<Alert['outcome'], { readonly text: string; readonly tone: NoteTone }>> = {
  raised: { text: 'shown', tone: 'plain' },
  quiet: { text: 'listed only: a quiet rule', tone: 'plain' },
  condition: { text: 'held back by its condition', tone: 'held' },
  cooldown: { text: 'held back: cool-down', tone: 'held' },
  hourly: { text: 'held back: its limit for an hour', tone: 'held' },
  burst: { text: 'held back: many at once, counted in a summary', tone: 'held' },
  snoozed: { text: 'held back: the rule was snoozed', tone: 'held' },
  paused: { text: 'held back: paused', tone: 'held' },
  'quiet-hours': { text: 'held back: quiet hours', tone: 'held' },
  dnd: { text: 'held back: Do Not Disturb', tone: 'held' },
  away: { text: 'counted in a summary: you were away', tone: 'plain' },
  looked: { text: 'not shown: while you looked at the log', tone: 'plain' },
  off: { text: 'held back: notifications are off', tone: 'held' },
  failed: { text: 'the desktop did not show it', tone: 'bad' },
};

/** "held back: cool-down until 21:14", "held back by its condition: somebody is at home". `now` in epoch ms. */
export function describeOutcome(
  { at, outcome, until, why }: Pick<Alert, 'at' | 'outcome' | 'until' | 'why'>,
  now: number,
): { readonly text: string; readonly tone: NoteTone } {
  const { text, tone } = OUTCOMES[outcome];
  if (why !== undefined) return { text: `${text}: ${why}`, tone };
  if (until === undefined) return { text, tone };
  const clock = formatMinute(until);
  return { text: `${text} until ${isSameDay(at, until) ? clock : withDay(until, now)}`, tone };
}

/** "4 of 10 min, tells at 21:14", "for 2 h, waits because the sun is up". `now` in epoch ms. */
export function describePending(
  { since, due, why }: Pick<PendingAlert, 'since' | 'due' | 'why'>,
  now: number,
): string {
  if (why !== undefined) return `pending: for ${describeAge(now - since)}, waits because ${why}`;
  const whole = due - since;
  const at = isSameDay(due, now) ? formatMinute(due) : withDay(due, now);
  return `pending: ${ofDuration(Math.min(whole, now - since), whole)}, tells at ${at}`;
}

/** Whole minutes, unless there are none. */
function describeAge(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE_MS));
  return formatDuration(minutes > 0 ? minutes * MINUTE_MS : Math.max(0, ms));
}

/** "4 of 10 min", "50 s of 1 min 30 s"; whole minutes, unless there are none. */
function ofDuration(partMs: number, wholeMs: number): string {
  const part = describeAge(partMs);
  const whole = formatDuration(wholeMs);
  const unitOf = (text: string): string => text.replace(/^\d+/, '');
  return `${unitOf(part) === unitOf(whole) ? part.replace(unitOf(part), '') : part} of ${whole}`;
}

/** "yesterday 07:00", "Fri 21 Nov 07:00" */
function withDay(at: number, now: number): string {
  return dayAndMinute(at, now).replace(/^(?:Today|Yesterday|Tomorrow)/, toLower);
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
export function describeRun(
  { alerts }: AlertRun,
  now: number,
): {
  readonly title: string;
  readonly text: string;
  readonly outcome: string;
  readonly tone: NoteTone;
} {
  const [{ title }] = alerts;
  const oldest = alerts.at(-1) ?? alerts[0];
  /** The newest of each outcome says why. */
  const counts = new Map<Alert['outcome'], { readonly newest: Alert; readonly count: number }>();
  for (const alert of alerts.toReversed()) {
    counts.set(alert.outcome, { newest: alert, count: (counts.get(alert.outcome)?.count ?? 0) + 1 });
  }
  const said = [...counts.values()].map(({ newest, count }) => {
    const { text } = describeOutcome(newest, now);
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
  const end = to === null ? 'now' : withDay(to, now);
  return `${dayAndMinute(from, now)} until ${end}`;
}

function toLower(text: string): string {
  return text.toLowerCase();
}

function dayAndMinute(at: number, now: number): string {
  return `${describeDay(at, now)} ${formatMinute(at)}`;
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
