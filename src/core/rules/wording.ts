import { LIMITS } from '../limits.ts';
import { toLine } from '../events/text.ts';
import { parseFiredAt } from '../events/to-row.ts';
import { formatTime } from '../time/format-time.ts';
import { describeAgo } from '../time/relative-time.ts';
import { describeKinds } from './away-words.ts';
import {
  describeTime,
  describeWhat,
  nameOfThing,
  placesOf,
  readerOf,
  toTold,
  type Told,
  type WordsContext,
} from './due-words.ts';
import { fillTemplate, parseTemplate } from './template.ts';
import { describeTiming } from './timing-words.ts';
import type { Due } from './due.ts';

/** The two texts of a native notification: plain, safe, clamped, not yet escaped for a server with markup. */
export interface Notification {
  readonly title: string;
  readonly body: string;
}

/** How many alerts a summary names one by one, and characters of each. */
const MAX_NAMED = 5;
const MAX_NAMED_CHARS = 70;

/**
 * The notification for what a rule says, in its own words where it has some. Otherwise the title is the whole message, since
 * a lock screen may show nothing else; the body says where, by which rule, and when.
 */
export function toNotification(due: Due, context: WordsContext): Notification {
  const told = toTold(due, context);
  const { title, body } = due.rule.says ?? {};
  const usual = describeWhat(told, context.registry);
  return {
    title: sayIt(title, told, context, LIMITS.maxToastTitleChars) || toLine(usual, LIMITS.maxToastTitleChars),
    body:
      sayIt(body, told, context, LIMITS.maxToastBodyChars) ||
      toLine(describeAround(told, usual, context), LIMITS.maxToastBodyChars),
  };
}

/** Empty without a template, for one that can't be read, and where nothing it names has a value. */
function sayIt(template: string | undefined, told: Due, context: WordsContext, maxChars: number): string {
  const parsed = template === undefined ? null : parseTemplate(template);
  return parsed?.ok === true ? fillTemplate(parsed.parts, readerOf(told, context), maxChars) : '';
}

/** "Home · Hall · Doors · for 10 min · since 14:05". A room that the title names is not repeated. */
function describeAround(told: Due, title: string, { server, namesServer, registry }: WordsContext): string {
  const { rule, event, since, at } = told;
  const { room } = placesOf(told, registry);
  const firedAt = event === null ? null : parseFiredAt(event.time_fired);
  const happened = firedAt === null ? '' : formatTime(firedAt);
  return [
    namesServer ? server : '',
    title.toLowerCase().includes(room.toLowerCase()) ? '' : room,
    rule.name,
    describeTiming(rule),
    since === null ? happened : `since ${describeTime(since, at)}`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** What a rule waits with, as far as it is known yet: "Garage door opened", "Freezer". */
export function describePending(pending: Told, context: WordsContext): string {
  const told = toTold(pending, context);
  const { rule, event } = told;
  const isSilence = rule.timing.kind === 'silent';
  const words =
    event === null || isSilence ? nameOfThing(told, context.registry) : describeWhat(told, context.registry);
  return toLine(words === '' ? rule.name : words, LIMITS.maxToastTitleChars);
}

/**
 * The notification that stands for alerts held back in a burst.
 *
 * @param titles how often each was held back, in the order in which they came; the empty one stands for any others
 */
export function toSummaryNotification(titles: ReadonlyMap<string, number>): Notification {
  const total = sumOf(titles.values());
  return {
    title: total === 1 ? '1 more alert' : `${String(total)} more alerts`,
    body: nameThem(titles, total),
  };
}

/** An alert and its kind, see `kindOf`. */
interface Came extends Notification {
  readonly kind: string;
}

interface Missed extends Came {
  /** Epoch ms at which it would have been told. */
  readonly toldAt: number;
}

/**
 * The one notification for alerts that were missed while disconnected and recovered since. Oldest first, at least one.
 *
 * @param slept this computer was asleep meanwhile
 * @param now epoch ms
 */
export function toMissedNotification(missed: readonly Missed[], slept: boolean, now: number): Notification {
  const [only] = missed;
  if (missed.length === 1 && only !== undefined) {
    return {
      title: only.title,
      body: toLine(
        `Missed while disconnected, ${describeAgo(only.toldAt, now)} · ${only.body}`,
        LIMITS.maxToastBodyChars,
      ),
    };
  }
  return summarise(slept ? 'While you were away' : 'While disconnected', missed);
}

const MEANWHILE = {
  away: 'While you were away',
  'quiet-hours': 'In quiet hours',
  dnd: 'During Do Not Disturb',
  paused: 'While paused',
} as const;

/** The one notification for alerts that came while nobody was told. Oldest first, at least one. */
export function toAwayNotification(came: readonly Came[], meanwhile: keyof typeof MEANWHILE): Notification {
  return summarise(MEANWHILE[meanwhile], came);
}

/** "While you were away: 3 doors, 1 leak", and their titles. */
function summarise(when: string, alerts: readonly Came[]): Notification {
  const counts = new Map<string, number>();
  for (const { title } of alerts) counts.set(title, (counts.get(title) ?? 0) + 1);
  const kinds = describeKinds(alerts.map(({ kind }) => kind));
  return {
    title: toLine(`${when}: ${kinds}`, LIMITS.maxToastTitleChars),
    body: nameThem(counts, alerts.length),
  };
}

/** "Front door opened, Hall turned off (3 times) and 12 more". */
function nameThem(titles: ReadonlyMap<string, number>, total: number): string {
  const named = [...titles].filter(([title]) => title !== '').slice(0, MAX_NAMED);
  const rest = total - sumOf(named.map(([, count]) => count));
  const words = named
    .map(
      ([title, count]) => toLine(title, MAX_NAMED_CHARS) + (count === 1 ? '' : ` (${String(count)} times)`),
    )
    .join(', ');
  const more = rest === 0 ? '' : ` and ${String(rest)} more`;
  return toLine(words, LIMITS.maxToastBodyChars - more.length) + more;
}

function sumOf(counts: Iterable<number>): number {
  return [...counts].reduce((sum, count) => sum + count, 0);
}

/**
 * Escapes text for a notification server that renders markup (capability `body-markup`), so that it shows as typed.
 * https://specifications.freedesktop.org/notification-spec/latest/markup.html
 */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
