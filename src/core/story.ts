import type { AlertDesk } from './alert-desk.ts';
import type { Clock } from './clock.ts';
import { EventLog } from './event-log.ts';
import type { HaEvent } from './events/event.ts';
import { KNOWN_TYPES } from './events/known-types.ts';
import type { Row } from './events/row.ts';
import { subjectOf } from './events/subject.ts';
import { toRow } from './events/to-row.ts';
import type { Counts, EventDetail, EventTypeView } from './ipc/overview.ts';
import { LIMITS } from './limits.ts';
import { EventEntry, EventNews, toEntry, type LogEntry } from './log-entry.ts';
import type { MonitorEvent, RowSlice } from './monitor-contract.ts';
import { describeRecovery } from './recovery/describe-recovery.ts';
import type { RecoverGap } from './recovery/recover-gap.ts';
import type { Recovery } from './recovery/recover-missed.ts';
import { createSeenChanges, type SeenChanges } from './recovery/seen-changes.ts';
import { clampText, stripUnsafe } from './rules/wording.ts';
import { decodeMessage } from './stream/decode.ts';
import { describeGap } from './stream/describe-state.ts';
import type { Gap } from './stream/failure.ts';
import { createTextStore } from './text-store.ts';
import { createTypeStats, listEventTypes } from './type-stats.ts';

/** How far back the detail pane looks for the previous event of the same subject. */
const MAX_LOOK_BACK = 20_000;
/** Entity ids remembered for completion. */
const MAX_ENTITIES = 2_000;
/** Characters of an undecodable message that its row shows. The whole text is in its detail. */
const MAX_UNPARSED_CHARS = 300;

/** Everything that happened in this run, in order, and the counts of it. The only writer of the log. */
export interface Story {
  /** Decodes one message of the stream and writes it down. */
  acceptMessage(serverId: string, text: string): void;
  acceptOversize(serverId: string, bytes: number): void;
  /** Writes the gap down at once and what comes back of it when it comes. Never rejects. */
  acceptGap(serverId: string, gap: Gap, recover: RecoverGap): Promise<void>;
  /** Writes a sentence of our own about a server. */
  acceptNote(serverId: string, text: string, tone: 'system' | 'bad'): void;
  counts(): Counts;
  eventTypes(): readonly EventTypeView[];
  entities(): readonly string[];
  rowsAfter(afterSeq: number, max: number): RowSlice;
  readEvent(seq: number): EventDetail | null;
}

export interface StoryOptions {
  readonly clock: Clock;
  readonly alerts: AlertDesk;
  nameOf(serverId: string): string;
  emit(event: MonitorEvent): void;
}

export function createStory({ clock, alerts, nameOf, emit }: StoryOptions): Story {
  const log = new EventLog();
  const texts = createTextStore();
  const types = createTypeStats();
  const entities = new Set<string>();
  const seenByServer = new Map<string, SeenChanges>();
  const counts = { received: 0, unparsed: 0, oversize: 0, gaps: 0 };

  function write(row: Omit<Row, 'seq'>, raw: string, receivedAt: number): Row {
    const numbered: Row = { ...row, seq: log.nextSeq };
    log.append(toEntry(numbered, raw, receivedAt));
    return numbered;
  }

  /** A row that no event stands behind. */
  function ownRow(serverId: string, kind: Row['kind'], tone: Row['tone'], text: string): Omit<Row, 'seq'> {
    return { kind, serverId, at: clock.now(), type: '', subject: '', text, origin: '', tone, alert: false };
  }

  function seenOf(serverId: string): SeenChanges {
    const seen = seenByServer.get(serverId) ?? createSeenChanges();
    seenByServer.set(serverId, seen);
    return seen;
  }

  function acceptEvent(serverId: string, event: HaEvent, raw: string): void {
    const at = clock.now();
    types.note(event.event_type, at);
    seenOf(serverId).note(event);
    const entityId = event.data['entity_id'];
    if (typeof entityId === 'string' && entities.size < MAX_ENTITIES) entities.add(entityId);
    const seq = log.nextSeq;
    const alert = alerts.offer(event, seq, serverId);
    const entry = new EventEntry(
      seq,
      serverId,
      event.event_type,
      subjectOf(event),
      texts.keep(raw),
      at,
      alert,
    );
    log.append(entry);
    emit(new EventNews(entry, event, raw));
  }

  /** Puts what was missed behind its gap, as far as there is room, and says in the gap's row what became of it. */
  function acceptRecovery(serverId: string, gap: Gap, gapRow: Row, room: number, recovery: Recovery): void {
    const events = recovery.events.slice(-room);
    const cut = events.length < recovery.events.length;
    const outcome = cut ? ({ kind: 'partial', why: 'too-many' } as const) : recovery.outcome;
    const at = clock.now();
    const entries = events.map((event, i): LogEntry => {
      const facts = { seq: gapRow.seq + 1 + i, serverId, receivedAt: at, alert: false };
      return toEntry({ ...toRow(event, facts), recovered: true }, JSON.stringify(event), at);
    });
    const words = describeRecovery({ events, outcome });
    const revised: Row = { ...gapRow, text: `${gapRow.text}, ${words}` };
    log.revise(revised);
    const rows = log.insert(entries);
    for (const event of events) seenOf(serverId).note(event);
    alerts.offerMissed(events, serverId);
    emit({ kind: 'recovered', serverId, gap, gapRow: revised, words, rows, events });
  }

  function acceptUnparsed(serverId: string, raw: string): void {
    counts.unparsed += 1;
    const text = clampText(stripUnsafe(raw), MAX_UNPARSED_CHARS);
    const row = write(ownRow(serverId, 'unparsed', 'bad', text), raw, clock.now());
    emit({ kind: 'unparsed', serverId, at: row.at, row, raw });
  }

  return {
    acceptMessage(serverId, text) {
      const decoded = decodeMessage(text);
      if (decoded.kind === 'ping') return;
      counts.received += 1;
      if (decoded.kind === 'event') acceptEvent(serverId, decoded.event, text);
      else acceptUnparsed(serverId, text);
    },
    acceptOversize(serverId, bytes) {
      counts.oversize += 1;
      const text = `An event of ${(bytes / 1_048_576).toFixed(1)} MB was too large to read and was left out.`;
      const row = write(ownRow(serverId, 'unparsed', 'bad', text), '', clock.now());
      emit({ kind: 'oversize', serverId, at: row.at, row, bytes });
    },
    async acceptGap(serverId, gap, recover) {
      counts.gaps += 1;
      const row = write(ownRow(serverId, 'gap', 'bad', describeGap(gap)), '', clock.now());
      const room = roomFor(gap);
      log.reserve(room);
      emit({ kind: 'gap', serverId, row, gap });
      acceptRecovery(serverId, gap, row, room, await recover(seenOf(serverId)));
    },
    acceptNote(serverId, text, tone) {
      const row = write(ownRow(serverId, 'server', tone, text), '', clock.now());
      emit({ kind: 'note', serverId, row });
    },
    counts: () => ({ ...counts, kept: log.size, evicted: log.evicted }),
    eventTypes: () => listEventTypes(types, KNOWN_TYPES),
    entities: () => [...entities].sort(),
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

/** Sequence numbers to keep free behind a gap: more for a longer one, within what is recovered at all. */
function roomFor(gap: Gap): number {
  const seconds = Math.max(0, Math.ceil((gap.to - gap.from) / 1000));
  return Math.min(LIMITS.maxRecovered, LIMITS.reservedPerGap + LIMITS.reservedPerGapSecond * seconds);
}

function toDetail(
  { seq, serverId, subject, type, raw, receivedAt }: LogEntry,
  log: EventLog,
  nameOf: (id: string) => string,
): EventDetail {
  const previous = log.findBefore(
    seq,
    (entry) => entry.subject === subject && entry.type === type && entry.serverId === serverId,
    MAX_LOOK_BACK,
  );
  const previousAt = subject === '' ? null : (previous?.row.at ?? null);
  return { seq, serverId, serverName: nameOf(serverId), receivedAt, raw, previousAt };
}
