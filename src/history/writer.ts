import type { HistoryEntry } from '../core/history/history.ts';
import type { HaEvent } from '../core/events/event.ts';
import type { QueryItemSource } from '../core/query/event-item.ts';
import type { RedactionRules } from '../core/redaction/default-rules.ts';
import { createRedactor } from '../core/redaction/redact.ts';
import { decodeMessage, toJsonSafe } from '../core/stream/decode.ts';
import type { BlockEntry } from './block.ts';
import type { ChapterList } from './chapter-list.ts';
import { chapterOf, slotOf } from './chapter.ts';
import type { EntryList } from './entry-list.ts';
import type { OpenChapter } from './open-chapter.ts';
import { readSource, toEventSource, toText } from './stored-item.ts';

/** An event as it comes off the main thread: its text is still bytes. */
export type IncomingEvent = Omit<Extract<HistoryEntry, { kind: 'event' }>, 'kind' | 'raw'> & {
  /** UTF-8. */
  readonly text: Uint8Array;
};

export interface Writer {
  /** False when the text was no event: it is kept as `unparsed`. */
  writeEvent(event: IncomingEvent): boolean;
  writeRow(entry: Extract<HistoryEntry, { kind: 'row' }>): void;
  /** Brings an entry into the index again that is on the shelf already. */
  reindex(entry: BlockEntry): void;
  setRedaction(rules: RedactionRules): void;
}

const encoder = new TextEncoder();

export function createWriter(chapters: ChapterList, entries: EntryList, redaction: RedactionRules): Writer {
  let redact = createRedactor(redaction);

  function write(entry: BlockEntry, source: QueryItemSource): void {
    // Recovered so late that its time was trimmed meanwhile.
    if (entry.seq < chapters.floor()) return;
    const chapter = chapters.openFor(chapterOf(entry.seq));
    // The same seq again replaces what was there.
    if (chapter.has(slotOf(entry.seq))) chapter.remove(slotOf(entry.seq));
    entries.put(entry);
    index(chapter, source);
  }

  function index(chapter: OpenChapter, source: QueryItemSource): void {
    chapter.add(slotOf(source.facts.seq), Math.round(source.facts.at), source);
  }

  /** What is not an event can hold a secret too, but has no keys to know it by; patterns are all that applies. */
  function redactText(raw: string): string {
    const wrapped = redact({ event_type: 'unparsed', data: { text: raw }, origin: '', time_fired: '' });
    return String(wrapped.data['text']);
  }

  return {
    writeEvent(incoming) {
      const raw = toText(incoming.text);
      const decoded = decodeMessage(raw);
      const event = decoded.kind === 'event' ? redact(decoded.event) : null;
      const isKept = decoded.kind === 'event' && event === decoded.event;
      const kept = isKept ? raw : event === null ? redactText(raw) : toJson(event);
      const text = kept === raw ? incoming.text : encoder.encode(kept);
      const entry: BlockEntry = { ...incoming, isOwnRow: false, text };
      write(entry, event === null ? readSource(entry, false) : toEventSource(entry, event, false));
      return event !== null;
    },
    writeRow({ row, receivedAt }) {
      const entry: BlockEntry = {
        seq: row.seq,
        serverId: row.serverId,
        receivedAt,
        alert: row.alert,
        recovered: row.recovered === true,
        isOwnRow: true,
        text: encoder.encode(JSON.stringify({ ...row, bookmarked: undefined })),
      };
      write(entry, readSource(entry, false));
    },
    reindex(entry) {
      index(chapters.openFor(chapterOf(entry.seq)), readSource(entry, false));
    },
    setRedaction(rules) {
      redact = createRedactor(rules);
    },
  };
}

/** Servers before 2022.7 send numbers that JSON does not know. */
function toJson(event: HaEvent): string {
  return JSON.stringify(toJsonSafe(event));
}
