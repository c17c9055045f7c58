import type { AlertDesk } from './alert-desk.ts';
import type { EventLog } from './event-log.ts';
import type { HaEvent } from './events/event.ts';
import { subjectOf } from './events/subject.ts';
import { LIMITS } from './limits.ts';
import { MessageEntry } from './log-entry.ts';
import { EventNews, UnparsedNews } from './message-news.ts';
import type { MonitorEvent } from './monitor-contract.ts';
import { createNamePool } from './name-pool.ts';
import type { ServerFacts } from './recovery/server-facts.ts';
import { decodeMessage } from './stream/decode.ts';
import { skimMessage, type Skimmed } from './stream/skim.ts';
import type { TextStore } from './text-store.ts';
import type { TypeStats } from './type-stats.ts';

/** Entity ids remembered for completion. */
const MAX_ENTITIES = 2_000;
/** Entries that wait to be written again: a flood needs one for each that leaves, and after it thousands leave at once. */
const MAX_SPARE_ENTRIES = 1_000;
/** Messages that were found broken and have left memory, so that the history's word about them is not counted again. */
const MAX_REMEMBERED_BROKEN = 10_000;

export interface MessageIntakeOptions {
  readonly alerts: AlertDesk;
  readonly log: EventLog;
  readonly texts: TextStore;
  readonly types: TypeStats;
  readonly counts: { received: number; unparsed: number };
  /** Every message is parsed on arrival. */
  readonly parsesAll: boolean;
  factsOf(serverId: string): ServerFacts;
  emit(event: MonitorEvent): void;
}

/** What becomes of the messages of a stream. */
export interface MessageIntake {
  /**
   * @param bytes the text's UTF-8 as it came, where it is at hand
   * @param at when it came, epoch ms
   */
  accept(serverId: string, text: string, bytes: Uint8Array | null, at: number): void;
  /** Somebody else parsed the text of a row and found none that can be decoded. Counted once. */
  noteUnparsed(seq: number): void;
  /** An entry has left the log: it will be written again. */
  noteLeft(entry: MessageEntry): void;
  entities(): readonly string[];
}

/**
 * Takes messages in: at the pace of a house each is parsed at once; of a flood most are only skimmed, and parsed when
 * somebody asks for their row or their event.
 */
export function createMessageIntake(options: MessageIntakeOptions): MessageIntake {
  const { alerts, log, texts, types, counts, emit } = options;
  const entities = new Set<string>();
  const names = createNamePool();
  const isFlood = createPace();
  /** Sequence numbers. */
  const brokenAndGone = new Set<number>();
  const spare: MessageEntry[] = [];

  function noteEntity(entityId: string): void {
    if (entities.size < MAX_ENTITIES) entities.add(entityId);
  }

  function tellBroken(serverId: string, seq: number, at: number, raw: string): void {
    counts.unparsed += 1;
    emit(new UnparsedNews('revised', seq, serverId, at, raw));
  }

  function onBroken({ serverId, seq, receivedAt, raw }: MessageEntry, skimmedType: string): void {
    types.takeBack(skimmedType);
    tellBroken(serverId, seq, receivedAt, raw);
  }

  /** False when a message that has left memory was found broken before. */
  function isNewlyBroken(seq: number): boolean {
    if (brokenAndGone.has(seq)) return false;
    brokenAndGone.add(seq);
    const [oldest] = brokenAndGone.size > MAX_REMEMBERED_BROKEN ? brokenAndGone : [];
    if (oldest !== undefined) brokenAndGone.delete(oldest);
    return true;
  }

  function readNews({ seq, serverId, at, raw }: EventNews): HaEvent | null {
    const entry = log.get(seq);
    if (entry instanceof MessageEntry) return entry.read(raw);
    const decoded = decodeMessage(raw);
    if (decoded.kind === 'event') return decoded.event;
    if (isNewlyBroken(seq)) tellBroken(serverId, seq, at, raw);
    return null;
  }

  function makeEntry(serverId: string, at: number, text: string, bytes: Uint8Array | null): MessageEntry {
    const entry = spare.pop() ?? new MessageEntry(onBroken);
    entry.place(log.nextSeq, serverId, at, bytes === null ? texts.keep(text) : texts.keepBytes(bytes));
    return entry;
  }

  function tell(entry: MessageEntry, text: string, event: HaEvent | null): void {
    const { seq, serverId, receivedAt, alert } = entry;
    emit(new EventNews(seq, serverId, receivedAt, alert, text, entry, event, readNews));
  }

  function acceptEvent(entry: MessageEntry, event: HaEvent, text: string): void {
    const { seq, serverId, receivedAt } = entry;
    types.note(event.event_type, receivedAt);
    options.factsOf(serverId).note(event, receivedAt);
    const entityId = event.data['entity_id'];
    if (typeof entityId === 'string') noteEntity(entityId);
    entry.describe('event', event.event_type, subjectOf(event), alerts.offer({ event, seq }, serverId));
    log.append(entry);
    tell(entry, text, event);
  }

  function acceptSkimmed(entry: MessageEntry, skimmed: Skimmed, text: string): void {
    const type = names.pool(skimmed.type);
    types.note(type, entry.receivedAt);
    const entityId = skimmed.entityId === null ? null : names.pool(skimmed.entityId);
    if (entityId !== null) noteEntity(entityId);
    // Other types have rules of their own as to what they are about.
    entry.describe('skimmed', type, type === 'state_changed' ? entityId : null, false);
    log.append(entry);
    tell(entry, text, null);
  }

  function acceptUnparsed(entry: MessageEntry, text: string): void {
    counts.unparsed += 1;
    entry.describe('unparsed', '', '', false);
    log.append(entry);
    emit(new UnparsedNews('unparsed', entry.seq, entry.serverId, entry.receivedAt, text, entry));
  }

  return {
    accept(serverId, text, bytes, at) {
      if (text === 'ping') return;
      counts.received += 1;
      const entry = makeEntry(serverId, at, text, bytes);
      const skimmed = isFlood(at) && !options.parsesAll ? skimMessage(text) : null;
      if (skimmed !== null && !alerts.wants(skimmed.type)) {
        acceptSkimmed(entry, skimmed, text);
        return;
      }
      const decoded = decodeMessage(text);
      if (decoded.kind === 'event') acceptEvent(entry, decoded.event, text);
      else acceptUnparsed(entry, text);
    },
    noteUnparsed(seq) {
      const entry = log.get(seq);
      if (entry instanceof MessageEntry) entry.read();
      else if (entry === undefined && seq < log.firstSeq && isNewlyBroken(seq)) counts.unparsed += 1;
    },
    noteLeft(entry) {
      if (entry.wasBroken) isNewlyBroken(entry.seq);
      texts.release(entry);
      entry.seq = 0;
      if (spare.length < MAX_SPARE_ENTRIES) spare.push(entry);
    },
    entities: () => [...entities].sort(),
  };
}

/** Whether more messages have come in the window of time that lasts than are parsed in one. Each call counts one. */
function createPace(): (at: number) => boolean {
  let startedAt = Number.NEGATIVE_INFINITY;
  let count = 0;
  return (at) => {
    // The clock may be set back.
    if (at >= startedAt + LIMITS.parseWindowMs || at < startedAt) {
      startedAt = at;
      count = 0;
    }
    count += 1;
    return count > LIMITS.maxParsedPerWindow;
  };
}
