import type { AlertDesk } from './alert-desk.ts';
import type { Clock } from './clock.ts';
import type { HaEvent } from './events/event.ts';
import type { GapRecovery, OwnRow } from './events/own-row.ts';
import { KNOWN_TYPES } from './events/known-types.ts';
import type { Counts, EventDetail, EventTypeView } from './ipc/overview.ts';
import { LIMITS } from './limits.ts';
import { EventLog } from './log/event-log.ts';
import { readEntry, rowOf, toEventEntry, type EventEntry, type LogEntry } from './log/log-entry.ts';
import type { LogReader } from './log/log-reader.ts';
import { createMessageIntake } from './message-intake.ts';
import type { MonitorEvent } from './monitor-contract.ts';
import { happenedAt, keyOf, keysOf } from './recovery/event-key.ts';
import type { RecoverGap, SeenEvents } from './recovery/recover-gap.ts';
import { toOurTime, withMissing, type Recovery } from './recovery/recovery.ts';
import { ServerFacts } from './recovery/server-facts.ts';
import type { Gap } from './stream/failure.ts';
import { createTypeStats, listEventTypes } from './type-stats.ts';

/** Everything that happened in this run, in order, and the counts of it. The only writer of the log. */
export interface Story {
  /** Writes one message of the stream down. @param at when it came, epoch ms; without it, now */
  acceptMessage(serverId: string, text: string, at?: number): void;
  /** A message is too large, `bytes` of it so far. */
  acceptOversize(serverId: string, bytes: number): void;
  /** The one that was too large has ended. */
  acceptOversizeEnd(serverId: string, bytes: number): void;
  /** Writes the gap down at once and what comes back of it when it comes. Never rejects. */
  acceptGap(serverId: string, gap: Gap, recover: RecoverGap): Promise<void>;
  /** Writes a row of our own about a server. */
  acceptOwn(serverId: string, own: OwnRow): void;
  /** The log, to be looked at. */
  readonly log: LogReader;
  /** Marks a row, or takes the mark back. False when it has left memory. */
  setBookmark(seq: number, on: boolean): boolean;
  /** Lets go of every row in memory; counts stay. */
  forget(): void;
  counts(): Counts;
  eventTypes(): readonly EventTypeView[];
  entities(): readonly string[];
  readEvent(seq: number): EventDetail | null;
}

export interface StoryOptions {
  readonly clock: Clock;
  readonly alerts: AlertDesk;
  /** Sequence number of the first row. */
  readonly firstSeq: number;
  /** A store has what leaves memory. */
  isStored(): boolean;
  nameOf(serverId: string): string;
  emit(event: MonitorEvent): void;
}

export function createStory(options: StoryOptions): Story {
  const { clock, alerts, nameOf, emit } = options;
  let lastSeq = options.firstSeq - 1;
  const log = new EventLog(
    () => (options.isStored() ? LIMITS.keptBesideStore : LIMITS.keptWithoutStore),
    lastSeq,
  );
  const types = createTypeStats();
  const factsByServer = new Map<string, ServerFacts>();
  const counts = { received: 0, unparsed: 0, oversize: 0, gaps: 0 };
  /** The key of each server's message that is too large and has not ended. */
  const openOversize = new Map<string, number>();
  const intake = createMessageIntake({ ...options, log, types, counts, nextSeq, factsOf });

  function nextSeq(): number {
    lastSeq += 1;
    return lastSeq;
  }

  /** Returns the key of the new row. */
  function acceptOwn(serverId: string, own: OwnRow): number {
    const at = clock.now();
    const seq = nextSeq();
    log.append({ kind: 'own', seq, serverId, receivedAt: at, own, bookmarked: false });
    emit({ kind: 'own', seq, serverId, at, own });
    return seq;
  }

  /** Returns the moment of the row, epoch ms: its own while it is in memory. */
  function replaceOwn(seq: number, own: OwnRow): number {
    const old = log.get(seq);
    if (old?.kind !== 'own') return clock.now();
    log.replace({ ...old, own });
    return old.receivedAt;
  }

  function factsOf(serverId: string): ServerFacts {
    const facts = factsByServer.get(serverId) ?? new ServerFacts();
    factsByServer.set(serverId, facts);
    return facts;
  }

  /** Events of a server in the log that arrived between two moments of our clock. */
  function eventsBetween(serverId: string, from: number, to: number): Iterable<HaEvent> {
    const entries = log
      .after(0, log.size)
      .filter((entry) => entry.serverId === serverId && entry.receivedAt >= from && entry.receivedAt <= to);
    return readAll(entries);
  }

  /** Puts what was missed behind its gap, as far as there is room, and says in the gap's row what became of it. */
  function acceptRecovery(serverId: string, gap: Gap, gapSeq: number, room: number, found: Recovery): void {
    const { events, outcome } = toOurTime(newestOf(found, room), factsOf(serverId).clock);
    const recovery: GapRecovery = { count: events.length, outcome };
    const receivedAt = clock.now();
    const recovered = events.map((event, i) => ({ event, raw: JSON.stringify(event), seq: gapSeq + 1 + i }));
    const own = { kind: 'gap', gap, recovery } as const;
    const at = replaceOwn(gapSeq, own);
    log.insert(
      recovered.map(({ event, raw, seq }): EventEntry =>
        toEventEntry(event, raw, { seq, serverId, receivedAt, alert: false, recovered: true }),
      ),
    );
    alerts.offerMissed(recovered, serverId);
    emit({ kind: 'recovered', seq: gapSeq, serverId, at, own, receivedAt, events: recovered });
  }

  return {
    acceptMessage(serverId, text, at = clock.now()) {
      intake.accept(serverId, text, at);
    },
    acceptOversize(serverId, bytes) {
      counts.oversize += 1;
      openOversize.set(serverId, acceptOwn(serverId, { kind: 'oversize', bytes, isOver: false }));
    },
    acceptOversizeEnd(serverId, bytes) {
      const seq = openOversize.get(serverId);
      if (seq === undefined) return;
      openOversize.delete(serverId);
      const own = { kind: 'oversize', bytes, isOver: true } as const;
      emit({ kind: 'revised', seq, serverId, at: replaceOwn(seq, own), own });
    },
    async acceptGap(serverId, gap, recover) {
      counts.gaps += 1;
      const seq = acceptOwn(serverId, { kind: 'gap', gap, recovery: null });
      const room = roomFor(gap);
      lastSeq += room;
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
      acceptRecovery(serverId, gap, seq, room, { ...recovery, events });
    },
    acceptOwn(serverId, own) {
      acceptOwn(serverId, own);
    },
    log,
    setBookmark(seq, on) {
      const entry = log.get(seq);
      return entry !== undefined && log.replace({ ...entry, bookmarked: on });
    },
    forget() {
      log.clear();
    },
    counts: () => ({ ...counts, kept: log.size, evicted: log.evicted }),
    eventTypes: () => listEventTypes(types, KNOWN_TYPES),
    entities: () => intake.entities(),
    readEvent: (seq) => readDetail(log, seq, nameOf),
  };
}

function* readAll(entries: readonly LogEntry[]): Iterable<HaEvent> {
  for (const entry of entries) {
    const event = readEntry(entry);
    if (event !== null) yield event;
  }
}

/** The newest of what came back, as far as there is room for it. */
function newestOf(recovery: Recovery, room: number): Recovery {
  const events = recovery.events.slice(-room);
  const [oldest] = events;
  if (oldest === undefined || events.length === recovery.events.length) return recovery;
  return withMissing({ ...recovery, events }, { what: 'earlier', since: happenedAt(oldest) ?? 0 });
}

/** Sequence numbers to keep free behind a gap: more for a longer one, within what is recovered at all. */
function roomFor(gap: Gap): number {
  const seconds = Math.max(0, Math.ceil((gap.to - gap.from) / 1000));
  return Math.min(LIMITS.maxRecovered, LIMITS.reservedPerGap + LIMITS.reservedPerGapSecond * seconds);
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

/** The newest event before this one that is of the same type and about the same thing. */
function findPrevious(log: EventLog, { seq, serverId, type, subject }: EventEntry): LogEntry | undefined {
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
