import { LIMITS } from '../limits.ts';
import { isEntityId, nameOfEntity, prettifyId } from '../events/entity-name.ts';
import { describeEvent } from '../events/sentence.ts';
import { toStateChange } from '../events/state-change.ts';
import { toLine } from '../events/text.ts';
import { parseFiredAt } from '../events/to-row.ts';
import { formatDuration, formatTime } from '../time/format-time.ts';
import { describeKinds } from './away-words.ts';
import { describeTiming } from './timing-words.ts';
import type { Due, Pending } from './timings.ts';

/** The two texts of a native notification: plain, safe, clamped, not yet escaped for a server with markup. */
export interface Notification {
  readonly title: string;
  readonly body: string;
}

/** How many alerts a summary names one by one, and characters of each. */
const MAX_NAMED = 5;
const MAX_NAMED_CHARS = 70;

/**
 * The notification for what a rule says. The title is the whole message, since a lock screen may show nothing else; the body
 * says where, by which rule, and when. Neither quotes the data of a service call, which may hold codes.
 *
 * @param serverName Name of the server, or `null` when there is only one and it needs no naming.
 */
export function toNotification(due: Due, serverName: string | null): Notification {
  const { rule, event, since } = due;
  const firedAt = event === null ? null : parseFiredAt(event.time_fired);
  const when = since ?? firedAt;
  const time = when === null ? '' : `${since === null ? '' : 'since '}${formatTime(when)}`;
  const parts = [serverName ?? '', rule.name, describeTiming(rule), time];
  return {
    title: toLine(describeDue(due), LIMITS.maxToastTitleChars),
    body: toLine(parts.filter((part) => part !== '').join(' · '), LIMITS.maxToastBodyChars),
  };
}

/** What a rule waits with, as far as it is known yet: "Garage door opened", "Freezer". */
export function describePending({ rule, event, thing }: Pick<Pending, 'rule' | 'event' | 'thing'>): string {
  const isSilence = rule.timing.kind === 'silent';
  const words = event === null || isSilence ? nameOfThing(event, thing) : describeEvent(event);
  return toLine(words === '' ? rule.name : words, LIMITS.maxToastTitleChars);
}

/** "Front door opened", "Freezer has said nothing for 1 h". */
function describeDue({ rule, event, thing }: Due): string {
  if (rule.timing.kind !== 'silent') return event === null ? rule.name : describeEvent(event);
  const name = nameOfThing(event, thing);
  return `${name === '' ? rule.name : name} has said nothing for ${formatDuration(rule.timing.ms)}`;
}

function nameOfThing(event: Due['event'], thing: string): string {
  const change = event === null ? null : toStateChange(event);
  if (change !== null) return nameOfEntity(change);
  const id = thing.split('\n').at(-1) ?? '';
  return isEntityId(id) ? prettifyId(id) : id;
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

/** An alert that was missed, and its kind, see `kindOf`. */
interface Missed extends Notification {
  readonly kind: string;
}

/**
 * The one notification for alerts that were missed while disconnected and recovered since. Oldest first, at least one.
 *
 * @param slept this computer was asleep meanwhile
 */
export function toMissedNotification(missed: readonly Missed[], slept: boolean): Notification {
  const [only] = missed;
  if (missed.length === 1 && only !== undefined) {
    return {
      title: only.title,
      body: toLine(`Missed while disconnected · ${only.body}`, LIMITS.maxToastBodyChars),
    };
  }
  return summarise(slept ? 'While you were away' : 'While disconnected', missed);
}

/** The one notification for alerts that came while the computer was locked. Oldest first, at least one. */
export function toAwayNotification(came: readonly Missed[]): Notification {
  return summarise('While you were away', came);
}

/** "While you were away: 3 doors, 1 leak", and their titles. */
function summarise(when: string, alerts: readonly Missed[]): Notification {
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
