import type { Clock } from '../../core/clock.ts';
import { buildChain } from '../../core/chain/build-chain.ts';
import { toSeries } from '../../core/history/to-series.ts';
import type { Histogram, History, ValueCount } from '../../core/history/history.ts';
import { readWatchNotes } from '../../core/history/watch-notes.ts';
import type { LogSource } from '../../core/ipc/log-port.ts';
import type { EventDetail } from '../../core/events/event-detail.ts';
import type { Monitor } from '../../core/monitor/monitor.ts';
import type { QueryNode } from '../../core/query/ast.ts';
import { toNumber } from '../../core/query/parse-number.ts';
import { nameRow } from '../../core/registry/name-row.ts';
import { listNames, type ListedName } from '../../core/registry/list-names.ts';
import { PLACES, type Place, type Registries } from '../../core/registry/registry.ts';
import { parseQuery } from '../../core/query/parse-query.ts';
import type { RedactionRules } from '../../core/redaction/default-rules.ts';
import { createRedactor, redactMessage } from '../../core/redaction/redact.ts';
import { readCauseGroups } from '../files/cause-group-reader.ts';
import { Refused, type RequestHandlers } from '../ipc/request-gate.ts';

/** States that a sparkline shows. */
const SERIES_POINTS = 200;
/** Length of each list: busiest entities and silent entities. */
const MAX_BUSIEST = 12;
/** Values offered for completion. */
const VALUES = 50;
/** Of these the best are chosen. */
const MANY_VALUES = 500;

/** A history, and whether the live log is part of it. */
export interface OpenSource {
  readonly history: History;
  readonly live: boolean;
}

export interface HistoryHandlerPorts {
  readonly monitor: Pick<Monitor, 'readEvent'>;
  readonly clock: Clock;
  /** `null` for a capture that was closed. */
  openSource(source: LogSource): OpenSource | null;
  nameOf(serverId: string): string;
  registries(): Registries;
  /** Whether a server is switched on; `null` for one that is not there. */
  isEnabled(serverId: string): boolean | null;
  /** Redacts what a page gets: an event that is still in memory contains its secrets. */
  redaction(): RedactionRules;
}

export type HistoryHandlers = ReturnType<typeof createHistoryHandlers>;

/** Answers questions of a page to the history. An invalid query is refused with the parser's sentence. */
export function createHistoryHandlers(ports: HistoryHandlerPorts) {
  const { monitor, clock, nameOf } = ports;

  function historyOf(source: LogSource): History {
    const open = ports.openSource(source);
    if (open === null) throw new Refused('This capture is closed. Open the file again.');
    return open.history;
  }

  /** A removed server has no gaps, and one that is switched off has none since then. */
  function isMissed({ serverId, to }: Histogram['gaps'][number], end: number): boolean {
    const isEnabled = ports.isEnabled(serverId);
    return isEnabled !== null && (isEnabled || to < end);
  }

  function parse(text: string): QueryNode {
    const parsed = parseQuery(text, { now: clock.now() });
    if (!parsed.ok) throw new Refused(parsed.error.message);
    return parsed.root;
  }

  /** The event before this one that is about the same thing, wherever it is kept. */
  async function previousOf(history: History, seq: number): Promise<EventDetail['previous']> {
    const stored = await history.readEvent(seq);
    const { type = '', subject = '' } = stored?.row ?? {};
    if (stored === null || subject === '') return null;
    const same: QueryNode = {
      kind: 'and',
      parts: [
        { kind: 'facet', facet: 'entity', test: { kind: 'is', value: subject.toLowerCase() } },
        { kind: 'facet', facet: 'type', test: { kind: 'is', value: type.toLowerCase() } },
        { kind: 'facet', facet: 'server', test: { kind: 'is', value: stored.serverId.toLowerCase() } },
      ],
    };
    const row = await history.nearest(same, seq, 'before');
    return row === null ? null : { seq: row.seq, at: row.at };
  }

  return {
    async readEvent(source, seq) {
      const history = historyOf(source);
      const live = source === 'log' ? monitor.readEvent(seq) : null;
      if (live !== null) {
        const { raw } = redactMessage(live.raw, createRedactor(ports.redaction()));
        const row = nameRow(live.row, ports.registries());
        return { ...live, row, raw, previous: live.previous ?? (await previousOf(history, seq)) };
      }
      const stored = await history.readEvent(seq);
      if (stored === null) return null;
      if (stored.raw === '') return null;
      const { serverId, receivedAt, raw, row } = stored;
      const previous = await previousOf(history, seq);
      return {
        seq,
        serverId,
        serverName: nameOf(serverId),
        receivedAt,
        raw,
        row: nameRow(row, ports.registries()),
        previous,
      };
    },
    async readHistogram(source, text, from, to, buckets) {
      const histogram = await historyOf(source).histogram({ query: parse(text), from, to, buckets });
      return { ...histogram, gaps: histogram.gaps.filter((gap) => isMissed(gap, histogram.to)) };
    },
    async readBusiest(source, spanMs) {
      const history = historyOf(source);
      const to = source === 'log' ? clock.now() : (history.status().newestAt ?? clock.now()) + 1;
      const found = await history.busiest({ from: to - spanMs, to, limit: MAX_BUSIEST });
      const registries = ports.registries();
      const named = <T extends { readonly entity: string; readonly serverId: string }>(each: T): T => {
        const name = registries.get(each.serverId)?.entities.get(each.entity)?.name ?? '';
        return name === '' ? each : { ...each, name };
      };
      return { ...found, busy: found.busy.map(named), silent: found.silent.map(named) };
    },
    async readChain(source, seq) {
      const history = historyOf(source);
      const event = await history.readEvent(seq);
      if (event === null) return { userId: null, roots: [], cut: false };
      const chain = await buildChain(event, history);
      const userName = ports
        .registries()
        .get(event.serverId)
        ?.users.get(chain.userId ?? '');
      return userName === undefined ? chain : { ...chain, userName };
    },
    async readGroups(source, text) {
      return readCauseGroups(historyOf(source).search(parse(text), Number.MAX_SAFE_INTEGER));
    },
    async readSeries(source, seq) {
      const history = historyOf(source);
      const event = await history.readEvent(seq);
      if (event?.row.type !== 'state_changed') return null;
      const states = await history.states(event.serverId, event.row.subject, seq, SERIES_POINTS);
      return toSeries(event, states);
    },
    async findNeighbour(source, text, seq, direction) {
      const row = await historyOf(source).nearest(parse(text), seq, direction);
      return row === null ? null : { seq: row.seq };
    },
    async listValues(source, facet, prefix) {
      const typed = prefix.toLowerCase();
      const registries = ports.registries();
      if (isPlace(facet)) return listNames(registries, facet, typed, VALUES).map(toUncounted);
      if (facet === 'from' || facet === 'to') {
        // Nobody looks for one of hundreds of temperatures, or of moments at which a bell rang.
        const states = await historyOf(source).values(facet, typed, MANY_VALUES);
        return states.toSorted((a, b) => rankOf(a) - rankOf(b)).slice(0, VALUES);
      }
      const seen = await historyOf(source).values(facet, typed, VALUES);
      if (facet !== 'entity') return seen;
      const named = new Map(
        listNames(registries, facet, typed, MANY_VALUES).map((name) => [name.value, toUncounted(name)]),
      );
      const counted = seen.map((each) => ({ ...named.get(each.value), ...each }));
      for (const { value } of seen) named.delete(value);
      return [...counted, ...named.values()].slice(0, VALUES);
    },
    readNotes: (asked, limit) => readWatchNotes(historyOf('log'), asked, limit),
    async setBookmark(source, seq, on) {
      await historyOf(source).setBookmark(seq, on);
      return null;
    },
  } satisfies Partial<RequestHandlers>;
}

function isPlace(name: string): name is Place {
  return (PLACES as readonly string[]).includes(name);
}

function toUncounted({ value, words }: ListedName): ValueCount {
  return { value, count: 0, words };
}

function rankOf({ value }: ValueCount): number {
  if (/^\d{4}-\d\d-\d\d[t ]\d\d:/i.test(value)) return 2;
  return toNumber(value) === null ? 0 : 1;
}
