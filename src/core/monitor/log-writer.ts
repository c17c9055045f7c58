import type { Alerts } from './alerts.ts';
import type { Clock } from '../clock.ts';
import { decodeMessage } from '../events/decode.ts';
import type { HaEvent } from '../events/event.ts';
import type { OwnRow } from '../own-rows/own-row.ts';
import type { EventDetail } from '../events/event-detail.ts';
import type { Counts, MonitorEvent } from './monitor-contract.ts';
import { LIMITS } from '../limits.ts';
import { EventLog } from '../log/event-log.ts';
import { createKeyAllocator, keyAt, timeOfKey } from '../log/keys.ts';
import {
  rowOf,
  toEventEntry,
  toUnparsedEntry,
  type EntryFacts,
  type TextEntry,
  type LogEntry,
} from '../log/log-entry.ts';
import type { LogReader } from '../log/log-reader.ts';
import type { LogStore } from '../log/log-store.ts';
import { createLateEvents } from './late-events.ts';
import type { RecoverGap } from '../recovery/recover-gap.ts';
import { ServerFacts } from '../recovery/server-clock.ts';
import type { Gap } from '../stream/failure.ts';

export interface LogWriterOptions {
  readonly clock: Clock;
  readonly alerts: Alerts;
  /** The highest key of an earlier run; 0 if there is none. */
  readonly lastSeq: number;
  readonly store: LogStore;
  nameOf(serverId: string): string;
  emit(event: MonitorEvent): void;
  /** The monitor stops. */
  readonly signal: AbortSignal;
}

/** The events of this run, in order, and their counts. The only writer of the log. */
export type LogWriter = ReturnType<typeof createLogWriter>;

export function createLogWriter(options: LogWriterOptions) {
  const { clock, alerts, store, nameOf, emit } = options;
  const keys = createKeyAllocator(options.lastSeq);
  // Older events are in the store, even if it could not report its highest key in time.
  const log = new EventLog(
    () => (store.isOpen() ? LIMITS.keptBesideStore : LIMITS.keptWithoutStore),
    Math.max(options.lastSeq, keyAt(clock.now()) - 1),
  );
  const factsByServer = new Map<string, ServerFacts>();
  const counts = { received: 0, unparsed: 0, oversize: 0, gaps: 0 };
  /** The key of each server's message that is too large and has not ended. */
  const openOversize = new Map<string, number>();
  /** The key of each server's newest row. */
  const newestOf = new Map<string, number>();
  const late = createLateEvents({ ...options, log, keys, factsOf });

  /** The key of an event that arrives now. If the clock was set back, a row reports that first. */
  function nextSeq(serverId: string): number {
    const { key, setBackMs } = keys.next(clock.now());
    newestOf.set(serverId, key);
    if (setBackMs === 0) return key;
    writeOwn(key, serverId, { kind: 'clock-set-back', byMs: setBackMs });
    return nextSeq(serverId);
  }

  function writeOwn(seq: number, serverId: string, own: OwnRow): void {
    const at = clock.now();
    log.append({ kind: 'own', seq, serverId, at, own, bookmarked: false });
    emit({ kind: 'own', seq, serverId, at, own });
  }

  /** Returns the key of the new row. */
  function acceptOwn(serverId: string, own: OwnRow): number {
    const seq = nextSeq(serverId);
    writeOwn(seq, serverId, own);
    return seq;
  }

  function factsOf(serverId: string): ServerFacts {
    const known = factsByServer.get(serverId);
    if (known !== undefined) return known;
    const facts = new ServerFacts();
    factsByServer.set(serverId, facts);
    return facts;
  }

  function acceptEvent(event: HaEvent, raw: string, facts: EntryFacts): void {
    const { seq, serverId, receivedAt: at } = facts;
    factsOf(serverId).note(event, at);
    const alert = alerts.offer({ event, seq, serverId });
    log.append(toEventEntry(event, raw, { seq, serverId, receivedAt: at, alert, recovered: false }));
    emit({ kind: 'event', seq, serverId, at, alert, event, raw });
  }

  function acceptUnparsed(raw: string, facts: EntryFacts): void {
    const { seq, serverId, receivedAt: at } = facts;
    counts.unparsed += 1;
    log.append(toUnparsedEntry(raw, facts));
    emit({ kind: 'unparsed', seq, serverId, at, raw });
  }

  return {
    /** Parses one message of the stream, once, and records it. @param at time of arrival, epoch ms */
    acceptMessage(serverId: string, text: string, at: number): void {
      const decoded = decodeMessage(text);
      if (decoded.kind === 'ping') return;
      counts.received += 1;
      const facts = { seq: nextSeq(serverId), serverId, receivedAt: at };
      if (decoded.kind === 'event') acceptEvent(decoded.event, text, facts);
      else acceptUnparsed(text, facts);
    },
    /** A message is too large, with `bytes` so far. */
    acceptOversize(serverId: string, bytes: number): void {
      counts.oversize += 1;
      openOversize.set(serverId, acceptOwn(serverId, { kind: 'oversize', bytes, isOver: false }));
    },
    /** The message that was too large has ended. */
    acceptOversizeEnd(serverId: string, bytes: number): void {
      const seq = openOversize.get(serverId);
      if (seq === undefined) return;
      openOversize.delete(serverId);
      const own = { kind: 'oversize', bytes, isOver: true } as const;
      const old = log.get(seq);
      if (old?.kind === 'own') log.replace({ ...old, own });
      emit({ kind: 'revised', seq, serverId, at: old?.kind === 'own' ? old.at : timeOfKey(seq), own });
    },
    /** Records the gap at once, and its recovered events when they arrive. Never rejects. */
    acceptGap(serverId: string, gap: Gap, recover: RecoverGap): Promise<void> {
      counts.gaps += 1;
      return late.acceptGap(serverId, gap, newestOf.get(serverId) ?? 0, recover);
    },
    resumeGaps: late.resumeGaps,
    dropRecoveries: late.dropRecoveries,
    importEvents: late.importEvents,
    /** Writes a row of our own about a server. */
    acceptOwn,
    /** The log, for readers. */
    log: log as LogReader,
    /** Bookmarks a row, or removes its bookmark. False when it has left memory. */
    setBookmark(seq: number, on: boolean): boolean {
      const entry = log.get(seq);
      return entry !== undefined && log.replace({ ...entry, bookmarked: on });
    },
    /** Removes every row from memory; counts stay. */
    forget(): void {
      log.clear();
    },
    counts: (): Counts => ({ ...counts, kept: log.size, evicted: log.evicted }),
    readEvent: (seq: number) => readDetail(log, seq, nameOf),
  };
}

function readDetail(log: EventLog, seq: number, nameOf: (id: string) => string): EventDetail | null {
  const entry = log.get(seq);
  if (entry === undefined || entry.kind === 'own') return null;
  const { serverId, receivedAt, raw } = entry;
  const previous = entry.kind === 'event' ? findPrevious(log, entry) : undefined;
  return {
    seq,
    serverId,
    serverName: nameOf(serverId),
    receivedAt,
    raw,
    row: rowOf(entry),
    previous: previous === undefined ? null : { seq: previous.seq, at: rowOf(previous).at },
  };
}

/** The newest event before this one of the same type and subject. */
function findPrevious(log: EventLog, { seq, serverId, type, subject }: TextEntry): LogEntry | undefined {
  if (subject === '') return undefined;
  return log.findBefore(
    seq,
    (other) =>
      other.kind === 'event' &&
      other.type === type &&
      other.serverId === serverId &&
      other.subject === subject,
  );
}
