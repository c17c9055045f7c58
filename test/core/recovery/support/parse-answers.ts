import type { HaEvent } from '../../../../src/core/events/event.ts';
import { HistoryReader, withoutContext, type Span } from '../../../../src/core/recovery/parse-history.ts';
import { isAboutState, toLogbookEvent, withoutChanges } from '../../../../src/core/recovery/parse-logbook.ts';

type Parsed = Readonly<Record<string, unknown>>;

/** The changes in an answer of the history. */
export function parseHistory(lists: readonly (readonly Parsed[])[], span: Span): readonly HaEvent[] {
  const reader = new HistoryReader(span);
  const events = lists.flatMap((states, list) =>
    states.map((state) => reader.take(state, list)).filter((event) => event !== null),
  );
  return reader.hasOneContext ? events.map(withoutContext) : events;
}

/** The entries in an answer of the logbook that are about no state. */
export function parseLogbook(
  entries: readonly Parsed[],
  span: Span,
  changes: readonly HaEvent[],
): readonly HaEvent[] {
  const events = entries.map((entry) => toLogbookEvent(entry, span)).filter((event) => event !== null);
  return entries.some(isAboutState) ? events : withoutChanges(events, changes);
}
