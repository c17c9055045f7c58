import type { Alerts } from './alerts.ts';
import type { Clock } from '../clock.ts';
import type { HaEvent } from '../events/event.ts';
import type { EventLog } from '../log/event-log.ts';
import { freeKey, keyAt, timeOfKey, type KeyAllocator } from '../log/keys.ts';
import { toEventEntry } from '../log/log-entry.ts';
import { readAll, type LogStore } from '../log/log-store.ts';
import type { LateEvent, MonitorEvent } from './monitor-contract.ts';
import { happenedAt, keyOf, keysOf } from '../recovery/event-key.ts';
import type { RecoverGap, SeenEvents } from '../recovery/recover-gap.ts';
import { toOurTime, type RecoveryOutcome } from '../recovery/recovery.ts';
import { toUnfinishedGap, type UnfinishedGap } from '../own-rows/own-row.ts';
import type { ServerFacts } from '../recovery/server-clock.ts';
import { createMissedEvents } from './missed-events.ts';
import { toJsonSafe } from '../events/decode.ts';
import type { Gap } from '../stream/failure.ts';

/** A gap's row takes one of the last keys of its millisecond, so that it follows the events that arrived in it. */
const GAP_COUNTER = 1_000;
/** More than enough for several servers to lose their streams in one millisecond. */
const MAX_GAP_SEQS = 1_000;

export interface LateEventsOptions {
  readonly clock: Clock;
  readonly alerts: Alerts;
  readonly store: LogStore;
  readonly log: EventLog;
  readonly keys: KeyAllocator;
  factsOf(serverId: string): ServerFacts;
  emit(event: MonitorEvent): void;
  /** Once it aborts, what is left is done at once. */
  readonly signal: AbortSignal;
}

/** Records late rows at their place in time: gaps, recovered events, and imported events. */
export function createLateEvents(options: LateEventsOptions) {
  const { clock, alerts, store, log, keys, factsOf, emit, signal } = options;
  /** Keys of the last gaps; some of these have left memory. */
  const gapSeqs = new Set<number>();
  /** Keys of the gaps that are recovered now. */
  const recovering = new Set<number>();
  /** How often everything was deleted. */
  let deletions = 0;

  function writeGap(serverId: string, gap: Gap, newestSeq: number): number {
    const isTaken = (key: number): boolean => gapSeqs.has(key) || log.get(key) !== undefined;
    const seq = freeKey(gap.from, isTaken, Math.max(newestSeq, keyAt(gap.from) + GAP_COUNTER - 1));
    const own = { kind: 'gap', gap, recovery: null } as const;
    if (gapSeqs.size > MAX_GAP_SEQS) gapSeqs.clear();
    gapSeqs.add(seq);
    keys.noteTaken(seq);
    log.insert([{ kind: 'own', seq, serverId, at: gap.from, own, bookmarked: false }]);
    emit({ kind: 'own', seq, serverId, at: gap.from, own });
    return seq;
  }

  /** Texts of a server in memory that arrived, or whose moment is, between two moments of our clock. */
  function textsInMemory(serverId: string, from: number, to: number): readonly string[] {
    const isWithin = (at: number): boolean => at >= from && at <= to;
    return log
      .after(log.floorSeq, log.size)
      .flatMap((entry) =>
        entry.kind === 'event' &&
        entry.serverId === serverId &&
        (isWithin(entry.receivedAt) || isWithin(timeOfKey(entry.seq)))
          ? entry.raw
          : [],
      );
  }

  async function eventsBetween(
    serverId: string,
    from: number,
    to: number,
    max?: number,
  ): Promise<Iterable<HaEvent>> {
    const { floorSeq } = log;
    const newer = textsInMemory(serverId, from, to);
    if (max !== undefined) return readAll(newer.slice(-max));
    if (keyAt(from) > floorSeq) return readAll(newer);
    const older = await store.between(serverId, keyAt(from), Math.min(floorSeq, keyAt(to + 1) - 1));
    return joined(older, readAll(newer));
  }

  /** Keys for events that rise with their moments (epoch ms), free in memory and in the store, above a key. */
  async function findKeys(moments: readonly number[], aboveSeq: number): Promise<readonly number[]> {
    const taken = new Set<number>();
    const isTaken = (key: number): boolean => taken.has(key) || log.get(key) !== undefined;
    for (;;) {
      let last = aboveSeq;
      const found = moments.map((ms) => (last = freeKey(ms, isTaken, last)));
      const stored = (await store.taken(found)).filter((key) => !taken.has(key));
      for (const key of stored) taken.add(key);
      if (stored.length === 0 && !found.some(isTaken)) return found;
    }
  }

  /** Events in the order of their moments (epoch ms), each with its key. */
  async function place(
    events: readonly HaEvent[],
    momentAt: (event: HaEvent) => number,
    aboveSeq: number,
  ): Promise<readonly LateEvent[]> {
    const sorted = events.map((event) => ({ event, at: momentAt(event) })).sort((a, b) => a.at - b.at);
    const moments = sorted.map(({ at }) => at);
    const seqs = await findKeys(moments, aboveSeq);
    return sorted.map(({ event }, i) => ({
      event,
      seq: seqs[i] ?? 0,
      raw: JSON.stringify(toJsonSafe(event)),
    }));
  }

  /** The moment an event happened by our clock, epoch ms, limited to its gap. */
  function momentOf(event: HaEvent, gap: Gap, serverId: string): number {
    const at = happenedAt(event);
    const ours = at === null ? gap.from : factsOf(serverId).clock.toOurs(at);
    return Math.min(gap.to, Math.max(gap.from, ours));
  }

  /** What a connection left that was ended: by a run before, or by this one, as when another address is used. The newest first. */
  async function unfinishedGaps(serverId: string): Promise<readonly UnfinishedGap[]> {
    const stored = await store.unfinishedGaps(serverId);
    const bySeq = new Map(stored.map((each) => [each.seq, each]));
    for (const entry of log.after(log.floorSeq, log.size)) {
      if (entry.kind !== 'own' || entry.serverId !== serverId || entry.own.kind !== 'gap') continue;
      const unfinished = toUnfinishedGap(entry);
      // The history may not have written yet what memory knows.
      if (unfinished === null) bySeq.delete(entry.seq);
      else bySeq.set(entry.seq, unfinished);
    }
    return [...bySeq.values()].sort((a, b) => b.seq - a.seq);
  }

  async function recoverEvents(
    serverId: string,
    gap: Gap,
    gapSeq: number,
    recover: RecoverGap,
    earlier: number,
  ): Promise<void> {
    recovering.add(gapSeq);
    try {
      await recoverPart(serverId, gap, gapSeq, recover, earlier);
    } finally {
      recovering.delete(gapSeq);
    }
  }

  async function recoverPart(
    serverId: string,
    gap: Gap,
    gapSeq: number,
    recover: RecoverGap,
    earlier: number,
  ): Promise<void> {
    let askedAt = gap.to;
    let count = earlier;
    const deletionsBefore = deletions;
    /** What the last slice found. Written with the outcome, so that a gap of one slice is told once. */
    let waiting: { readonly events: readonly LateEvent[]; readonly downTo: number } | null = null;
    const missed = createMissedEvents({ clock, alerts, store }, serverId, gap.reason.code === 'slept');
    const { clock: serverClock } = factsOf(serverId);
    const seen: SeenEvents = {
      between(from, to, max) {
        askedAt = clock.now();
        return eventsBetween(serverId, from, to, max);
      },
      isStored: () => store.isOpen(),
      entityIds: () => factsOf(serverId).entityIds(),
      clock: serverClock,
    };

    function tell(events: readonly LateEvent[], outcome: RecoveryOutcome): void {
      // A long one may go on for hours: what its owner has deleted must not come back.
      if (deletions !== deletionsBefore) return;
      count += events.length;
      const own = { kind: 'gap', gap, recovery: { count, outcome } } as const;
      const old = log.get(gapSeq);
      if (old?.kind === 'own') log.replace({ ...old, own });
      const receivedAt = clock.now();
      write(serverId, events, receivedAt, true);
      missed.add(events, outcome.kind !== 'running');
      emit({ kind: 'recovered', seq: gapSeq, serverId, at: gap.from, own, receivedAt, events });
    }

    function tellWaiting(): void {
      if (waiting === null) return;
      const { events, downTo } = waiting;
      waiting = null;
      tell(events, toOurTime({ kind: 'running', downTo }, serverClock));
    }

    const outcome = await recover(seen, async ({ events }, downTo) => {
      tellWaiting();
      const placed = await place(events, (event) => momentOf(event, gap, serverId), gapSeq);
      // Live events that arrived during the last answer.
      const late = new Set(
        [...readAll(textsInMemory(serverId, askedAt, Number.POSITIVE_INFINITY))].flatMap(keysOf),
      );
      waiting = { events: placed.filter(({ event }) => !late.has(keyOf(event) ?? '')), downTo };
    });
    const last = (waiting as { readonly events: readonly LateEvent[] } | null)?.events ?? [];
    tell(last, toOurTime(outcome, serverClock));
    await missed.end(signal);
  }

  function write(
    serverId: string,
    events: readonly LateEvent[],
    receivedAt: number,
    recovered: boolean,
  ): void {
    const facts = { serverId, receivedAt, alert: false, recovered };
    log.insert(events.map(({ event, raw, seq }) => toEventEntry(event, raw, { ...facts, seq })));
    for (const { seq } of events) keys.noteTaken(seq);
  }

  return {
    /** Adds events that the stream never sent, without alerts. Never rejects. */
    importEvents: async (serverId: string, events: readonly HaEvent[]): Promise<void> => {
      const receivedAt = clock.now();
      const imported = await place(events, (event) => happenedAt(event) ?? receivedAt, -1);
      write(serverId, imported, receivedAt, false);
      emit({ kind: 'imported', serverId, receivedAt, events: imported });
    },
    /**
     * Records the gap at once, and its recovered events when they arrive. Never rejects.
     *
     * @param newestSeq key of the server's newest row before the gap; 0 if there is none
     */
    acceptGap: (serverId: string, gap: Gap, newestSeq: number, recover: RecoverGap): Promise<void> =>
      recoverEvents(serverId, gap, writeGap(serverId, gap, newestSeq), recover, 0),
    /** Everything is deleted: nothing more is told of the gaps that are recovered now. */
    dropRecoveries(): void {
      deletions += 1;
    },
    /**
     * Goes on with the recoveries of a server that an ended connection left, the newest first. Never rejects.
     *
     * @param toRecover of a gap, what is still to be asked
     * @param ended aborts when the connection that is asked ends
     */
    resumeGaps: async (
      serverId: string,
      toRecover: (rest: Gap) => RecoverGap,
      ended: AbortSignal,
    ): Promise<void> => {
      for (const { seq, gap, count, downTo } of await unfinishedGaps(serverId)) {
        if (signal.aborted || ended.aborted) return;
        if (recovering.has(seq)) continue;
        // One that was ended before its first answer says the end of what it would have asked, which is a margin later.
        const rest = { ...gap, to: Math.min(gap.to, Math.max(gap.from, downTo)) };
        await recoverEvents(serverId, gap, seq, toRecover(rest), count);
      }
    },
  };
}

function* joined(first: Iterable<HaEvent>, then: Iterable<HaEvent>): Iterable<HaEvent> {
  yield* first;
  yield* then;
}
