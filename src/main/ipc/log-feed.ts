import type { Clock } from '../../core/clock.ts';
import type { Row } from '../../core/events/row.ts';
import type { LogAsk, LogSource, LogTell } from '../../core/ipc/log-port.ts';
import { parseLogAsk } from '../../core/ipc/parse-log-ask.ts';
import { LIMITS } from '../../core/limits.ts';
import { EMPTY_LOG, type LogReader } from '../../core/log/log-reader.ts';
import { openView } from '../../core/log/open-view.ts';
import type { LogExtent, LogSession, SessionHistory } from '../../core/log/log-session.ts';
import { nameRow } from '../../core/registry/name-row.ts';
import { createRunNames } from '../../core/registry/run-names.ts';
import type { Registries } from '../../core/registry/registry.ts';
import { toQueryItem } from '../../core/query/event-item.ts';
import type { OfferedEvent } from '../../core/rules/engine.ts';
import type { QueryContext, QueryMatcher } from '../../core/query/item.ts';
import type { Monitor } from '../../core/monitor/monitor.ts';

/** The first news of a session waits up to this time for a screenful of rows, so that the list does not flash empty. */
const FIRST_NEWS_MS = 150;
/** Without new matches, the page gets the rate this often. */
const RATE_NEWS_MS = 1_000;

/** One end of the port to a page. */
export interface LogPort {
  send(tell: LogTell): void;
  /** Whatever the page posted, unchecked. */
  onMessage(fn: (message: unknown) => void): void;
  onClose(fn: () => void): void;
  close(): void;
}

/** A source that a page can open. */
export interface SourceAccess {
  /** `null` if nothing is stored: then only rows in memory are available. */
  readonly history: SessionHistory | null;
  /** Live events belong to it: true for the log, false for a capture. */
  readonly live: boolean;
}

export interface LogFeedPorts {
  readonly monitor: Pick<Monitor, 'counts' | 'log'>;
  readonly clock: Clock;
  readonly port: LogPort;
  /** `null` for a source that does not exist, or no longer exists. */
  sources(source: LogSource): SourceAccess | null;
  /** Asked when a session opens. */
  queryContext(): QueryContext;
}

export type LogFeed = ReturnType<typeof createLogFeed>;

const NO_REGISTRIES: Registries = new Map();

type Open = Extract<LogAsk, { kind: 'open' }>;

/** What the page was told of its session, and when (monotonic). */
interface Told extends LogExtent {
  readonly received: number;
  readonly atMs: number;
}

/** The open session. */
interface Opened {
  readonly ask: Open;
  readonly log: LogReader;
  readonly session: LogSession;
  readonly isMatch: QueryMatcher;
}

/** The state of the session with the page. */
type State =
  /** The page has not opened a session yet, or the line is closed. */
  | { readonly kind: 'none' }
  /** The first news is not sent yet. A change now reopens the session without telling the page. */
  | ({ readonly kind: 'opening'; readonly sinceMs: number } & Opened)
  /** The page has news: it draws the last one (`isDrawn` is false) or waits for the next. `tail` rows come along with it. */
  | ({
      readonly kind: 'told';
      readonly told: Told;
      readonly isDrawn: boolean;
      readonly tail: number;
    } & Opened)
  /** The page knows that its list is outdated, and will open another session. */
  | ({ readonly kind: 'stale' } & Opened);

/**
 * Serves a page with one session at a time. News is sent at once, then at most every `LIMITS.batchIntervalMs`, and never
 * before the page has acknowledged the last one: a page that hangs costs nothing and misses nothing.
 */
export function createLogFeed(ports: LogFeedPorts) {
  const { monitor, clock, port } = ports;
  let state: State = { kind: 'none' };
  const nameRuns = createRunNames();
  let closed = false;
  let resting: (() => void) | null = null;
  let looking: (() => void) | null = null;

  /** As they are sent. */
  function named<T extends Row | null>(rows: readonly T[]): readonly T[] {
    const registries = ports.queryContext().registries ?? NO_REGISTRIES;
    return nameRuns(rows.map((row) => (row === null ? row : (nameRow(row, registries) as T))));
  }

  /** A sentence that says why not, or nothing. */
  function open(ask: Open, sinceMs: number): string | null {
    const source = ports.sources(ask.source);
    const view = openView(ask.query, clock.now(), ports.queryContext());
    if (!view.ok) return view.message;
    if (source === null) return 'This capture is not open any more. Open its file again.';
    endSession();
    const log = source.live ? monitor.log : EMPTY_LOG;
    const session = view.createSession({
      log,
      history: source.history,
      clock,
      afterSeq: ask.afterSeq,
      onNews: sendNews,
      onLost: changed,
    });
    state = { kind: 'opening', sinceMs, ask, log, session, isMatch: view.isMatch };
    flush();
    return null;
  }

  function changed(): void {
    switch (state.kind) {
      case 'none':
      case 'stale':
        return;
      case 'opening': {
        const { ask, sinceMs } = state;
        const message = open(ask, sinceMs);
        if (message !== null) port.send({ kind: 'refused', session: ask.session, message });
        return;
      }
      case 'told': {
        const { ask, log, session, isMatch } = state;
        state = { kind: 'stale', ask, log, session, isMatch };
        port.send({ kind: 'stale', session: ask.session });
      }
    }
  }

  function flush(): void {
    if (state.kind === 'none' || state.kind === 'stale' || (state.kind === 'told' && !state.isDrawn)) return;
    const before = state;
    before.session.advance();
    // The session may have lost its way meanwhile.
    if (state !== before) return;
    const extent = before.session.extent();
    const waitMs = waitBefore(before, extent);
    if (waitMs === 0) tell(before, extent);
    else if (waitMs !== null) lookAgain(waitMs);
  }

  /** How long the news of this extent must wait; `null` when there is none. */
  function waitBefore(
    before: Extract<State, { kind: 'opening' | 'told' }>,
    { first, end, complete }: LogExtent,
  ): number | null {
    const now = clock.monotonic();
    if (before.kind === 'opening') {
      const isEnough = complete || end - first >= before.ask.tail;
      return isEnough ? 0 : Math.max(0, before.sinceMs + FIRST_NEWS_MS - now);
    }
    const { told } = before;
    if (told.first !== first || told.end !== end || told.complete !== complete) return 0;
    return told.received === monitor.counts().received ? null : Math.max(0, told.atMs + RATE_NEWS_MS - now);
  }

  function tell(before: Extract<State, { kind: 'opening' | 'told' }>, extent: LogExtent): void {
    const { ask, log, session, isMatch } = before;
    const { received } = monitor.counts();
    const tail = before.kind === 'opening' ? ask.tail : before.tail;
    const toldEnd = before.kind === 'opening' ? extent.first : before.told.end;
    const from = Math.max(extent.end - tail, toldEnd, extent.first);
    state = {
      kind: 'told',
      ...{ ask, log, session, isMatch, tail },
      told: { ...extent, received, atMs: clock.monotonic() },
      isDrawn: false,
    };
    port.send({
      kind: 'news',
      session: ask.session,
      ...extent,
      tail: named(session.newest(from)),
      received,
      lastSeq: log.lastSeq,
    });
    resting = clock.after(LIMITS.batchIntervalMs, () => {
      resting = null;
      flush();
    });
  }

  function endSession(): void {
    resting?.();
    looking?.();
    resting = null;
    looking = null;
    if (state.kind !== 'none') state.session.close();
    state = { kind: 'none' };
  }

  function lookAgain(afterMs: number): void {
    looking ??= clock.after(afterMs, () => {
      looking = null;
      flush();
    });
  }

  function sendNews(): void {
    if (resting === null) flush();
  }

  async function answerRows(
    { session: id, ask, from, count }: Extract<LogAsk, { kind: 'rows' }>,
    session: LogSession,
  ): Promise<void> {
    const lost = Array.from({ length: count }, () => null);
    const rows = await session.rows(from, count).catch(() => lost);
    if (isCurrent(id)) port.send({ kind: 'rows', session: id, ask, from, rows: named(rows) });
  }

  async function answerPlace(
    ask: Extract<LogAsk, { kind: 'find' | 'at' }>,
    session: LogSession,
  ): Promise<void> {
    // The requested row may have just arrived.
    session.advance();
    const nowhere = { ordinal: session.extent().first - 1, exact: false };
    const looked = ask.kind === 'find' ? session.find(ask.seq) : session.findMoment(ask.at);
    const { ordinal, exact } = await looked.catch(() => nowhere);
    if (isCurrent(ask.session)) {
      const { first } = session.extent();
      port.send({ kind: 'place', session: ask.session, ask: ask.ask, ordinal, exact, first });
    }
  }

  function isCurrent(session: number): boolean {
    return state.kind !== 'none' && state.ask.session === session;
  }

  function take(ask: LogAsk): void {
    if (ask.kind === 'open') {
      const message = open(ask, clock.monotonic());
      if (message !== null) port.send({ kind: 'refused', session: ask.session, message });
      return;
    }
    if (state.kind === 'none' || !isCurrent(ask.session)) return;
    switch (ask.kind) {
      case 'rows':
        void answerRows(ask, state.session);
        break;
      case 'find':
      case 'at':
        void answerPlace(ask, state.session);
        break;
      case 'ack':
        if (state.kind !== 'told') return;
        state = { ...state, isDrawn: true, tail: ask.tail };
        sendNews();
    }
  }

  port.onMessage((message) => {
    const ask = closed ? null : parseLogAsk(message);
    if (ask !== null) take(ask);
  });

  function close(): void {
    if (closed) return;
    closed = true;
    endSession();
    port.close();
  }

  port.onClose(close);
  return {
    sendNews,
    changed,
    close,
    /** Whether the page shows the newest rows, and such an event is among them. */
    isSeen({ event, seq, serverId }: OfferedEvent): boolean {
      if (state.kind !== 'told' || state.tail === 0 || state.log !== monitor.log) return false;
      const facts = { seq, serverId, at: clock.now(), kind: 'event', alert: true } as const;
      return state.isMatch(toQueryItem({ facts, event, text: null }));
    },
  };
}
