import { decodeMessage, toJsonSafe } from '../../core/events/decode.ts';
import type { HaEvent } from '../../core/events/event.ts';
import type { EventEntry, OwnEntry } from '../../core/history/history.ts';
import { sourceOf, type KeptOwn, type KeptText } from '../../core/log/log-entry.ts';
import { toOwnRow } from '../../core/own-rows/own-row-words.ts';
import { readWords } from '../../core/query/event-item.ts';
import type { RedactionRules } from '../../core/redaction/default-rules.ts';
import { createRedactor } from '../../core/redaction/redact.ts';
import type { CurrentStates } from './current-states.ts';
import { toFacets, type EventFacets, type EventTable } from './event-table.ts';
import { readFiredAt, toMicros } from './event-time.ts';
import type { FindTwin } from './twins.ts';

/** The result for an event: stored, or left out because it is already stored. */
export type Written = 'kept' | 'twin';

export interface WriterParts {
  readonly table: EventTable;
  readonly states: CurrentStates;
  readonly findTwin: FindTwin;
  redaction(): RedactionRules;
}

const UNPARSED: EventFacets = { type: ['unparsed'] };

export function createWriter({ table, states, findTwin, redaction }: WriterParts) {
  let rules: RedactionRules | null = null;
  let redact = createRedactor({ keys: [], patterns: [] });

  function redactEvent(event: HaEvent): HaEvent {
    if (rules !== redaction()) {
      rules = redaction();
      redact = createRedactor(rules);
    }
    return redact(event);
  }

  /** A text that is not an event may contain a secret too, but has no keys, so only the patterns apply. */
  function redactText(raw: string): string {
    const wrapped = redactEvent({ event_type: 'unparsed', data: { text: raw }, origin: '', time_fired: '' });
    return String(wrapped.data['text']);
  }

  return {
    writeEvent(incoming: EventEntry, bookmarked = false): Written {
      const { seq, serverId, receivedAt, alert, recovered, raw } = incoming;
      const facts = { seq, serverId, receivedAt, alert, recovered, bookmarked };
      const decoded = decodeMessage(raw);
      if (decoded.kind !== 'event') {
        const entry: KeptText = { kind: 'unparsed', ...facts, raw: redactText(raw) };
        const found = readWords(sourceOf(entry));
        table.write({ entry, kind: 'unparsed', facets: UNPARSED, firedAt: toMicros(receivedAt), ...found });
        return 'kept';
      }
      const event = redactEvent(decoded.event);
      const facets = toFacets(event);
      const fired = readFiredAt(event.time_fired);
      if (fired?.isExact === true && findTwin(incoming, fired.micros, facets, event)) return 'twin';
      const text = event === decoded.event ? raw : JSON.stringify(toJsonSafe(event));
      const entry: KeptText = { kind: 'event', ...facts, raw: text };
      const firedAt = fired?.micros ?? toMicros(receivedAt);
      const found = readWords({ event, text: null });
      table.write({ entry, kind: 'event', facets, firedAt, ...found });
      states.take(serverId, seq, event, raw.length);
      return 'kept';
    },
    writeRow({ seq, serverId, at, own }: OwnEntry, bookmarked = false): void {
      const entry: KeptOwn = { kind: 'own', seq, serverId, at, own, bookmarked };
      const { kind, text } = toOwnRow(entry);
      const found = readWords({ event: null, text });
      const facets = kind === 'unparsed' ? UNPARSED : {};
      table.write({ entry, kind, facets, firedAt: toMicros(at), ...found });
    },
  };
}
