import { LIMITS } from '../limits.ts';
import type { HaEvent } from '../events/event.ts';
import { describeEvent } from '../events/sentence.ts';
import { toLine } from '../events/text.ts';
import { parseFiredAt } from '../events/to-row.ts';
import { formatTime } from '../time/format-time.ts';

/** The two texts of a native notification: plain, safe, clamped, not yet escaped for a server with markup. */
export interface Notification {
  readonly title: string;
  readonly body: string;
}

/** How many alerts a summary names one by one, and characters of each. */
const MAX_NAMED = 5;
const MAX_NAMED_CHARS = 70;

/**
 * The notification for an event. The title is the whole message, since a lock screen may show nothing else; the body
 * says where, by which rule, and when. Neither quotes the data of a service call, which may hold codes.
 *
 * @param serverName Name of the server, or `null` when there is only one and it needs no naming.
 */
export function toNotification(event: HaEvent, ruleName: string, serverName: string | null): Notification {
  const firedAt = parseFiredAt(event.time_fired);
  const parts = [serverName ?? '', ruleName, firedAt === null ? '' : formatTime(firedAt)];
  return {
    title: toLine(describeEvent(event), LIMITS.maxToastTitleChars),
    body: toLine(parts.filter((part) => part !== '').join(' · '), LIMITS.maxToastBodyChars),
  };
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

/** The one notification for alerts that were missed while disconnected and recovered since. Oldest first, at least one. */
export function toMissedNotification(missed: readonly Notification[]): Notification {
  const [only] = missed;
  if (missed.length === 1 && only !== undefined) {
    return {
      title: only.title,
      body: toLine(`Missed while disconnected · ${only.body}`, LIMITS.maxToastBodyChars),
    };
  }
  const counts = new Map<string, number>();
  for (const { title } of missed) counts.set(title, (counts.get(title) ?? 0) + 1);
  return {
    title: `${String(missed.length)} alerts while disconnected`,
    body: nameThem(counts, missed.length),
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
