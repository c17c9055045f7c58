import type { AlertDesk } from './alert-desk.ts';
import type { Clock } from './clock.ts';
import { EventLog } from './event-log.ts';
import type { HaEvent } from './events/event.ts';
import { KNOWN_TYPES } from './events/known-types.ts';
import { withBookmark, type Row } from './events/row.ts';
import { toRow } from './events/to-row.ts';
import type { Counts, EventDetail, EventTypeView } from './ipc/overview.ts';
import { LIMITS } from './limits.ts';
import { MessageEntry, toEntry, type LogEntry } from './log-entry.ts';
import { createMessageIntake } from './message-intake.ts';
import type { LogReader } from './log-session/log-reader.ts';
import type { MonitorEvent, RowSlice } from './monitor-contract.ts';
import { describeOutcome } from './recovery/describe-recovery.ts';
import { happenedAt, keyOf, keysOf } from './recovery/event-key.ts';
import type { RecoverGap, SeenEvents } from './recovery/recover-gap.ts';
import { toOurTime, withMissing, type Recovery } from './recovery/recovery.ts';
import { ServerFacts } from './recovery/server-facts.ts';
import { decodeMessage } from './stream/decode.ts';
import { describeGap } from './stream/describe-state.ts';
import type { Gap } from './stream/failure.ts';
import { createTextStore } from './text-store.ts';
import { createTypeStats, listEventTypes } from './type-stats.ts';

/** How far back the detail pane looks for the previous event of the same subject. */
const MAX_LOOK_BACK = 20_000;

/** Everything that happened in this run, in order, and the counts of it. The only writer of the log. */
export interface Story {
  /** Writes one message of the stream down. See `MessageIntake`; without a time it comes now. */
  acceptMessage(serverId: string, text: string, bytes?: Uint8Array | null, at?: number): void;
  noteUnparsed(seq: number): void;
  /** A message is too large, `bytes` of it so far. */
  acceptOversize(serverId: string, bytes: number): void;
  /** The one that was too large has ended. */
  acceptOversizeEnd(serverId: string, bytes: number): void;
  /** Writes the gap down at once and what comes back of it when it comes. Never rejects. */
  acceptGap(serverId: string, gap: Gap, recover: RecoverGap): Promise<void>;
  /** Writes a sentence of our own about a server. */
  acceptNote(serverId: string, text: string, tone: 'system' | 'bad'): void;
  /** The log, to be looked at. */
  readonly log: LogReader;
  /** Marks a row, or takes the mark back. False when it has left memory. */
  setBookmark(seq: number, on: boolean): boolean;
  /** Lets go of every row in memory; counts stay. */
  forget(): void;
  counts(): Counts;
  eventTypes(): readonly EventTypeView[];
  entities(): readonly string[];
  rowsAfter(afterSeq: number, max: number): RowSlice;
  readEvent(seq: number): EventDetail | null;
}

export interface StoryOptions {
  readonly clock: Clock;
  readonly alerts: AlertDesk;
  /** Sequence number of the first row. */
  readonly firstSeq: number;
  /** Every message is parsed on arrival. */
  readonly parsesAll: boolean;
  nameOf(serverId: string): string;
  emit(event: MonitorEvent): void;
}

export function createStory(options: StoryOptions): Story {
  const { clock, alerts, nameOf, emit } = options;
  const { maxKeptEvents, maxKeptBytes } = LIMITS;
  const log = new EventLog(maxKeptEvents, maxKeptBytes, options.firstSeq, forget);
  const texts = createTextStore();
  const types = createTypeStats();
  const factsByServer = new Map<string, ServerFacts>();
  const counts = { received: 0, unparsed: 0, oversize: 0, gaps: 0 };
  /** The row of each server's message that is too large and has not ended. */
  const openOversize = new Map<string, Row>();
  const intake = createMessageIntake({ ...options, log, texts, types, counts, factsOf });

  function forget(entry: LogEntry): void {
    if (entry instanceof MessageEntry) intake.noteLeft(entry);
  }

  function write(row: Omit<Row, 'seq'>, raw: string, receivedAt: number): Row {
    const numbered: Row = { ...row, seq: log.nextSeq };
    log.append(toEntry(numbered, raw, receivedAt));
    return numbered;
  }

  /** A row that no event stands behind. */
  function ownRow(serverId: string, kind: Row['kind'], tone: Row['tone'], text: string): Omit<Row, 'seq'> {
    return { kind, serverId, at: clock.now(), type: '', subject: '', text, origin: '', tone, alert: false };
  }

  function factsOf(serverId: string): ServerFacts {
    const facts = factsByServer.get(serverId) ?? new ServerFacts();
    factsByServer.set(serverId, facts);
    return facts;
  }

  /** Events of a server in the log that arrived between two moments of our clock. */
  function eventsBetween(serverId: string, from: number, to: number): Iterable<HaEvent> {
    const texts = log
      .after(0, log.size)
      .filter((entry) => entry.serverId === serverId && entry.receivedAt >= from && entry.receivedAt <= to)
      .map(({ raw }) => raw);
    return decodeAll(texts);
  }

  /** Puts what was missed behind its gap, as far as there is room, and says in the gap's row what became of it. */
  function acceptRecovery(serverId: string, gap: Gap, gapRow: Row, room: number, found: Recovery): void {
    const recovery = toOurTime(newestOf(found, room), factsOf(serverId).clock);
    const { events } = recovery;
    const at = clock.now();
    const entries = events.map((event, i): LogEntry => {
      const facts = { seq: gapRow.seq + 1 + i, serverId, receivedAt: at, alert: false };
      return toEntry({ ...toRow(event, facts), recovered: true }, JSON.stringify(event), at);
    });
    const words = describeOutcome(events.length, recovery.outcome, gap.to);
    const revised: Row = { ...gapRow, text: `${gapRow.text}, ${words}` };
    log.revise(revised);
    const rows = log.insert(entries);
    alerts.offerMissed(
      events.map((event, i) => ({ event, seq: gapRow.seq + 1 + i })),
      serverId,
    );
    emit({ kind: 'recovered', serverId, gap, gapRow: revised, words, rows, events });
  }

  return {
    acceptMessage(serverId, text, bytes = null, at = clock.now()) {
      intake.accept(serverId, text, bytes, at);
    },
    noteUnparsed(seq) {
      intake.noteUnparsed(seq);
    },
    acceptOversize(serverId, bytes) {
      counts.oversize += 1;
      const text = `An event of more than ${toMegabytes(bytes)} is too large to read and is left out.`;
      const row = write(ownRow(serverId, 'unparsed', 'bad', text), '', clock.now());
      openOversize.set(serverId, row);
      emit({ kind: 'oversize', serverId, at: row.at, row, bytes });
    },
    acceptOversizeEnd(serverId, bytes) {
      const open = openOversize.get(serverId);
      if (open === undefined) return;
      openOversize.delete(serverId);
      const text = `An event of ${toMegabytes(bytes)} was too large to read and was left out.`;
      const row: Row = { ...open, text };
      log.revise(row);
      emit({ kind: 'revised', seq: row.seq, serverId, at: clock.now(), row, raw: '' });
    },
    async acceptGap(serverId, gap, recover) {
      counts.gaps += 1;
      const row = write(ownRow(serverId, 'gap', 'bad', describeGap(gap)), '', clock.now());
      const room = roomFor(gap);
      log.reserve(room);
      emit({ kind: 'gap', serverId, row, gap });
      const { clock: serverClock } = factsOf(serverId);
      let askedAt = gap.to;
      const seen: SeenEvents = {
        between(from, to) {
          askedAt = clock.now();
          return Promise.resolve(eventsBetween(serverId, from, to));
        },
        entityIds: () => factsOf(serverId).entityIds(),
        clock: serverClock,
      };
      const recovery = await recover(seen);
      // What came while the last answer was worked on.
      const late = new Set([...eventsBetween(serverId, askedAt, clock.now())].flatMap(keysOf));
      const events = recovery.events.filter((event) => !late.has(keyOf(event) ?? ''));
      acceptRecovery(serverId, gap, row, room, { ...recovery, events });
    },
    acceptNote(serverId, text, tone) {
      const row = write(ownRow(serverId, 'server', tone, text), '', clock.now());
      emit({ kind: 'note', serverId, row });
    },
    log,
    setBookmark(seq, on) {
      const old = log.get(seq)?.row;
      return old !== undefined && log.revise(withBookmark(old, on));
    },
    forget() {
      log.clear();
    },
    counts: () => ({ ...counts, kept: log.size, evicted: log.evicted }),
    eventTypes: () => listEventTypes(types, KNOWN_TYPES),
    entities: () => intake.entities(),
    rowsAfter: (afterSeq, max) => ({
      rows: log.after(afterSeq, max).map(({ row }) => row),
      firstSeq: log.firstSeq,
      lastSeq: log.lastSeq,
      countToCursor: log.countUpTo(afterSeq),
      evicted: log.evicted,
    }),
    readEvent(seq) {
      const entry = log.get(seq);
      return entry === undefined || entry.raw === '' ? null : toDetail(entry, log, nameOf);
    },
  };
}

function* decodeAll(texts: readonly string[]): Iterable<HaEvent> {
  for (const text of texts) {
    const decoded = text === '' ? null : decodeMessage(text);
    if (decoded?.kind === 'event') yield decoded.event;
  }
}

/** The newest of what came back, as far as there is room for it. */
function newestOf(recovery: Recovery, room: number): Recovery {
  const events = recovery.events.slice(-room);
  const [oldest] = events;
  if (oldest === undefined || events.length === recovery.events.length) return recovery;
  return withMissing({ ...recovery, events }, { what: 'earlier', since: happenedAt(oldest) ?? 0 });
}

function toMegabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(1)} MB`;
}

/** Sequence numbers to keep free behind a gap: more for a longer one, within what is recovered at all. */
function roomFor(gap: Gap): number {
  const seconds = Math.max(0, Math.ceil((gap.to - gap.from) / 1000));
  return Math.min(LIMITS.maxRecovered, LIMITS.reservedPerGap + LIMITS.reservedPerGapSecond * seconds);
}

function toDetail(
  { seq, serverId, subject, type, raw, receivedAt, row }: LogEntry,
  log: EventLog,
  nameOf: (id: string) => string,
): EventDetail {
  const previous = log.findBefore(
    seq,
    (entry) => entry.type === type && entry.serverId === serverId && entry.subject === subject,
    MAX_LOOK_BACK,
  );
  const isKnown = subject !== '' && previous !== undefined;
  const earlier = isKnown ? { seq: previous.seq, at: previous.row.at } : null;
  return { seq, serverId, serverName: nameOf(serverId), receivedAt, raw, row, previous: earlier };
}
