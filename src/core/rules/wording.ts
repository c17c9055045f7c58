import { LIMITS } from '../limits.ts';
import type { HaEvent } from '../events/event.ts';
import { describeEvent } from '../events/sentence.ts';
import { subjectOf } from '../events/subject.ts';
import { clampText, stripUnsafe, toLine } from '../events/text.ts';
import { parseFiredAt } from '../events/to-row.ts';
import { formatTime } from '../stream/describe-state.ts';

export { clampText, stripUnsafe };

/** The two texts of a native notification: plain, safe, clamped, not yet escaped for a server with markup. */
export interface Notification {
  readonly title: string;
  readonly body: string;
}

/** How many types a summary names one by one. */
const MAX_NAMED_TYPES = 5;

/**
 * The notification for an event. The title is the whole message, since a lock screen may show nothing else; the body
 * says where and when. Neither quotes the data of a service call, which may hold codes.
 *
 * @param serverName Name of the server, or `null` when there is only one and it needs no naming.
 */
export function toNotification(event: HaEvent, serverName: string | null): Notification {
  const firedAt = parseFiredAt(event.time_fired);
  const parts = [
    toLine(serverName ?? '', LIMITS.maxToastTitleChars),
    firedAt === null ? '' : formatTime(firedAt),
    subjectOf(event),
  ];
  return {
    title: toLine(describeEvent(event), LIMITS.maxToastTitleChars),
    body: toLine(parts.filter((part) => part !== '').join(' · '), LIMITS.maxToastBodyChars),
  };
}

/** The notification that stands for alerts held back in a burst. `counts` by event type, in any order. */
export function toSummaryNotification(counts: ReadonlyMap<string, number>): Notification {
  const types = [...counts].sort((a, b) => b[1] - a[1]);
  const total = types.reduce((sum, [, count]) => sum + count, 0);
  const rest = types.slice(MAX_NAMED_TYPES).reduce((sum, [, count]) => sum + count, 0);
  const named = types
    .slice(0, MAX_NAMED_TYPES)
    .map(([type, count]) => `${String(count)} ${toLine(type, 64)}`);
  const words = rest === 0 ? named : [...named, `${String(rest)} of other types`];
  return {
    title: total === 1 ? '1 more alert' : `${String(total)} more alerts`,
    body: toLine(words.join(', '), LIMITS.maxToastBodyChars),
  };
}

/** The one notification for what was missed while disconnected and recovered since. Oldest first, at least one. */
export function toMissedNotification(titles: readonly string[]): Notification {
  const [only] = titles;
  if (titles.length === 1 && only !== undefined) return { title: only, body: 'Missed while disconnected' };
  return {
    title: `${String(titles.length)} alerts while disconnected`,
    body: toLine(titles.slice(-MAX_NAMED_TYPES).join(', '), LIMITS.maxToastBodyChars),
  };
}

/**
 * Escapes text for a notification server that renders markup (capability `body-markup`), so that it shows as typed.
 * https://specifications.freedesktop.org/notification-spec/latest/markup.html
 */
export function escapeMarkup(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
